// The slider of years beneath a map: what it stands at is drawn at once, and chosen when let go.

import { el } from './parts.js';

export class Years {
  constructor(map) {
    this.map = map;
    this.bar = el('div', { class: 'bar' });
    map.beneath.append(this.bar);
    this.slider = el('input', { type: 'range', step: '1' });
    this.said = el('output');
    this.slider.addEventListener('input', () => {
      this.ahead = true;
      this.recolour();
    });
    this.slider.addEventListener('change', () => map.send('year', Number(this.slider.value)));
    this.slider.addEventListener('blur', () => (this.ahead = false));
    this.called = el('span');
    this.label = el('label', {}, this.called, this.slider, this.said);
  }

  // data: the message of the layer that has years, where there is one.
  take(data) {
    if (!data) return this.bar.replaceChildren();
    const { first, last, year } = data.years;
    this.called.textContent = `${this.map.data.texts.year} `;
    if (!this.bar.contains(this.label)) this.bar.replaceChildren(this.label); // moved, it would lose the focus
    this.slider.setAttribute('aria-label', this.map.data.texts.year);
    Object.assign(this.slider, { min: first, max: last });
    // The answer to an earlier press does not move it back under the hand.
    if (Number(this.slider.value) === year) this.ahead = false;
    if (!this.ahead) this.slider.value = year;
    this.key = data.key;
    this.recolour();
  }

  recolour() {
    const year = Number(this.slider.value);
    this.said.textContent = year;
    const { layer } = this.map.layers.get(this.key);
    layer.ready.then(() => layer.year(year), () => {}); // what failed is told in words
  }
}
