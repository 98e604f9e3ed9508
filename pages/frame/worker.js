// Keeps scripts, styles and layers, whose names carry a hash, for the next visit and for when the
// cable is out; pages come from the network, and from what was kept where there is none, the
// briefing as the file that plays alone. What was kept of another data version goes.
const KEPT = '$version';
const LASTING = ['/static/', '/app/static/'];
const [BRIEFING, PREPARED] = ['/briefing', '/briefing.html'];
const WAIT_MS = 6000; // for a network that answers nothing, where there is something kept
const PAGES = [PREPARED, ...$pages];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([forget(), self.clients.claim()])));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (LASTING.some((folder) => url.pathname.startsWith(folder))) event.respondWith(lasting(request));
  else if ((request.mode === 'navigate' || url.pathname === PREPARED) && PAGES.includes(url.pathname) && !url.searchParams.has('remote')) event.respondWith(page(request, url.pathname));
});

async function forget() {
  const old = (await caches.keys()).filter((name) => name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// Nothing where the browser has no room for it, or is told to keep nothing.
const opened = () => caches.open(KEPT).catch(() => null);

async function lasting(request) {
  const kept = await opened();
  return (await kept?.match(request.url)) ?? keep(kept, request.url, await fetch(request));
}

async function page(request, path) {
  const kept = await opened();
  const last = (path === BRIEFING && (await kept?.match(PREPARED))) || (await kept?.match(path));
  const coming = fetch(request).then((answer) => keep(kept, path, answer));
  if (!last) return coming;
  const late = new Promise((done) => setTimeout(done, WAIT_MS));
  const answer = await Promise.race([coming, late]).catch(() => null);
  return answer && answer.status < 500 ? answer : last;
}

// What has come whole is kept; the answer goes on.
function keep(kept, key, answer) {
  if (answer.status === 200) kept?.put(key, answer.clone()).catch(() => {});
  return answer;
}
