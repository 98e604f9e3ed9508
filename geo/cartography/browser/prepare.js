// The file that plays alone comes whole, so that the service worker opens it without a network.

import { at } from './parts.js';

const REST_MS = 80;
const STORING = 25; // rests until what has come is kept

// told: hears how many bytes have come. Fails where it did not come or was not kept.
export async function prepare(lang, told) {
  if (!(await navigator.serviceWorker.getRegistration())) throw new Error('no worker');
  await navigator.serviceWorker.ready;
  const answer = await fetch(at(`./briefing.html?lang=${lang}`));
  if (!answer.ok) throw new Error(answer.status);
  let come = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    told((come += value.length));
  }
  // Looked for, since no worker saw it after a forced reload, and the browser may have no room.
  for (let tries = 0; !(await caches.match(new URL(answer.url).pathname)); tries++) {
    if (tries === STORING) throw new Error('not kept');
    await new Promise((done) => setTimeout(done, REST_MS));
  }
}
