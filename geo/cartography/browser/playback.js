// Incidents on a map through time. Frames are drawn here, from rows that came once: nothing is
// sent while it plays. What a reader chooses (an incident, months) goes back when they let go.
// Text from data becomes text nodes or canvas text, never markup.

const DAY_MS = 864e5;
const DOT = 5;
const CELL = 46;
const HEX = 20;
const STEP_MS = 1000;
// Words that change faster cannot be read, and each change costs the frame a layout.
const WORDS_MS = 100;
const views = new WeakMap();

export async function show(component) {
  const { parentElement, data } = component;
  if (!views.has(parentElement)) views.set(parentElement, create(parentElement, data));
  (await views.get(parentElement)).take(component);
}

export async function end(parentElement) {
  const view = views.get(parentElement);
  views.delete(parentElement);
  if (view) (await view).remove();
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function svg(tag, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// Drawn, since fonts may lack these signs.
const ICONS = { play: 'M3 2l10 6-10 6z', pause: 'M3 2h4v12H3zM9 2h4v12H9z', back: 'M12 2L4 8l8 6z', on: 'M4 2l8 6-8 6z' };

function icon(name) {
  const box = svg('svg', { viewBox: '0 0 16 16', width: 12, height: 12, 'aria-hidden': 'true' });
  box.append(svg('path', { d: ICONS[name], fill: 'currentColor' }));
  return box;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

async function create(parent, data) {
  const at = (path) => new URL(path, document.baseURI).href;
  const [L, land] = await Promise.all([import(at(data.urls.leaflet)), import(at(data.urls.base))]);
  const sheets = data.urls.styles.map((href) => el('link', { rel: 'stylesheet', href: at(href) }));
  const ready = sheets.map((sheet) => new Promise((done) => (sheet.onload = sheet.onerror = done)));
  const place = el('div', { class: 'map' });
  const root = el('div', { class: 'playback' }, place);
  parent.append(...sheets, root);
  await Promise.all(ready);
  parent.querySelector('.loading')?.remove();
  const view = new View(L, land, root, place);
  await view.base(data, at);
  return view;
}

class View {
  constructor(L, land, root, place) {
    this.L = L;
    this.land = land;
    this.root = root;
    this.place = place;
    this.playing = false;
    this.speed = 90;
    this.calm = matchMedia('(prefers-reduced-motion: reduce)');
  }

  async base(data, at) {
    const { L } = this;
    this.map = L.map(this.place, {
      preferCanvas: true,
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 120,
      minZoom: 4,
      maxZoom: 13,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: !this.calm.matches,
      renderer: L.canvas({ padding: 0.2 }),
    });
    this.zoom = L.control.zoom({ zoomInTitle: data.texts.zoom_in, zoomOutTitle: data.texts.zoom_out });
    this.zoom.addTo(this.map);
    this.look(data.view);
    this.place.style.background = data.colours.sea;
    await this.land.ground(L, this.map, data.base, at);
    this.points = this.land.overlay(this.map, 450, 'points');
    this.names = this.land.overlay(this.map, 460, 'names');
    this.tip = el('div', { class: 'tip', hidden: '' });
    this.hits = el('div', { class: 'hits', role: 'dialog', hidden: '' });
    this.note = el('button', { type: 'button', class: 'note', hidden: '' });
    this.note.addEventListener('click', () => {
      const behavior = this.calm.matches ? 'auto' : 'smooth';
      document.querySelector(`article.${data.card}`)?.scrollIntoView({ behavior, block: 'center' });
    });
    L.DomEvent.disableClickPropagation(this.note);
    for (const box of [this.tip, this.hits, this.note]) {
      box.style.background = data.colours.paper;
      box.style.color = data.colours.ink;
      box.style.border = `1px solid ${data.colours.border}`;
    }
    L.DomEvent.disableClickPropagation(this.hits);
    L.DomEvent.disableScrollPropagation(this.hits);
    this.place.append(this.tip, this.hits, this.note);
    this.map.on('move zoom resize viewreset', () => this.moved());
    this.map.on('mousemove', (event) => this.hover(event.containerPoint));
    this.map.on('mouseout', () => (this.tip.hidden = true));
    this.map.on('click', (event) => this.click(event.containerPoint));
    this.sizes = new ResizeObserver(() => this.map.invalidateSize({ pan: false }));
    this.sizes.observe(this.place);
    this.controls();
  }

  // A named extent shows the same ground whatever the size of the map.
  look({ latitude, longitude, zoom, name, width, height }) {
    if (name === this.looking) return;
    this.looking = name;
    const size = this.map.getSize();
    const fit = zoom + Math.log2(Math.min(1, size.x / width, size.y / height));
    this.map.setView([latitude, longitude], Math.round(4 * fit) / 4, { animate: false });
  }

  // An incident that was just chosen comes into view.
  find(before) {
    const one = this.rows.find((row) => row.id === this.data.chosen);
    this.note.hidden = !one;
    this.note.textContent = one ? `${one.title} · ${this.data.texts.card}` : '';
    if (one && this.data.chosen !== before && !this.map.getBounds().pad(-0.1).contains(one.at)) {
      this.map.setView(one.at, this.map.getZoom(), { animate: false });
    }
  }

  controls() {
    const button = (name, press) => {
      const made = el('button', { type: 'button', class: name });
      made.addEventListener('click', press);
      return made;
    };
    this.buttons = {
      back: button('back', () => this.step(-1)),
      play: button('play', () => (this.playing ? this.pause() : this.play())),
      on: button('on', () => this.step(1)),
      all: button('all', () => this.send('days', [this.data.first, this.data.last])),
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
    this.months = el('div', { class: 'months', tabindex: '0', role: 'group' });
    this.years = el('div', { class: 'years', 'aria-hidden': 'true' });
    this.help = el('p', { class: 'help' });
    const { back, play, on, all } = this.buttons;
    this.root.append(
      el('div', { class: 'bar' }, play, back, on, this.slider, this.pace),
      this.frame,
      this.months,
      this.years,
      el('div', { class: 'bar' }, all, this.help),
    );
    this.months.addEventListener('pointerdown', (event) => this.grab(event));
    this.months.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  // New data for the same map: after a filter, a change of marks, another language.
  take({ data, setTriggerValue }) {
    const before = this.data;
    this.data = data;
    this.send = setTriggerValue;
    this.format = new Intl.DateTimeFormat(data.locale, { dateStyle: 'long', timeZone: 'UTC' });
    this.short = new Intl.DateTimeFormat(data.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.count = new Intl.NumberFormat(data.locale);
    this.start = day(data.start);
    this.finish = day(data.end);
    this.slider.min = this.start;
    this.slider.max = this.finish;
    const moved = !before || before.start !== data.start || before.end !== data.end;
    if (moved) this.pause();
    if (moved || !(this.now >= this.start && this.now <= this.finish)) this.now = this.finish;
    this.rows = data.rows.map((row) => ({
      id: row[0], day: day(row[1]), at: this.L.latLng(row[3], row[2]), kind: row[4], km: row[5],
      killed: row[6], injured: row[7], title: row[8], told: row[9], said: row[10],
    }));
    this.others = data.others.map((row) => ({
      id: null, day: day(row[0]), at: this.L.latLng(row[2], row[1]), exact: row[3], title: row[4], told: row[5],
    }));
    this.label();
    this.look(data.view);
    this.find(before?.chosen);
    this.close();
    this.histogram();
    this.moved();
    this.seen = null;
    this.toldAt = -Infinity;
    this.go(this.now);
  }

  label() {
    const { texts } = this.data;
    this.place.setAttribute('aria-label', texts.map);
    this.place.setAttribute('role', 'region');
    this.hits.setAttribute('aria-label', texts.hits);
    this.slider.setAttribute('aria-label', texts.scrubber);
    this.pace.setAttribute('aria-label', texts.speed);
    this.months.setAttribute('aria-label', texts.months);
    this.help.textContent = texts.help;
    this.buttons.all.textContent = texts.all;
    for (const name of ['back', 'on']) {
      this.buttons[name].replaceChildren(icon(name));
      this.buttons[name].setAttribute('aria-label', texts[name]);
      this.buttons[name].title = texts[name];
    }
    this.pace.replaceChildren(
      ...[7, 30, 90, 365].map((days) => el('option', { value: days }, fill(texts.pace, { days }))),
    );
    this.pace.value = this.speed;
    this.toggle();
  }

  toggle() {
    const { texts } = this.data;
    const name = this.playing ? 'pause' : 'play';
    this.buttons.play.replaceChildren(icon(name), ` ${texts[name]}`);
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
    cancelAnimationFrame(this.due);
    clearTimeout(this.due);
    if (this.data) this.toggle();
    if (behind) this.tell();
  }

  // Where motion is unwanted, whole months a second apart instead of a moving picture.
  tick() {
    if (this.calm.matches) {
      this.due = setTimeout(() => this.advance(() => nextMonth(this.now, 1)), STEP_MS);
      return;
    }
    this.due = requestAnimationFrame((time) =>
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
    this.seen = this.rows.filter(shown);
    this.seenOthers = this.others.filter(shown);
    // On most days nothing happens: the picture stays as it is.
    if (!alike(before[0], this.seen) || !alike(before[1], this.seenOthers)) this.draw();
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
    this.head.setAttribute('x', this.month(today) + (new Date(today * DAY_MS).getUTCDate() - 1) / 31);
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

  // ---- the months beneath

  month(number) {
    const date = new Date(number * DAY_MS);
    return 12 * (date.getUTCFullYear() - this.first.getUTCFullYear()) + date.getUTCMonth() - this.first.getUTCMonth();
  }

  histogram() {
    const { months, colours, first } = this.data;
    this.first = new Date(day(first) * DAY_MS);
    const most = Math.max(1, ...months);
    const box = svg('svg', { viewBox: `0 0 ${months.length} 100`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.chosen = svg('rect', { y: 0, height: 100, fill: colours.window });
    this.head = svg('rect', { y: 0, height: 100, width: 0.25, fill: colours.head });
    box.append(this.chosen);
    months.forEach((count, i) => {
      const height = (count / most) * 94;
      box.append(svg('rect', { x: i + 0.08, width: 0.84, y: 100 - height, height, fill: colours.bar }));
    });
    box.append(this.head);
    this.months.replaceChildren(box);
    const starts = months.map((_, i) => i).filter((i) => (i + this.first.getUTCMonth()) % 12 === 0);
    this.years.replaceChildren(
      ...starts.map((i) => {
        const year = el('span', {}, String(this.first.getUTCFullYear() + (i + this.first.getUTCMonth()) / 12));
        const part = i / months.length;
        if (part > 0.9) Object.assign(year.style, { right: `${100 * (1 - part)}%`, borderLeft: '0', borderRight: '1px solid', paddingRight: '3px' });
        else year.style.left = `${100 * part}%`;
        return year;
      }),
    );
    this.range = [this.month(this.start), this.month(this.finish)];
    this.paint(this.range);
  }

  paint([a, b]) {
    this.chosen.setAttribute('x', Math.min(a, b));
    this.chosen.setAttribute('width', Math.abs(b - a) + 1);
    const [from, to] = [Math.min(a, b), Math.max(a, b)].map((i) => this.short.format(this.monthDay(i, 0) * DAY_MS));
    this.months.title = from === to ? from : `${from} – ${to}`;
    this.months.setAttribute('aria-description', this.months.title);
  }

  monthDay(i, last) {
    const month = this.first.getUTCMonth() + i + last;
    return Date.UTC(this.first.getUTCFullYear(), month, 1) / DAY_MS - last;
  }

  under(event) {
    const box = this.months.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(this.data.months.length - 1, Math.floor(part * this.data.months.length)));
  }

  grab(event) {
    this.months.setPointerCapture(event.pointerId);
    this.range = [this.under(event), this.under(event)];
    this.paint(this.range);
    const drag = new AbortController();
    const move = (moved) => this.paint((this.range = [this.range[0], this.under(moved)]));
    const release = () => {
      drag.abort();
      this.choose();
    };
    this.months.addEventListener('pointermove', move, { signal: drag.signal });
    this.months.addEventListener('pointerup', release, { signal: drag.signal });
    this.months.addEventListener('pointercancel', () => drag.abort(), { signal: drag.signal });
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageDown: -12, PageUp: 12 }[event.key];
    if (event.key === 'Enter') this.choose();
    else if (by) {
      const end = Math.max(0, Math.min(this.data.months.length - 1, this.range[1] + by));
      this.paint((this.range = [event.shiftKey ? this.range[0] : end, end]));
    } else return;
    event.preventDefault();
  }

  choose() {
    const [a, b] = [Math.min(...this.range), Math.max(...this.range)];
    const from = Math.max(day(this.data.first), this.monthDay(a, 0));
    const to = Math.min(day(this.data.last), this.monthDay(b, 1));
    this.send('days', [iso(from), iso(to)]);
  }

  // ---- the map

  moved() {
    if (!this.data) return;
    for (const canvas of [this.points, this.names]) this.land.cover(this.L, this.map, canvas);
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    this.origin = this.map.getPixelOrigin().add(corner);
    const zoom = this.map.getZoom();
    for (const row of [...this.rows, ...this.others]) {
      row.world = this.map.project(row.at, zoom);
      row.p = row.world.subtract(this.origin);
      const metres = (156543.03 * Math.cos((row.at.lat * Math.PI) / 180)) / 2 ** zoom;
      row.reach = ((row.km ?? 0) * 1000) / metres;
    }
    this.draw();
    const { labels, colours, mark } = this.data;
    this.land.write(this.map, this.names, labels, colours, mark === 'points' ? -10 : 32);
  }

  draw() {
    if (!this.seen) return;
    const pen = this.land.pen(this.points);
    pen.clearRect(0, 0, this.points.width, this.points.height);
    this.targets = [];
    const { mark, wide } = this.data;
    const areas = this.seen.filter((row) => row.km >= wide);
    const dots = this.seen.filter((row) => !(row.km >= wide));
    const rings = Object.groupBy(areas, (row) => [row.at.lat, row.at.lng, row.km].join());
    Object.values(rings).forEach((rows) => this.area(pen, rows));
    if (mark === 'points') dots.forEach((row) => this.dot(pen, row, this.radius(row)));
    else this.grouped(dots, mark).forEach((group) => this.group(pen, group, mark));
    this.seenOthers.forEach((row) => this.square(pen, row));
    const one = this.seen.find((row) => row.id === this.data.chosen);
    if (one) this.circle(pen, one.p, Math.max(this.radius(one), one.km >= wide ? one.reach : 0) + 6, null, this.data.colours.head, 3.5);
  }

  circle(pen, p, r, inside, edge, width) {
    pen.beginPath();
    pen.arc(p.x, p.y, r, 0, 2 * Math.PI);
    if (inside) {
      pen.fillStyle = inside;
      pen.fill();
    }
    if (edge) {
      pen.strokeStyle = edge;
      pen.lineWidth = width;
      pen.stroke();
    }
  }

  figure(row) {
    return this.data.size === 'even' ? [1, 1] : row[this.data.size];
  }

  radius(row) {
    const figure = this.figure(row);
    if (this.data.size === 'even' || !figure) return DOT;
    return figure[1] ? Math.max(DOT, 3.4 * Math.sqrt(figure[1])) : 2.5;
  }

  // Somewhere in here: a ring on the ground, its number written in it, never a pin. Rows that
  // share a ring are told together.
  area(pen, rows) {
    const [{ p, reach, kind }] = rows;
    const { kinds, mixed } = this.data.colours;
    const [edge, inside] = rows.every((row) => row.kind === kind) ? kinds[kind] : mixed;
    this.circle(pen, p, reach, inside, edge, 1.4);
    const text = this.number(rows);
    if (this.data.size !== 'even' || rows.length > 1) this.print(pen, text, p, this.data.colours.ink, 12);
    this.targets.push({ p, r: reach, rows, ring: true });
  }

  // The highest figures of rows added; + where some have none, ? where none has one.
  number(rows) {
    const known = rows.map((row) => this.figure(row)).filter(Boolean);
    const sum = known.reduce((total, figure) => total + figure[1], 0);
    return known.length ? `${sum}${known.length < rows.length ? '+' : ''}` : '?';
  }

  dot(pen, row, r) {
    const [edge] = this.data.colours.kinds[row.kind];
    const blank = !this.figure(row);
    this.circle(pen, row.p, r, blank ? this.data.colours.paper : edge, blank ? edge : this.data.colours.rim, blank ? 2 : 1.2);
    this.targets.push({ p: row.p, r: Math.max(r, 7), rows: [row] });
  }

  square(pen, row) {
    pen.strokeStyle = this.data.colours.other;
    pen.lineWidth = row.exact ? 2.4 : 1.2;
    pen.strokeRect(row.p.x - 4.5, row.p.y - 4.5, 9, 9);
    this.targets.push({ p: row.p, r: 7, rows: [row] });
  }

  // Cells stand on the ground, so they stay when the map is dragged.
  grouped(rows, mark) {
    const groups = new Map();
    for (const row of rows) {
      const key = mark === 'hexagons' ? hexagon(row.world) : [Math.floor(row.world.x / CELL), Math.floor(row.world.y / CELL)];
      const name = key.join();
      if (!groups.has(name)) groups.set(name, { key, rows: [] });
      groups.get(name).rows.push(row);
    }
    return [...groups.values()];
  }

  group(pen, { key, rows }, mark) {
    const text = this.number(rows);
    const sum = parseInt(text) || 0;
    const { colours } = this.data;
    if (mark === 'hexagons') {
      const p = this.L.point(hexagonCentre(key)).subtract(this.origin);
      const step = colours.steps.findIndex(([top]) => sum <= top);
      const [, paint, ink] = colours.steps[step];
      pen.beginPath();
      for (let i = 0; i < 6; i++) {
        const angle = (Math.PI / 180) * (60 * i - 30);
        pen.lineTo(p.x + HEX * Math.cos(angle), p.y + HEX * Math.sin(angle));
      }
      pen.closePath();
      pen.fillStyle = paint;
      pen.fill();
      pen.strokeStyle = colours.rim;
      pen.lineWidth = 1;
      pen.stroke();
      this.print(pen, text, p, ink, 12);
      this.targets.push({ p, r: HEX * 0.9, rows });
      return;
    }
    if (rows.length === 1) {
      this.dot(pen, rows[0], this.radius(rows[0]));
      return;
    }
    const mean = (axis) => rows.reduce((total, row) => total + row.p[axis], 0) / rows.length;
    const p = this.L.point(mean('x'), mean('y'));
    const r = Math.min(CELL / 2, 10 + 2.2 * Math.sqrt(sum));
    this.circle(pen, p, r, colours.cluster, colours.rim, 1.5);
    this.print(pen, text, p, colours.rim, 12);
    this.targets.push({ p, r, rows });
  }

  print(pen, text, p, ink, size) {
    pen.font = `600 ${size}px "Source Sans", "Source Sans Pro", sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillStyle = ink;
    pen.fillText(text, p.x, p.y + 0.5);
  }

  // Marks before rings: a ring is large and would hide what lies in it.
  found(point) {
    const near = (this.targets ?? []).filter(({ p, r }) => p.distanceTo(point) <= r);
    const marks = near.filter((target) => !target.ring);
    return (marks.length ? marks : near).reverse().flatMap((target) => target.rows);
  }

  told(row) {
    const when = this.said(row.day);
    return [row.id ? `${when} · ${this.data.kinds[row.kind]}` : when, row.told, row.said].filter(Boolean).join('\n');
  }

  hover(point) {
    const rows = this.found(point);
    this.place.style.cursor = rows.length ? 'pointer' : '';
    this.tip.hidden = !rows.length || !this.hits.hidden;
    if (this.tip.hidden) return;
    const more = rows.length > 1 ? `\n${fill(this.data.texts.more, { n: rows.length - 1 })}` : '';
    this.tip.replaceChildren(el('strong', {}, rows[0].title), `\n${this.told(rows[0])}${more}`);
    this.beside(this.tip, point);
  }

  beside(box, point) {
    const size = this.map.getSize();
    const left = Math.min(point.x + 12, size.x - box.offsetWidth - 6);
    const top = point.y + box.offsetHeight + 18 > size.y ? point.y - box.offsetHeight - 12 : point.y + 12;
    box.style.left = `${Math.max(6, left)}px`;
    box.style.top = `${Math.max(6, top)}px`;
  }

  click(point) {
    const rows = this.found(point).filter((row) => row.id).sort((a, b) => b.day - a.day);
    this.close();
    if (rows.length === 1) this.send('incident', rows[0].id);
    if (rows.length < 2) return;
    this.pause();
    this.tip.hidden = true;
    this.hits.replaceChildren(
      ...rows.map((row) => {
        const button = el('button', { type: 'button' }, `${this.said(row.day)} · ${row.title}`);
        button.addEventListener('click', () => this.send('incident', row.id));
        return button;
      }),
    );
    this.hits.hidden = false;
    this.beside(this.hits, point);
    this.hits.firstChild.focus({ preventScroll: true });
  }

  close() {
    this.hits.hidden = true;
    this.tip.hidden = true;
  }

  remove() {
    this.pause();
    this.sizes.disconnect();
    this.map.remove();
  }
}

// Both are stretches of the same rows in the order of their days.
const alike = (a, b) => a?.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1);
const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const iso = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

function nextMonth(number, by) {
  const date = new Date(Math.floor(number) * DAY_MS);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, Math.min(date.getUTCDate(), last)) / DAY_MS;
}

// Pointed-top hexagons by axial coordinates, rounded in cube coordinates.
function hexagon({ x, y }) {
  const [q, r] = [((Math.sqrt(3) / 3) * x - y / 3) / HEX, ((2 / 3) * y) / HEX];
  const cube = [q, r, -q - r];
  const round = cube.map(Math.round);
  const off = cube.map((value, i) => Math.abs(value - round[i]));
  const worst = off.indexOf(Math.max(...off));
  round[worst] -= round[0] + round[1] + round[2];
  return round.slice(0, 2);
}

function hexagonCentre([q, r]) {
  return [HEX * Math.sqrt(3) * (q + r / 2), HEX * 1.5 * r];
}
