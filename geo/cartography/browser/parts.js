// What every part of the map uses: elements, canvases laid over it, names, hatching, files.
// Text from data becomes text nodes or canvas text, never markup.

import L from './leaflet.js';

export const FONT = '"Source Sans", "Source Sans Pro", sans-serif';

function build(node, attributes, children = []) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const el = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
export const svg = (tag, attributes) => build(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes);

// A sign drawn as a line, since fonts may lack it.
export function icon(path, filled = false) {
  const box = svg('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' });
  const ink = filled ? { fill: 'currentColor' } : { fill: 'none', stroke: 'currentColor', 'stroke-width': 2 };
  box.append(svg('path', { d: path, ...ink }));
  return box;
}

export const at = (path) => new URL(path, document.baseURI).href;
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Each file comes once, whoever asks; one that failed is asked for again.
const files = new Map();
export const hold = (url, coming) => files.set(url, coming);
export function file(url) {
  if (!files.has(url)) {
    const coming = fetch(at(url)).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
    coming.catch(() => files.delete(url));
    files.set(url, coming);
  }
  return files.get(url);
}

// The addresses of all shapes that a map's message names.
export const addresses = ({ layers, base, limits }) => [...layers.map(({ url }) => url), ...[...base, ...limits].map(([url]) => url)].filter(Boolean);

// Style sheets to be put where they count, and when each has come.
export function styles(urls) {
  const sheets = urls.map((href) => el('link', { rel: 'stylesheet', href: at(href) }));
  const coming = sheets.map((sheet) => new Promise((done, failed) => Object.assign(sheet, { onload: done, onerror: failed })));
  return [sheets, coming];
}

// Without a graphics card the processor draws such pictures faster than its emulation.
export const pen = (canvas) => canvas.getContext('2d', { willReadFrequently: true });

// Leaflet's canvas, drawn by the processor; what lies under a pointer is found by the map itself.
export const Canvas = L.Canvas.extend({
  _initContainer() {
    this._container = document.createElement('canvas');
    this._ctx = pen(this._container);
  },
});

export function pane(map, name, level) {
  const made = map.createPane(name);
  Object.assign(made.style, { zIndex: level, pointerEvents: 'none' });
  return made;
}

// Paints a sign around a point: its corners, or a disc where it has none.
export function paint(ink, p, r, corners, inside, edge, width) {
  trace(ink, p, r, corners);
  if (inside) {
    ink.fillStyle = inside;
    ink.fill();
  }
  if (edge) {
    ink.strokeStyle = edge;
    ink.lineWidth = width;
    ink.stroke();
  }
}

function trace(ink, p, r, corners = []) {
  ink.beginPath();
  if (corners.length) corners.forEach(([x, y]) => ink.lineTo(p.x + r * x, p.y - r * y));
  else ink.arc(p.x, p.y, r, 0, 2 * Math.PI);
  ink.closePath();
}

// A dot of Leaflet's that is a sign, so that types are told apart without colour.
export const Sign = L.CircleMarker.extend({
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    trace(this._renderer._ctx, this._point, this._radius, this.options.corners);
    this._renderer._fillStroke(this._renderer._ctx, this);
  },
  // Corners lie further out than a disc's edge.
  _clickTolerance() {
    return L.CircleMarker.prototype._clickTolerance.call(this) + this._radius / 2;
  },
});

export function overlay(map, level, name) {
  const canvas = el('canvas', { class: name });
  Object.assign(canvas.style, { position: 'absolute', pointerEvents: 'none' });
  pane(map, name, level).append(canvas);
  return canvas;
}

// Lays a canvas over the whole map, wherever that has been moved to.
export function cover(map, canvas) {
  const size = map.getSize();
  const sharp = window.devicePixelRatio || 1;
  const [wide, high] = [size.x, size.y].map((length) => Math.round(length * sharp));
  if (canvas.width !== wide || canvas.height !== high) {
    Object.assign(canvas, { width: wide, height: high });
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
  }
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  pen(canvas).setTransform(sharp, 0, 0, sharp, 0, 0);
}

// Names of places, the most important first, each above, below or beside its place: where it
// touches no other name and lies no nearer to another place's mark than to its own, or left out.
// under: pixels from a place down to its name. dots: places that are marked, by longitude and
// latitude; with `dotted` others get a speck.
export function write(map, canvas, names, colours, { under = -10, size = 14, dotted } = {}, dots = []) {
  const ink = pen(canvas);
  ink.clearRect(0, 0, canvas.width, canvas.height);
  ink.font = `600 ${size}px ${FONT}`;
  ink.textAlign = 'center';
  ink.lineJoin = 'round';
  const [seen, taken, written] = [map.getSize(), covered(map), []];
  if (!map._loaded) return; // it has not been looked at yet
  const at = ([longitude, latitude]) => map.latLngToContainerPoint([latitude, longitude]);
  const marks = dots.map(at);
  const far = ([x, y, half], q) => Math.hypot(Math.max(0, Math.abs(q.x - x) - half), Math.max(0, y - size * 0.75 - q.y, q.y - y));
  const same = (p, q) => p.distanceTo(q) < 3;
  for (const [text, ...place] of names) {
    const p = at(place);
    if (!seen.contains(p)) continue;
    const half = ink.measureText(text).width / 2;
    const x = Math.min(Math.max(p.x, half + 3), seen.x - half - 3);
    const boxAt = ([x, y]) => [x - half - 6, y - size - 2, x + half + 6, y + 6];
    const free = (box) => taken.every((b) => box[0] > b[2] || box[2] < b[0] || box[1] > b[3] || box[3] < b[1]);
    const whole = ([x, y]) => x >= half + 3 && x <= seen.x - half - 3 && y >= size && y <= seen.y - 6;
    const own = (spot) => [...marks, ...written.map((one) => one.p)].every((q) => same(p, q) || far(spot, q) > far(spot, p))
      && written.every((one) => same(p, one.p) || far(one.spot, p) > far(one.spot, one.p));
    const [aside, level] = [half - under, p.y + size * 0.35];
    const spot = [[x, p.y + under, half], [x, p.y + size - under, half], [p.x + aside, level, half], [p.x - aside, level, half]]
      .find((spot) => whole(spot) && free(boxAt(spot)) && own(spot));
    if (!spot) continue;
    taken.push(boxAt(spot));
    written.push({ p, spot });
    ink.lineWidth = 4;
    ink.strokeStyle = colours.halo;
    ink.strokeText(text, spot[0], spot[1]);
    ink.fillStyle = colours.ink;
    ink.fillText(text, spot[0], spot[1]);
    if (dotted && !marks.some((q) => same(p, q))) ink.fillRect(p.x - 2, p.y - 2, 4, 4);
  }
}

// What lies over a map: its buttons and scale.
function covered(map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll('.leaflet-control')].map((part) => {
    const box = part.getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top];
  });
}

const TILE = 16;
const tiles = new Map();

// A fill of stripes, rising or falling (the mark of the modelled), or of dots (could be either).
export function pattern(colour, mark, kind) {
  const key = [colour, mark, kind].join();
  if (!tiles.has(key)) {
    const sharp = window.devicePixelRatio || 1;
    const tile = el('canvas', { width: TILE * sharp, height: TILE * sharp });
    const ink = pen(tile);
    ink.scale(sharp, sharp);
    ink.fillStyle = colour;
    ink.fillRect(0, 0, TILE, TILE);
    ink.fillStyle = ink.strokeStyle = mark;
    if (kind === 'dots') {
      for (const [x, y] of [[4, 4], [12, 12]]) {
        trace(ink, { x, y }, 2);
        ink.fill();
      }
    } else {
      ink.lineWidth = 2.6;
      if (kind === 'falling') ink.transform(-1, 0, 0, 1, TILE, 0);
      ink.beginPath();
      for (const shift of [-TILE, -TILE / 2, 0, TILE / 2, TILE]) {
        ink.moveTo(shift - 4, TILE + 4);
        ink.lineTo(shift + TILE + 4, -4);
      }
      ink.stroke();
    }
    const made = ink.createPattern(tile, 'repeat');
    made.setTransform(new DOMMatrix().scale(1 / sharp));
    tiles.set(key, made);
  }
  return tiles.get(key);
}
