// Rows by month as bars; some of them are chosen by dragging over them, or by key.

import { el, svg } from './parts.js';

export const DAY_MS = 864e5;
export const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
export const iso = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

export class Months {
  constructor(choose) {
    this.choose = choose;
    this.box = el('div', { class: 'months', tabindex: '0', role: 'slider' });
    this.years = el('div', { class: 'years', 'aria-hidden': 'true' });
    this.box.addEventListener('pointerdown', (event) => this.grab(event));
    this.box.addEventListener('keydown', (event) => this.key(event));
  }

  take({ months, colours, first, last, start, end, locale, texts }) {
    [this.months, this.ends] = [months, [day(first), day(last)]];
    this.first = new Date(day(first) * DAY_MS);
    this.short = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.box.setAttribute('aria-label', texts.months);
    this.box.setAttribute('aria-valuemin', 0);
    this.box.setAttribute('aria-valuemax', months.length - 1);
    const most = Math.max(1, ...months);
    const look = { viewBox: `0 0 ${months.length} 100`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
    const picture = svg('svg', look);
    this.chosen = svg('rect', { y: 0, height: 100, fill: colours.window });
    this.head = svg('rect', { y: 0, height: 100, width: 0.25, fill: colours.head });
    const bars = months.map((count, i) => {
      const height = (count / most) * 94;
      return svg('rect', { x: i + 0.08, width: 0.84, y: 100 - height, height, fill: colours.bar });
    });
    picture.append(this.chosen, ...bars, this.head);
    this.box.replaceChildren(picture);
    this.label();
    this.paint((this.range = [this.month(day(start)), this.month(day(end))]));
  }

  label() {
    const { months, first } = this;
    const starts = months.map((_, i) => i).filter((i) => (i + first.getUTCMonth()) % 12 === 0);
    const names = starts.map((i) => {
      const year = el('span', {}, String(first.getUTCFullYear() + (i + first.getUTCMonth()) / 12));
      const part = i / months.length;
      if (part > 0.9) {
        const right = `${100 * (1 - part)}%`;
        Object.assign(year.style, { right, borderLeft: '0', borderRight: '1px solid', paddingRight: '3px' });
      } else year.style.left = `${100 * part}%`;
      return year;
    });
    this.years.replaceChildren(...names);
  }

  // The line over the bars stands at a day.
  stand(number) {
    const part = (new Date(number * DAY_MS).getUTCDate() - 1) / 31;
    this.head.setAttribute('x', this.month(number) + part);
  }

  month(number) {
    const date = new Date(number * DAY_MS);
    const years = date.getUTCFullYear() - this.first.getUTCFullYear();
    return 12 * years + date.getUTCMonth() - this.first.getUTCMonth();
  }

  paint([a, b]) {
    this.chosen.setAttribute('x', Math.min(a, b));
    this.chosen.setAttribute('width', Math.abs(b - a) + 1);
    const ends = [Math.min(a, b), Math.max(a, b)];
    const [from, to] = ends.map((i) => this.short.format(this.dayOf(i, 0) * DAY_MS));
    this.box.title = from === to ? from : `${from} – ${to}`;
    this.box.setAttribute('aria-valuenow', b);
    this.box.setAttribute('aria-valuetext', this.box.title);
  }

  // The first day of a month, or its last.
  dayOf(i, last) {
    const month = this.first.getUTCMonth() + i + last;
    return Date.UTC(this.first.getUTCFullYear(), month, 1) / DAY_MS - last;
  }

  within(i) {
    return Math.max(0, Math.min(this.months.length - 1, i));
  }

  under(event) {
    const box = this.box.getBoundingClientRect();
    return this.within(Math.floor(((event.clientX - box.left) / box.width) * this.months.length));
  }

  grab(event) {
    this.box.setPointerCapture(event.pointerId);
    const before = this.range;
    this.paint((this.range = [this.under(event), this.under(event)]));
    const drag = new AbortController();
    const till = { signal: drag.signal };
    const move = (moved) => this.paint((this.range = [this.range[0], this.under(moved)]));
    const release = () => {
      drag.abort();
      this.done();
    };
    this.box.addEventListener('pointermove', move, till);
    this.box.addEventListener('pointerup', release, till);
    this.box.addEventListener('pointercancel', () => {
      drag.abort(); // the finger scrolls the page
      this.paint((this.range = before));
    }, till);
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -12, PageUp: 12 }[event.key];
    if (event.key === 'Enter') this.done();
    else if (by) {
      const end = this.within(this.range[1] + by);
      this.paint((this.range = [event.shiftKey ? this.range[0] : end, end]));
    } else return;
    event.preventDefault();
  }

  done() {
    const [a, b] = [Math.min(...this.range), Math.max(...this.range)];
    const from = Math.max(this.ends[0], this.dayOf(a, 0));
    const to = Math.min(this.ends[1], this.dayOf(b, 1));
    this.choose(from, to);
  }
}
