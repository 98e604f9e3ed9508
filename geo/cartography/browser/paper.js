// Paper is not as wide as the screen: what is seen of a map goes there as one picture.

import { el, FONT } from './parts.js';

export class Paper {
  constructor(map) {
    [this.map, this.canvas] = [map, el('canvas', { class: 'paper', 'aria-hidden': 'true' })];
    this.printing = () => this.print();
    window.addEventListener('beforeprint', this.printing);
  }

  print() {
    const { place, leaflet, data } = this.map;
    const { x, y } = leaflet.getSize();
    const sharp = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: x * sharp, height: y * sharp });
    const ink = this.canvas.getContext('2d');
    ink.scale(sharp, sharp);
    ink.fillStyle = data.colours.sea;
    ink.fillRect(0, 0, x, y);
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
    ink.font = `13px ${FONT}`;
    ink.fillText(scale.textContent, left + 4, y - 16);
    ink.strokeRect(left, y - 11, scale.offsetWidth, 0.5);
  }

  remove() {
    window.removeEventListener('beforeprint', this.printing);
  }
}
