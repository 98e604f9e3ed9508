// Reading the map by pointer, finger and key: what is told of a place, a list of what is drawn,
// and a choice among several things at one spot.

import L from './leaflet.js';
import { el, fill } from './parts.js';

const LISTED = 100; // at first; so many more at a press

export class Reading {
  constructor(map) {
    [this.map, this.leaflet, this.most, this.listed, this.rows] = [map, map.leaflet, LISTED, '', []];
    this.finger = map.finger;
    this.tip = el('div', { class: 'tip', hidden: '' });
    this.hits = el('div', { class: 'hits', role: 'dialog', hidden: '' });
    L.DomEvent.disableClickPropagation(this.hits);
    L.DomEvent.disableScrollPropagation(this.hits);
    map.place.append(this.tip, this.hits);
    this.drawn = el('details', { class: 'list' }, el('summary'), el('ol'));
    this.drawn.addEventListener('toggle', () => this.list());
    // As it is pressed: the next Tab goes to its first row, not past it.
    this.drawn.firstChild.addEventListener('click', () => this.list(!this.drawn.open));
    this.drawn.addEventListener('keydown', (event) => this.walk(event));
    map.root.append(this.drawn);
    this.leaflet.on('mousemove', (event) => this.hover(event));
    this.leaflet.on('mouseout movestart', () => (this.tip.hidden = true));
    this.leaflet.on('click', (event) => this.click(event));
    this.escape = ({ key }) => key === 'Escape' && this.close();
    map.root.addEventListener('keydown', this.escape);
  }

  take(texts) {
    this.texts = texts;
    this.hits.setAttribute('aria-label', texts.several);
    this.close();
  }

  get layers() {
    return [...this.map.layers.values()].map(({ layer }) => layer).reverse();
  }

  close() {
    const within = this.hits.contains(this.active);
    this.tip.hidden = this.hits.hidden = true;
    if (within) this.map.place.focus({ preventScroll: true });
  }

  // What lies at a point: marks before rings, and these before the areas beneath.
  under(layerPoint) {
    const layers = this.layers.sort((a, b) => (a.rank ?? 9) - (b.rank ?? 9));
    return layers.flatMap((layer) => layer.under(layerPoint));
  }

  hover({ containerPoint, layerPoint }) {
    const rows = this.under(layerPoint);
    this.map.place.style.cursor = rows.some((row) => row.kind) && !this.map.data.alone ? 'pointer' : '';
    this.tell(rows, containerPoint);
  }

  // Rows of one kind at one spot, each once: the newest first where they have a day.
  several(rows) {
    const [first] = rows.filter((row) => row.kind);
    if (!first || first.kind === 'place') return first ? [first] : [];
    const same = rows.filter((row) => row.kind === first.kind);
    const once = [...new Map(same.map((row) => [row.code, row])).values()];
    return once.sort((a, b) => (b.day ?? 0) - (a.day ?? 0));
  }

  tell(rows, p) {
    const [first] = rows;
    this.tip.hidden = !first?.head || !this.hits.hidden;
    if (this.tip.hidden) return;
    const more = first.kind ? this.several(rows).length - 1 : 0;
    const lines = [...first.lines, ...(more ? [fill(this.texts.here, { n: more })] : [])];
    this.tip.replaceChildren(el('strong', {}, first.head), ...lines.map((line) => `\n${line}`));
    this.beside(this.tip, p);
  }

  beside(box, p) {
    const size = this.leaflet.getSize();
    const left = Math.min(p.x + 12, size.x - box.offsetWidth - 6);
    const above = p.y + box.offsetHeight + 18 > size.y;
    box.style.left = `${Math.max(6, left)}px`;
    box.style.top = `${Math.max(6, above ? p.y - box.offsetHeight - 12 : p.y + 12)}px`;
  }

  click(event) {
    const { containerPoint, layerPoint } = event;
    if (this.layers.some((layer) => layer.click?.(event))) return;
    const open = !this.hits.hidden;
    this.close();
    const rows = this.under(layerPoint);
    const several = this.several(rows);
    if (several.length < 2) {
      if (this.finger && !open) this.tell(rows, containerPoint);
      return this.map.data.alone || this.choose(several[0]);
    }
    for (const layer of this.layers) layer.pause?.();
    const buttons = several.map((row) => {
      const button = el('button', { type: 'button' }, row.label ?? row.head);
      button.addEventListener('click', () => this.choose(row));
      return button;
    });
    this.hits.replaceChildren(...buttons);
    this.hits.hidden = false;
    this.beside(this.hits, containerPoint);
    buttons[0].focus({ preventScroll: true });
  }

  // Where nobody answers, what is chosen is told.
  choose(row) {
    if (!this.hits.hidden) this.close();
    if (!row?.kind) return;
    if (this.map.data.alone) this.point(row);
    else this.map.send('chosen', { kind: row.kind, code: row.code });
  }

  // ---- the list

  list(open = this.drawn.open) {
    this.drawn.hidden = this.layers.every((layer) => layer.unlisted);
    const items = this.drawn.lastChild;
    // What has a size to be listed by comes first.
    const layers = this.layers.sort((a, b) => Boolean(b.sized) - Boolean(a.sized));
    this.drawn.firstChild.textContent = this.texts[layers[0]?.sized ? 'list' : 'drawn'];
    const rows = open ? layers.flatMap((layer) => layer.rows()) : [];
    const listed = JSON.stringify([this.most, this.texts.more, rows]);
    if (listed === this.listed) return;
    this.listed = listed;
    const focused = this.buttons.indexOf(this.active);
    const held = this.rows[focused];
    this.rows = rows.slice(0, this.most);
    const first = this.rows.map((row) => {
      const button = el('button', { type: 'button' }, [row.head, ...row.lines].join(' · '));
      button.addEventListener('focus', () => this.point(row));
      button.addEventListener('click', () => this.chosen(row));
      return el('li', {}, button);
    });
    const more = rows.length - first.length;
    if (more) {
      const button = el('button', { type: 'button' }, fill(this.texts.more, { n: more }));
      button.addEventListener('click', () => {
        this.most += LISTED;
        this.list();
      });
      first.push(el('li', {}, button));
    }
    items.replaceChildren(...first);
    if (focused < 0) return;
    const same = held ? this.rows.findIndex(({ kind, code, head }) => kind === held.kind && code === held.code && head === held.head) : -1;
    const next = Math.min(same < 0 ? focused : same, this.buttons.length - 1);
    this.buttons[next]?.focus({ preventScroll: true });
  }

  // On a narrow screen the list would keep what its choice brings below the screen's end.
  chosen(row) {
    if (this.finger) this.drawn.open = false;
    this.choose(row);
  }

  get buttons() {
    return [...this.drawn.querySelectorAll('button')];
  }

  get active() {
    return this.map.root.getRootNode().activeElement;
  }

  // Shows a row of the list on the map.
  point(row) {
    const { leaflet } = this;
    if (!leaflet.getBounds().contains(row.where)) leaflet.setView(row.where, undefined, { animate: false });
    this.tell([row], leaflet.latLngToContainerPoint(row.where));
  }

  walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const { buttons } = this;
    const next = buttons.indexOf(this.active) + by;
    buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
    event.preventDefault();
  }

  remove() {
    this.drawn.remove();
  }
}
