// The maps of a briefing's steps, each with its legend: that of the step shown and those around it.

import { end as drop, show as draw } from './map.js';
import { addresses, el, file } from './parts.js';

const KEPT = 4; // maps of so many steps before and after stay drawn
const REST_MS = 80;

export class Maps {
  constructor(screen) {
    [this.screen, this.boxes, this.root] = [screen, new Map(), el('section', { class: 'drawn' })];
  }

  get steps() {
    return this.screen.data.steps[this.screen.lang];
  }

  get now() {
    return this.boxes.get(this.screen.now);
  }

  // Every shape and module that any step needs comes now, so that none is missed later; what did
  // not come is asked for again, and drawn then.
  async hold() {
    const coming = [];
    for (const { map } of this.steps) {
      if (!map) continue;
      coming.push(...addresses(map).map(file));
      if (map.layers.some(({ kind }) => kind === 'time')) coming.push(import('./time.js'));
    }
    const before = this.state;
    this.state = 'loading';
    this.screen.said();
    this.state = await Promise.all(coming).then(() => 'held', () => 'failed');
    this.screen.said();
    if (before !== 'failed' || this.state === 'failed') return;
    for (const box of this.boxes.values()) delete box.dataset.as;
    if (this.screen.dialog.open) this.show(true);
  }

  // The map of the step that is shown, then those around it. fresh: the step was another before.
  async show(fresh) {
    const { now: middle, dialog } = this.screen;
    if (this.state === 'failed') this.hold();
    for (const [i, box] of this.boxes) box.classList.toggle('now', i === middle);
    if (this.now) this.fit(this.now);
    await this.draw(middle);
    if (fresh) this.still();
    for (const i of [middle + 1, middle - 1]) {
      await new Promise((done) => setTimeout(done, REST_MS)); // what is shown is painted first
      if (middle !== this.screen.now || !dialog.open) return;
      await this.draw(i);
    }
    for (const [i, box] of this.boxes) {
      if (Math.abs(i - this.screen.now) <= KEPT) continue;
      this.boxes.delete(i);
      drop(box.firstChild.firstChild).then(() => box.remove());
    }
    dialog.dataset.ready = middle + 1;
  }

  // Time stands at its end: each map shows everything until it is played.
  still() {
    for (const box of this.boxes.values()) {
      const slider = box.querySelector('.playback input');
      if (!slider) continue;
      slider.value = slider.max;
      slider.dispatchEvent(new Event('input'));
    }
  }

  // The map of a step and, beside it or beneath, its legend.
  async draw(i) {
    const step = this.steps[i];
    if (!step?.map) return;
    const { lang, now, stage, data } = this.screen;
    const big = Math.max(0.62, Math.min(innerWidth / 1280, innerHeight / 720));
    const as = [lang, innerWidth, innerHeight].join();
    if (!this.boxes.has(i)) this.root.append(this.box(i));
    const box = this.boxes.get(i);
    box.classList.toggle('now', i === now);
    if (box.dataset.as === as) return;
    box.dataset.as = as;
    stage.style.setProperty('--z', Math.max(1, big)); // marks of legends grow with the screen
    const [ground, plate] = box.children;
    ground.setAttribute('aria-label', step.map.told);
    plate.innerHTML = step.map.legend; // ours, all text in it escaped
    plate.append(el('p', {}, step.plate));
    if (i === now) this.fit(box);
    const layers = step.map.layers.map((layer) => (layer.kind === 'names' ? { ...layer, size: Math.round(24 * big) } : { ...layer, years: null }));
    const texts = { ...step.map.texts, failed: data.texts[lang].failed };
    const told = { ...step.map, layers, texts, urls: { styles: [] } };
    await draw({ parentElement: ground.firstChild, data: told, setTriggerValue() {}, setStateValue() {} });
  }

  // The legend beside the map, in smaller letters or beneath it where it would not end.
  fit(box) {
    const plate = box.lastChild;
    box.classList.remove('wide', 'dense', 'low');
    for (const name of ['wide', 'dense', 'low']) if (plate.scrollHeight > plate.clientHeight) box.classList.add(name);
  }

  box(i) {
    const ground = el('div', { class: 'ground', role: 'img' }, el('div', { inert: '' }));
    this.boxes.set(i, el('div', { class: 'on-map' }, ground, el('div', { class: 'plate' })));
    return this.boxes.get(i);
  }

  remove() {
    for (const box of this.boxes.values()) drop(box.firstChild.firstChild);
  }
}
