// Paper is not as wide as the screen: what is seen of a map goes there as one picture.

import { el, FONT } from './parts.js';

// Ctrl+P waits for the maps that are still coming.
const coming = new Set();
let asked = false;
window.addEventListener('keydown', (event) => {
  if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || !coming.size) return;
  event.preventDefault();
  asked = true;
}, { capture: true });

export class Paper {
  constructor(map) {
    [this.map, this.canvas] = [map, el('canvas', { class: 'paper', 'aria-hidden': 'true' })];
    this.printing = () => this.print();
    window.addEventListener('beforeprint', this.printing);
    coming.add(this);
  }

  begin() {
    coming.add(this);
  }

  end() {
    coming.delete(this);
    if (!asked || coming.size) return;
    asked = false;
    window.print();
  }

  print() {
    const { place, leaflet, data, pens } = this.map;
    for (const pen of Object.values(pens)) if (pen._redrawRequest) pen._redraw(); // not a frame later
    const { x, y } = leaflet.getSize();
    const sharp = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: x * sharp, height: y * sharp });
    const ink = this.canvas.getContext('2d');
    ink.scale(sharp, sharp);
    ink.fillStyle = data.colours.sea;
    ink.fillRect(0, 0, x, y);
    ink.font = `13px ${FONT}`;
    if (coming.has(this)) { // words rather than half a map
      ink.fillStyle = data.colours.ink;
      ink.fillText(data.texts.loading, 12, 24);
      return;
    }
    const corner = place.getBoundingClientRect();
    const level = (canvas) => Number(canvas.parentElement.style.zIndex);
    const canvases = [...place.querySelectorAll('canvas')].sort((a, b) => level(a) - level(b));
    for (const canvas of canvases) {
      const box = canvas.getBoundingClientRect();
      ink.drawImage(canvas, box.left - corner.left, box.top - corner.top, box.width, box.height);
    }
    const scale = place.querySelector('.leaflet-control-scale-line');
    const left = x - scale.offsetWidth - 12;
    ink.fillStyle = data.colours.halo;
    ink.fillRect(left - 4, y - 32, scale.offsetWidth + 8, 26);
    ink.fillStyle = ink.strokeStyle = data.colours.ink;
    ink.fillText(scale.textContent, left + 4, y - 16);
    ink.strokeRect(left, y - 11, scale.offsetWidth, 0.5);
    const notice = this.map.notice.textContent;
    if (notice) {
      ink.fillStyle = data.colours.halo;
      ink.fillRect(8, 8, x - 16, 24);
      ink.fillStyle = data.colours.ink;
      ink.fillText(notice, 12, 24, x - 24);
    }
  }

  remove() {
    window.removeEventListener('beforeprint', this.printing);
    this.end();
  }
}
