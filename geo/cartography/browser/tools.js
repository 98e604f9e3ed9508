// Points, lines and polygons drawn on the map, by pointer or by keyboard. What is drawn goes back
// as the state `shapes`, a list of GeoJSON geometries.

import L from './leaflet.js';
import { el } from './parts.js';

const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
const HOME_PX = 12;

export class Layer {
  rank = 0;
  unlisted = true;

  constructor(map, data) {
    [this.map, this.tool, this.corners] = [map, null, []];
    this.bar = el('div', { class: 'tools', role: 'toolbar' });
    this.said = el('p', { class: 'help', 'aria-live': 'polite' });
    map.root.prepend(this.bar);
    map.beneath.append(this.said);
    this.finished = L.featureGroup().addTo(map.leaflet);
    this.sketch = L.layerGroup().addTo(map.leaflet);
    for (const name of [...data.tools, 'finish', 'undo', 'clear']) this.addButton(name);
    this.doubled = () => this.finish();
    this.pressed = (event) => this.key(event);
    map.leaflet.on('dblclick', this.doubled);
    map.place.addEventListener('keydown', this.pressed);
    this.draw(data);
    const there = this.finished.getBounds();
    if (there.isValid()) map.leaflet.fitBounds(there, { maxZoom: 11, padding: [30, 30], animate: false });
  }

  // The browser's own drawing is the newest; a message brings other words only.
  draw(data) {
    this.data = data;
    this.bar.setAttribute('aria-label', this.map.data.title);
    this.drawn ??= data.shapes;
    const ink = data.colour;
    const { marks: renderer } = this.map.pens;
    this.inked = { renderer, color: ink, weight: 3, fillColor: ink, fillOpacity: 0.2, interactive: false };
    for (const button of this.bar.children) button.textContent = data.texts[button.value];
    this.paint();
  }

  addButton(name) {
    const button = el('button', { type: 'button', value: name });
    button.addEventListener('click', () => (name in LEAST ? this.take(name) : this[name]()));
    this.bar.append(button);
  }

  take(tool) {
    this.tool = this.tool === tool ? null : tool;
    this.corners = [];
    this.paint();
    this.map.place.focus({ preventScroll: true });
  }

  // Whether a click on the map was for drawing.
  click({ latlng, containerPoint }) {
    if (!this.tool) return false;
    const [first] = this.corners;
    const closes = this.tool === 'Polygon' && this.corners.length >= LEAST.Polygon;
    const home = closes && this.map.leaflet.latLngToContainerPoint([first[1], first[0]]);
    if (home && home.distanceTo(containerPoint) < HOME_PX) this.finish();
    else this.add(latlng);
    return true;
  }

  key(event) {
    if (event.target !== this.map.place) return;
    if (event.key === 'Enter' && event.shiftKey) this.finish();
    else if (event.key === 'Enter') this.add(this.map.leaflet.getCenter());
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
    this.map.hold('shapes', shapes);
  }

  dot(at) {
    return L.circleMarker(at, { ...this.inked, radius: 6, fillOpacity: 0.9 });
  }

  paint() {
    const { tool, corners, drawn, inked } = this;
    this.finished.clearLayers();
    this.sketch.clearLayers();
    const style = { ...inked, style: inked, pointToLayer: (_, at) => this.dot(at) };
    for (const shape of drawn) L.geoJSON(shape, style).addTo(this.finished);
    const line = corners.map(([x, y]) => [y, x]);
    if (line.length > 1) L.polyline(line, { ...inked, dashArray: '6 5' }).addTo(this.sketch);
    for (const at of line) this.dot(at).addTo(this.sketch);
    const nothing = !corners.length && !drawn.length;
    for (const button of this.bar.children) {
      const { value } = button;
      if (value in LEAST) button.setAttribute('aria-pressed', String(value === tool));
      else button.disabled = value === 'finish' ? !tool || corners.length < LEAST[tool] : nothing;
    }
    this.map.root.classList.toggle('drawing', tool !== null);
    this.said.textContent = this.data.texts[tool ? `how_${tool}` : 'how'];
  }

  front() {
    this.finished.bringToFront();
  }

  under() {
    return [];
  }

  rows() {
    return [];
  }

  remove() {
    this.map.leaflet.off('dblclick', this.doubled);
    this.map.place.removeEventListener('keydown', this.pressed);
    this.map.root.classList.remove('drawing');
    for (const part of [this.finished, this.sketch, this.bar, this.said]) part.remove();
  }
}
