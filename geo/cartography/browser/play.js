// A briefing that stands alone.

import { data } from './held.js';
import { show } from './briefing.js';

// Its address may say language and step, as that of the page does.
const asked = new URLSearchParams(location.search);
const lang = asked.get('lang') in data.steps ? asked.get('lang') : data.lang;
const step = Math.max(1, Math.trunc(asked.get('step')) || data.step);
show({ parentElement: document.getElementById('briefing'), data: { ...data, lang, step }, setTriggerValue() {} });
