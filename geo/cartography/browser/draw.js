// Points, lines and polygons drawn on a plain Leaflet map, by pointer or by keyboard. What is
// drawn goes back as the state `shapes`, a list of GeoJSON geometries. Text only ever becomes
// textContent.

const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
const HOME_PX = 12;
const boards = new WeakMap();

export async function show(component) {
  const { parentElement } = component;
  if (!boards.has(parentElement)) boards.set(parentElement, create(component));
  (await boards.get(parentElement)).tell = component.setStateValue;
}

export async function end(parentElement) {
  const board = boards.get(parentElement);
  boards.delete(parentElement);
  if (board) (await board).remove();
}

function el(tag, attributes) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

async function create({ parentElement, data }) {
  const at = (path) => new URL(path, document.baseURI).href;
  const sheets = data.urls.styles.map((href) => el('link', { rel: 'stylesheet', href: at(href) }));
  const ready = sheets.map((sheet) => new Promise((done) => (sheet.onload = sheet.onerror = done)));
  parentElement.append(...sheets);
  const [L, land] = await Promise.all([
    import(at(data.urls.leaflet)),
    import(at(data.urls.base)),
    ...ready,
  ]);
  const board = new Board(L, land, parentElement, data);
  await board.ground(data, at);
  return board;
}

class Board {
  constructor(L, land, parent, { colours, texts, tools, bounds, shapes }) {
    [this.L, this.land, this.texts, this.drawn] = [L, land, texts, shapes];
    [this.tool, this.corners] = [null, []];
    this.root = el('div', { class: 'draw' });
    this.bar = el('div', { class: 'bar', role: 'toolbar' });
    this.frame = el('div', { class: 'map', tabindex: 0, 'aria-label': texts.map });
    this.said = el('p', { class: 'said', 'aria-live': 'polite' });
    this.root.append(this.bar, this.frame, this.said);
    this.root.inert = true;
    parent.append(this.root);
    this.frame.style.background = colours.sea;
    this.inked = { color: colours.drawn, weight: 3, fillColor: colours.drawn, fillOpacity: 0.2 };
    this.map = L.map(this.frame, {
      preferCanvas: true,
      attributionControl: false,
      doubleClickZoom: false,
      zoomSnap: 0.25,
      wheelPxPerZoomLevel: 120,
      maxZoom: 16,
    });
    this.map.fitBounds(bounds);
    for (const name of [...tools, 'finish', 'undo', 'clear']) this.addButton(name);
    this.map.on('click', (event) => this.click(event));
    this.map.on('dblclick', () => this.finish());
    this.frame.addEventListener('keydown', (event) => this.key(event));
    this.watch = new ResizeObserver(() => this.map.invalidateSize());
    this.watch.observe(this.frame);
  }

  // The land and its names, then what is drawn on it, in this order on the one canvas. Nothing
  // can be drawn before they are there.
  async ground({ base, labels, colours }, at) {
    const { L, map, land } = this;
    await land.ground(L, map, base, at);
    this.finished = L.featureGroup().addTo(map);
    this.sketch = L.layerGroup().addTo(map);
    this.paint();
    const there = this.finished.getBounds();
    if (there.isValid()) map.fitBounds(there, { maxZoom: 11, padding: [30, 30] });
    const names = land.overlay(map, 450, 'names');
    const name = () => {
      land.cover(L, map, names);
      const places = land.write(map, names, labels, colours, -10);
      for (const p of places) land.pen(names).fillRect(p.x - 2, p.y - 2, 4, 4);
    };
    map.on('move zoom resize viewreset', name);
    name();
    this.root.inert = false;
  }

  remove() {
    this.watch.disconnect();
    this.map.remove();
    this.root.remove();
  }

  addButton(name) {
    const button = el('button', { type: 'button', value: name });
    button.textContent = this.texts[name];
    button.addEventListener('click', () => (name in LEAST ? this.take(name) : this[name]()));
    this.bar.append(button);
  }

  take(tool) {
    this.tool = this.tool === tool ? null : tool;
    this.corners = [];
    this.paint();
    this.frame.focus();
  }

  click({ latlng, containerPoint }) {
    const [first] = this.corners;
    const closes = this.tool === 'Polygon' && this.corners.length >= LEAST.Polygon;
    const home = closes && this.map.latLngToContainerPoint([first[1], first[0]]);
    if (home && home.distanceTo(containerPoint) < HOME_PX) this.finish();
    else this.add(latlng);
  }

  key(event) {
    if (event.target !== this.frame) return;
    if (event.key === 'Enter' && event.shiftKey) this.finish();
    else if (event.key === 'Enter') this.add(this.map.getCenter());
    else if (event.key === 'Backspace' && this.corners.length) this.undo();
    else if (event.key === 'Escape') {
      this.corners = [];
      this.paint();
    } else return;
    event.preventDefault();
  }

  add(latlng) {
    if (!this.tool) return;
    const { lng, lat } = latlng.wrap();
    const next = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
    const last = this.corners.at(-1);
    if (last && last[0] === next[0] && last[1] === next[1]) return;
    this.corners.push(next);
    if (this.tool === 'Point') this.finish();
    else this.paint();
  }

  finish() {
    if (!this.tool || this.corners.length < LEAST[this.tool]) return;
    const [first] = this.corners;
    const shapes = {
      Point: first,
      LineString: this.corners,
      Polygon: [[...this.corners, first]],
    };
    this.corners = [];
    this.keep([...this.drawn, { type: this.tool, coordinates: shapes[this.tool] }]);
  }

  undo() {
    if (this.corners.length) {
      this.corners.pop();
      this.paint();
    } else this.keep(this.drawn.slice(0, -1));
  }

  clear() {
    this.corners = [];
    this.keep([]);
  }

  keep(shapes) {
    this.drawn = shapes;
    this.paint();
    this.tell('shapes', shapes);
  }

  dot(at) {
    return this.L.circleMarker(at, { ...this.inked, radius: 6, fillOpacity: 0.9 });
  }

  paint() {
    const { L, tool, corners, drawn } = this;
    this.finished.clearLayers();
    this.sketch.clearLayers();
    const style = { style: this.inked, pointToLayer: (_, at) => this.dot(at), interactive: false };
    for (const shape of drawn) L.geoJSON(shape, style).addTo(this.finished);
    const line = corners.map(([x, y]) => [y, x]);
    if (line.length > 1) L.polyline(line, { ...this.inked, dashArray: '6 5' }).addTo(this.sketch);
    for (const at of line) this.dot(at).addTo(this.sketch);
    const nothing = !corners.length && !drawn.length;
    for (const button of this.bar.children) {
      const { value } = button;
      if (value in LEAST) button.setAttribute('aria-pressed', String(value === tool));
      else button.disabled = value === 'finish' ? !tool || corners.length < LEAST[tool] : nothing;
    }
    this.root.classList.toggle('drawing', tool !== null);
    this.said.textContent = this.texts[tool ? `how_${tool}` : 'how'];
  }
}
