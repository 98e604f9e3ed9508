// A briefing that stands alone.

import { data } from './held.js';
import { show } from './briefing.js';

show({ parentElement: document.getElementById('briefing'), data, setTriggerValue() {} });
