// A map that stands alone: what it shows and all shapes are in the page, nothing is asked for.

import { show } from './map.js';
import { hold } from './parts.js';

const text = (id) => document.getElementById(id).textContent;
const packed = Uint8Array.from(atob(text('shapes')), (sign) => sign.charCodeAt(0));
const opening = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
const shapes = new Response(opening).json();
const data = JSON.parse(text('scene'));
for (const name of data.files) hold(name, shapes.then((files) => files[name]));

const { start, end } = data.layers.find(({ kind }) => kind === 'time') ?? {};

// Days that are chosen play at once, as far as their rows are here; other choices lead nowhere.
function setTriggerValue(name, sent) {
  const [from, to] = name === 'days' ? sent : [];
  if (!from || from > end || to < start) return;
  const days = { start: from < start ? start : from, end: to > end ? end : to };
  const layers = data.layers.map((layer) => (layer.kind === 'time' ? { ...layer, ...days } : layer));
  show({ ...component, data: { ...data, layers } });
}

const component = { parentElement: document.getElementById('map'), data, setTriggerValue, setStateValue() {} };
show(component);
