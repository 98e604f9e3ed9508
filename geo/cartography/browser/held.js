// What a page that stands alone holds: what it shows, and all shapes, packed. Nothing is asked for.

import { hold } from './parts.js';

const text = (id) => document.getElementById(id).textContent;
const packed = Uint8Array.from(atob(text('shapes')), (sign) => sign.charCodeAt(0));
const opening = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
const shapes = new Response(opening).json();
export const data = JSON.parse(text('scene'));
for (const name of data.files) hold(name, shapes.then((files) => files[name]));
