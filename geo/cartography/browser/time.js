// Incidents through time. Frames are drawn here, from rows that came once: nothing is sent while
// it plays. The months that a reader chooses go back when they let go.

import L from './leaflet.js';
import { Incidents } from './incidents.js';
import { day, DAY_MS, iso, Months } from './months.js';
import { el, fill, icon } from './parts.js';

const STEP_MS = 1000;
// Words that change faster cannot be read, and each change costs the frame a layout.
const WORDS_MS = 100;
const SIGNS = { play: 'M3 2l10 6-10 6z', pause: 'M3 2h4v12H3zM9 2h4v12H9z', back: 'M12 2L4 8l8 6z', on: 'M4 2l8 6-8 6z' };

export class Layer {
  rank = 0;

  constructor(map, data) {
    [this.map, this.playing, this.speed] = [map, false, 90];
    this.calm = matchMedia('(prefers-reduced-motion: reduce)');
    this.marks = new Incidents(map);
    this.months = new Months((from, to) => map.send('days', [iso(from), iso(to)]));
    this.note = el('button', { type: 'button', class: 'note' });
    this.note.addEventListener('click', () => {
      const behavior = this.calm.matches ? 'auto' : 'smooth';
      document.querySelector(`article.${this.data.card}`)?.scrollIntoView({ behavior, block: 'center' });
    });
    L.DomEvent.disableClickPropagation(this.note);
    map.place.append(this.note);
    this.controls();
    this.draw(data);
  }

  controls() {
    const button = (name, press) => {
      const made = el('button', { type: 'button', class: name });
      made.addEventListener('click', press);
      return made;
    };
    this.buttons = {
      play: button('play', () => (this.playing ? this.pause() : this.play())),
      back: button('back', () => this.step(-1)),
      on: button('on', () => this.step(1)),
      all: button('all', () => this.map.send('days', [this.data.first, this.data.last])),
    };
    this.slider = el('input', { type: 'range', step: '1' });
    this.slider.addEventListener('input', () => {
      const asked = Number(this.slider.value);
      this.pause();
      this.go(asked);
    });
    this.pace = el('select');
    this.pace.addEventListener('change', () => (this.speed = Number(this.pace.value)));
    this.frame = el('p', { class: 'frame' }, el('strong'), ' · ', el('span'));
    this.help = el('p', { class: 'help' });
    const { back, play, on, all } = this.buttons;
    this.box = el(
      'div',
      { class: 'playback' },
      el('div', { class: 'row' }, play, back, on, this.slider, this.pace),
      this.frame,
      this.months.box,
      this.months.years,
      el('div', { class: 'row' }, all, this.help),
    );
    this.map.beneath.append(this.box);
  }

  // New data for the same map: after a filter, a change of marks, another language.
  draw(data) {
    const before = this.data;
    this.data = { ...data, locale: this.map.data.locale };
    this.format = new Intl.DateTimeFormat(this.data.locale, { dateStyle: 'long', timeZone: 'UTC' });
    this.count = new Intl.NumberFormat(this.data.locale);
    [this.start, this.finish] = [day(data.start), day(data.end)];
    Object.assign(this.slider, { min: this.start, max: this.finish });
    const moved = !before || before.start !== data.start || before.end !== data.end;
    if (moved) this.pause();
    if (moved || !(this.now >= this.start && this.now <= this.finish)) this.now = this.finish;
    this.all = data.rows.map((row) => ({
      id: row[0], day: day(row[1]), at: L.latLng(row[3], row[2]), kind: row[4], km: row[5],
      killed: row[6], injured: row[7], title: row[8], told: row[9], said: row[10],
    }));
    this.others = data.others.map((row) => ({
      id: null, day: day(row[0]), at: L.latLng(row[2], row[1]), exact: row[3], title: row[4], told: row[5],
    }));
    this.label();
    this.find(before?.chosen);
    this.months.take(this.data);
    [this.seen, this.toldAt] = [null, -Infinity];
    this.moved();
    this.go(this.now);
  }

  // An incident that was just chosen comes into view.
  find(before) {
    const one = this.all.find((row) => row.id === this.data.chosen);
    this.note.hidden = !one;
    this.note.textContent = one ? `${one.title} · ${this.data.texts.card}` : '';
    const { leaflet } = this.map;
    if (one && this.data.chosen !== before && leaflet._loaded && !leaflet.getBounds().pad(-0.1).contains(one.at)) {
      leaflet.setView(one.at, leaflet.getZoom(), { animate: false });
    }
  }

  label() {
    const { texts } = this.data;
    this.slider.setAttribute('aria-label', texts.scrubber);
    this.pace.setAttribute('aria-label', texts.speed);
    this.help.textContent = texts.help;
    this.buttons.all.textContent = texts.all;
    for (const name of ['back', 'on']) {
      this.buttons[name].replaceChildren(icon(SIGNS[name], true));
      this.buttons[name].setAttribute('aria-label', texts[name]);
      this.buttons[name].title = texts[name];
    }
    const paces = [7, 30, 90, 365].map((days) => el('option', { value: days }, fill(texts.pace, { days })));
    this.pace.replaceChildren(...paces);
    this.pace.value = this.speed;
    this.toggle();
  }

  toggle() {
    const name = this.playing ? 'pause' : 'play';
    this.buttons.play.replaceChildren(icon(SIGNS[name], true), ` ${this.data.texts[name]}`);
    this.box.classList.toggle('playing', this.playing);
    this.frame.setAttribute('aria-live', this.playing ? 'off' : 'polite');
  }

  // ---- time

  play() {
    if (this.now >= this.finish) this.now = this.start;
    this.playing = true;
    this.last = performance.now();
    this.toggle();
    this.tick();
  }

  pause() {
    const behind = this.playing;
    this.playing = false;
    cancelAnimationFrame(this.nextFrame);
    clearTimeout(this.nextStep);
    if (this.span) this.toggle();
    if (behind) this.tell();
  }

  // Where motion is unwanted, whole months a second apart instead of a moving picture.
  tick() {
    if (this.calm.matches) {
      this.nextStep = setTimeout(() => this.advance(() => nextMonth(this.now, 1)), STEP_MS);
      return;
    }
    this.nextFrame = requestAnimationFrame((time) =>
      this.advance(() => {
        const passed = Math.min(time - this.last, 100) / 1000;
        this.last = time;
        return this.now + passed * this.speed;
      }),
    );
  }

  advance(next) {
    if (!this.playing) return;
    this.go(Math.min(next(), this.finish));
    if (this.now >= this.finish) this.pause();
    else this.tick();
  }

  step(months) {
    this.pause();
    this.go(Math.max(this.start, Math.min(this.finish, nextMonth(this.now, months))));
  }

  go(now) {
    this.now = now;
    const today = Math.floor(now + 1e-6);
    const from = this.data.trail ? Math.max(this.start, today - this.data.trail + 1) : this.start;
    this.span = [from, today];
    const shown = (row) => row.day >= from && row.day <= today;
    const before = [this.seen, this.seenOthers];
    this.seen = this.all.filter(shown);
    this.seenOthers = this.others.filter(shown);
    // On most days nothing happens: the picture stays as it is.
    if (!alike(before[0], this.seen) || !alike(before[1], this.seenOthers)) this.paint();
    if (!this.playing || performance.now() - this.toldAt >= WORDS_MS) this.tell();
  }

  // The days and counts in words, the slider and the line over the months.
  tell() {
    this.toldAt = performance.now();
    const [from, today] = this.span;
    const said = `${this.said(from)} – ${this.said(today)}`;
    this.slider.value = Math.round(this.now);
    this.slider.setAttribute('aria-valuetext', said);
    this.frame.firstChild.textContent = said;
    this.frame.lastChild.textContent = this.counted();
    this.months.stand(today);
    // A moving list cannot be read; it is made again when time stands still.
    if (!this.playing) requestAnimationFrame(() => this.map.gone || this.map.reading.list());
  }

  said(number) {
    return this.format.format(number * DAY_MS);
  }

  counted() {
    const { texts } = this.data;
    const sum = (index) => {
      const known = this.seen.filter((row) => row[index]);
      const add = (end) => known.reduce((total, row) => total + row[index][end], 0);
      const [low, high] = [add(0), add(1)].map((n) => this.count.format(n));
      const range = low === high ? low : `${low}–${high}`;
      return { range: known.length ? range : texts.no_figure, blank: this.seen.length - known.length };
    };
    const [killed, injured] = [sum('killed'), sum('injured')];
    const said = fill(texts.counted, {
      rows: this.count.format(this.seen.length),
      killed: killed.range, killed_blank: killed.blank,
      injured: injured.range, injured_blank: injured.blank,
    });
    const apart = this.seenOthers.length ? ` ${fill(texts.others, { events: this.seenOthers.length })}` : '';
    return said + apart;
  }

  // ---- the map

  moved() {
    if (!this.map.leaflet._loaded) return;
    this.marks.project([...this.all, ...this.others]);
    this.paint();
  }

  paint() {
    if (this.seen && this.marks.origin) this.marks.draw(this.data, this.seen, this.seenOthers);
  }

  under(layerPoint) {
    return this.marks.found(this.map.leaflet.layerPointToContainerPoint(layerPoint)).map((row) => this.row(row));
  }

  row(one) {
    const when = this.said(one.day);
    const lines = [one.id ? `${when} · ${this.data.kinds[one.kind]}` : when, one.told, one.said, this.data.basis];
    return {
      head: one.title, lines: lines.filter(Boolean), kind: one.id ? 'incident' : '', code: one.id,
      where: one.at, day: one.day, label: `${when} · ${one.title}`,
    };
  }

  rows() {
    return (this.seen ?? []).map((one) => this.row(one)).sort((a, b) => b.day - a.day);
  }

  front() {}

  remove() {
    this.pause();
    this.marks.remove();
    this.note.remove();
    this.box.remove();
  }
}

// Both are stretches of the same rows in the order of their days.
const alike = (a, b) => a?.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1);

function nextMonth(number, by) {
  const date = new Date(Math.floor(number) * DAY_MS);
  const month = date.getUTCMonth() + by;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / DAY_MS;
}
