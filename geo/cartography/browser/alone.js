// A map that stands alone.

import { data } from './held.js';
import { show } from './map.js';

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
