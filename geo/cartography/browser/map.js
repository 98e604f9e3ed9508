// The one map: Leaflet's canvas, layers of kinds, words under the pointer, a list by key. A rerun
// brings a new message for the same map: only layers that differ are drawn again, the view stays
// unless another place to look at is named. A choice goes back as {kind, code}.

import L from './leaflet.js';
import { KINDS } from './layers.js';
import { Paper } from './paper.js';
import { addresses, Canvas, el, file, icon, pane, styles } from './parts.js';
import { Reading } from './reading.js';
import { Years } from './years.js';

// What few maps need comes only when it is needed.
const MODULES = { time: () => import('./time.js'), tools: () => import('./tools.js') };
const REST_MS = 300;
const kinds = { ...KINDS };
const maps = new WeakMap();
let count = 0;
let early; // where a map stands that the page has yet to come to

// A map drawn before its page is there: the page's first one takes it over.
export function before(component) {
  early = component.parentElement;
  return show(component);
}

export async function show(component) {
  const { parentElement, data } = component;
  const needed = data.layers.map(({ kind }) => kind).filter((kind) => !kinds[kind]);
  const coming = Promise.allSettled(needed.map(async (kind) => (kinds[kind] = (await MODULES[kind]()).Layer)));
  if (!maps.has(parentElement)) maps.set(parentElement, start(parentElement, data, coming));
  let map;
  try {
    map = await maps.get(parentElement);
  } catch (error) {
    maps.delete(parentElement); // the next message tries again
    throw error;
  }
  await coming; // a kind that did not come is told in words
  if (!map.gone && maps.has(parentElement)) map.take(component); // the page may have gone on
}

const start = (parent, ...given) => (early && parent !== early ? adopt : create)(parent, ...given);

export async function end(parentElement) {
  if (parentElement === early) early = null;
  const map = maps.get(parentElement);
  maps.delete(parentElement);
  (await map?.catch(() => {}))?.remove();
}

async function create(parent, data, coming) {
  // Shapes come while the rest is made ready.
  addresses(data).forEach(file);
  const root = el('div', { class: 'corredor-map' });
  await dress(parent, data);
  root.hidden = true;
  parent.append(root);
  await coming; // until its first message a map has nothing to say
  parent.querySelector('.loading')?.remove();
  root.hidden = false;
  return new OneMap(root, data);
}

// The map that stood before its page goes on in it: nothing is drawn twice, and the view stays.
async function adopt(parent, data, coming) {
  const from = maps.get(early);
  maps.delete(early);
  early = null;
  const map = await from.catch(() => null);
  if (!map) return create(parent, data, coming);
  await dress(parent, data);
  parent.querySelector('.loading')?.remove();
  parent.append(map.root);
  map.wide = 0; // it is as wide as its page now, and shows the same ground there
  return map;
}

// Without its looks a map has no height.
async function dress(parent, data) {
  const [sheets, coming] = styles(data.urls.styles);
  parent.append(...sheets);
  try {
    await Promise.all(coming);
  } catch (error) {
    for (const sheet of sheets) sheet.remove();
    throw error;
  }
}

class OneMap {
  constructor(root, data) {
    [this.root, this.data, this.layers] = [root, data, new Map()];
    this.calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.finger = matchMedia('(pointer: coarse)').matches;
    this.place = el('div', { class: 'map', tabindex: '0', role: 'application' });
    this.place.style.setProperty('--high', `${data.height}px`);
    this.place.style.background = data.colours.sea;
    this.told = el('p', { class: 'told', id: `told-${(count += 1)}` });
    this.place.setAttribute('aria-describedby', this.told.id);
    this.notice = el('p', { class: 'notice', role: 'status' });
    this.beneath = el('div', { class: 'beneath' });
    this.years = new Years(this);
    this.paper = new Paper(this);
    this.legend = el('div', { class: 'legends' }); // where the page's own cannot be seen
    root.append(this.place, this.paper.canvas, this.told, this.beneath, this.legend);
    root.addEventListener('fullscreenchange', () => this.filled());
    root.addEventListener('keydown', ({ key }) => key === 'Escape' && root.matches('.full') && this.fill(false));
    this.start();
    this.reading = new Reading(this);
  }

  start() {
    const { place, calm, finger } = this;
    const map = L.map(place, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      minZoom: 4,
      maxZoom: 14,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: !calm,
      scrollWheelZoom: false,
      doubleClickZoom: false,
      dragging: !finger, // one finger scrolls the page, two move the map
      touchZoom: true,
    });
    this.leaflet = map;
    const pan = map.panBy; // that of the arrow keys glides
    if (calm) map.panBy = (by, options) => pan.call(map, by, { ...options, animate: false });
    this.pens = {};
    for (const [name, level] of [['land', 200], ['areas', 300], ['marks', 400]]) {
      pane(map, name, level);
      this.pens[name] = new Canvas({ pane: name, padding: 0.2 });
    }
    place.append(this.notice);
    this.buttons();
    map.on('move zoom resize viewreset', () => this.moved());
    map.on('moveend', () => this.see());
    map.on('movestart', () => (this.own = true)); // where the reader looks; ours clears it
    // Before Leaflet does it: the page must not jump under a click.
    place.addEventListener('mousedown', () => place.focus({ preventScroll: true }), { capture: true });
    place.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(place);
  }

  buttons() {
    L.control.zoom({ position: 'topright' }).addTo(this.leaflet);
    const bar = L.control({ position: 'topright' });
    bar.onAdd = () => {
      const box = el('div', { class: 'leaflet-bar' });
      for (const [name, sign, press] of [
        ['whole', 'M2 8l6-6 6 6M4 7v7h8V7', () => this.look(this.data.view, true)],
        ['full', 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', () => this.full()],
      ]) {
        const button = el('a', { href: '#', role: 'button', class: name }, icon(sign));
        L.DomEvent.on(button, 'click', L.DomEvent.stop).on(button, 'click', press);
        box.append(button);
      }
      return box;
    };
    bar.addTo(this.leaflet);
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(this.leaflet);
    this.place.addEventListener('keydown', (event) => {
      if (event.key !== ' ' || !event.target.matches('a[role=button]')) return;
      event.preventDefault();
      event.target.click();
    });
  }

  // In the language of the message.
  name(texts) {
    const full = this.isFull ? 'page' : 'full';
    for (const [name, path] of [['zoom_in', 'leaflet-control-zoom-in'], ['zoom_out', 'leaflet-control-zoom-out'], ['whole', 'whole'], [full, 'full']]) {
      const button = this.place.querySelector(`a.${path}`);
      if (!button) continue;
      button.title = texts[name];
      button.setAttribute('aria-label', texts[name]);
    }
  }

  get isFull() {
    return this.root.matches(':is(:fullscreen, .full)');
  }

  full() {
    if (!document.fullscreenEnabled) this.fill(!this.isFull);
    else if (this.isFull) document.exitFullscreen();
    else this.root.requestFullscreen();
  }

  // An iPhone gives no element the screen: the map fills the window, above all that is there.
  fill(on) {
    this.root.classList.toggle('full', on);
    this.root.popover = on ? 'manual' : null;
    if (on) this.root.showPopover?.();
    this.filled();
  }

  // There is no page to be scrolled by one finger then.
  filled() {
    this.name(this.data.texts);
    if (this.finger) this.leaflet.dragging[this.isFull ? 'enable' : 'disable']();
  }

  resized() {
    if (this.gone) return;
    this.leaflet.invalidateSize({ animate: false });
    const { x } = this.leaflet.getSize();
    // Whole again, unless the reader looks elsewhere.
    if (x && !this.own && Math.abs(x - (this.wide ?? 0)) > 40) this.look(this.data.view, true);
    this.wide = x;
  }

  // A named extent shows the same ground whatever the size of the map.
  look(view, again = false) {
    const size = this.leaflet.getSize();
    if (!size.x || (view.name === this.looking && !again)) return;
    this.looking = view.name;
    if (view.bounds) {
      const [west, south, east, north] = view.bounds;
      this.leaflet.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 12, animate: false });
    } else {
      const [wide, high] = view.holds;
      const fit = view.zoom + Math.log2(Math.min(size.x / wide, size.y / high));
      const zoom = Math.floor(4 * fit + 0.01) / 4; // what an extent holds is never cut
      this.leaflet.setView([view.latitude, view.longitude], zoom, { animate: false });
    }
    this.own = false;
  }

  // ---- what a message brings

  take({ data, setTriggerValue, setStateValue }) {
    const { watch } = this.data;
    [this.data, this.send, this.hold] = [data, setTriggerValue, setStateValue];
    this.place.setAttribute('aria-label', `${data.title}. ${data.texts.keys}`);
    this.told.textContent = data.told;
    this.legend.innerHTML = data.legend; // ours, all text in it escaped
    this.notice.textContent = data.notices.join(' ');
    this.name(data.texts);
    this.reading.take(data.texts);
    this.look(data.view);
    if (data.watch && !watch) this.see();
    const layers = data.layers.filter(({ kind }) => kinds[kind]);
    this.draw(layers);
    this.land(data);
    this.years.take(layers.find((layer) => layer.years));
    this.round = (this.round ?? 0) + 1;
    this.paper.begin();
    this.settle(this.round);
  }

  // Layers by key: what is the same stays, what differs is drawn, the rest goes.
  draw(layers) {
    const before = this.layers;
    this.layers = new Map();
    let changed = false;
    for (const data of layers) {
      const text = JSON.stringify(data);
      let one = before.get(data.key);
      before.delete(data.key);
      if (one && one.kind !== data.kind) {
        one.layer.remove();
        one = null;
      }
      if (!one) one = { kind: data.kind, layer: new kinds[data.kind](this, data) };
      else if (one.text !== text) one.layer.ready = one.layer.draw(data);
      if (one.text !== text) {
        one.coming = this.again(one.layer.ready, one);
        changed = true;
      }
      this.layers.set(data.key, Object.assign(one, { text }));
    }
    for (const { layer } of before.values()) layer.remove();
    if (!changed) return;
    for (const { kind, layer } of this.layers.values()) if (kind !== 'areas') layer.front();
  }

  // What could not be fetched is asked for again by the next message.
  async again(ready, one) {
    try {
      await ready;
    } catch (error) {
      one.text = null;
      throw error;
    }
  }

  // The ground once; limits and outlines above the areas when they change.
  land({ base, limits }) {
    const kinds = (kind) => kind && ((f) => f.properties.kind === kind);
    const only = (rows) => rows && ((f) => rows.includes(f.properties.i));
    for (const [name, drawn, pen, filtering] of [['ground', base, 'land', kinds], ['outline', limits, 'marks', only]]) {
      const one = (this[name] ??= {});
      const text = name === 'ground' ? 'once' : JSON.stringify(drawn);
      if (text === one.text) continue;
      one.group?.remove();
      Object.assign(one, { text, group: L.layerGroup().addTo(this.leaflet) });
      one.coming = this.again(this.shapes(one.group, drawn, this.pens[pen], filtering), one);
    }
  }

  async shapes(group, drawn, renderer, filtering) {
    const files = await Promise.allSettled(drawn.map(([url]) => file(url)));
    if (this.gone || !this.leaflet.hasLayer(group)) return;
    drawn.forEach(([, style, which], i) => {
      if (!files[i].value) return;
      const filter = filtering(which) || undefined;
      const shapes = L.geoJSON(files[i].value, { style, filter, renderer, interactive: false, smoothFactor: 1.2 });
      group.addLayer(shapes);
      if (renderer === this.pens.marks) shapes.bringToBack();
    });
    const failed = files.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  }

  // Says when all has come and been painted, or that it has not.
  async settle(round) {
    const parts = [...this.layers.values(), this.ground, this.outline];
    const ends = await Promise.allSettled(parts.map(({ coming }) => coming));
    if (this.gone || round !== this.round || !this.root.isConnected) return;
    const whole = this.layers.size === this.data.layers.length;
    if (!whole || ends.some(({ status }) => status === 'rejected')) {
      this.notice.textContent = `${this.notice.textContent} ${this.data.texts.failed}`;
    }
    this.reading.list();
    this.moved();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      this.place.dataset.drawn = round;
      this.root.dispatchEvent(new CustomEvent('map-drawn', { bubbles: true, composed: true }));
      this.paper.end();
    }));
  }

  moved() {
    for (const { layer } of this.layers.values()) layer.moved?.();
  }

  // What a reader sees, where a picture is to show it: told once the map has come to rest.
  see() {
    clearTimeout(this.seeing);
    if (!this.data.watch) return;
    this.seeing = setTimeout(() => this.leaflet._loaded && this.send('seen', this.leaflet.getBounds().toBBoxString().split(',')), REST_MS);
  }

  wheel(event) {
    if (!event.ctrlKey && !this.isFull) return; // the page scrolls
    event.preventDefault();
    // Fingers on a trackpad turn it by little at a time, and the map goes by quarters.
    this.turned = (this.turned ?? 0) - event.deltaY / 120;
    const by = Math.max(-1, Math.min(1, Math.trunc(4 * this.turned) / 4));
    if (!by) return;
    this.turned = 0;
    const p = this.leaflet.mouseEventToContainerPoint(event);
    this.leaflet.setZoomAround(p, this.leaflet.getZoom() + by, { animate: false });
  }

  remove() {
    this.gone = true;
    clearTimeout(this.seeing);
    this.paper.remove();
    this.sizes.disconnect();
    this.reading.remove();
    for (const { layer } of this.layers.values()) layer.remove();
    this.leaflet.remove();
    this.root.remove();
  }
}
