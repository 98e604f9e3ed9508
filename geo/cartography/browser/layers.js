// The kinds of layers. Each draws its rows, says which of them lies at a point, and lists them
// with what a reader is told, the largest first.

import L from './leaflet.js';
import { cover, file, overlay, pattern, pen, Sign, write } from './parts.js';

const DEGREE_M = 111_320;
const SMALL = 3.5;
// How far from its middle a thin line or a small dot is hit, in pixels, by pointer and by finger.
const [NEAR, NEAR_FINGER] = [7, 12];

// What is told of a row: its head, the lines beneath, and what a click gives back.
function told(text, kind, code, where, basis) {
  const [head, ...lines] = text.split('\n');
  if (head && basis) lines.push(basis);
  return { head, lines, kind: code ? kind : '', code, where };
}

class Layer {
  constructor(map, data) {
    [this.map, this.group, this.shapes] = [map, L.featureGroup(), []];
    this.ready = this.draw(data);
    this.group.addTo(map.leaflet);
  }

  draw(data) {
    this.data = data;
    this.group.clearLayers();
    this.shapes = [];
    this.make(data);
  }

  add(shape, i) {
    this.group.addLayer(shape);
    if (i !== undefined) this.shapes.push(Object.assign(shape, { row: i }));
  }

  colour(i) {
    return this.data.colours[this.data.of[i]];
  }

  place(i) {
    const [x, y] = this.data.at[i];
    return [y, x];
  }

  where(shape) {
    return shape.getLatLng ? shape.getLatLng() : shape.getBounds().getCenter();
  }

  // Rows under a point of the map, the uppermost first.
  under(p) {
    const near = this.shapes.filter((s) => s._pxBounds?.contains(p) && s._containsPoint(p));
    return near.reverse().map((shape) => this.row(shape));
  }

  // Those within reach of a point, the nearest first. away, half: of a shape, in pixels.
  near(away, half) {
    const least = this.map.finger ? NEAR_FINGER : NEAR;
    const hit = this.shapes.map((shape) => [away(shape), shape]).reverse();
    const within = hit.filter(([far, shape]) => far <= Math.max(half(shape) + 2, least));
    return within.sort(([a], [b]) => a - b).map(([, shape]) => this.row(shape));
  }

  row(shape) {
    const { tips, codes, opens, basis } = this.data;
    return told(tips[shape.row], opens, codes[shape.row], this.where(shape), basis);
  }

  rows() {
    const once = new Map(this.shapes.map((shape) => [this.data.tips[shape.row], shape]));
    return [...once.values()].filter((s) => this.data.tips[s.row]).map((shape) => this.row(shape));
  }

  front() {
    this.group.bringToFront();
  }

  remove() {
    this.group.remove();
  }
}

// A place is filled by its class; a change of classes recolours only the places it concerns.
class Areas extends Layer {
  rank = 4;

  async draw(data) {
    this.data = data;
    this.texts = new Map(data.values);
    this.codes = data.codes;
    if (this.drawn !== data.url) {
      // Until its own shapes come, no other place may tell these figures.
      this.drawn = null;
      this.group.clearLayers();
      this.shapes = [];
      const shapes = await file(data.url);
      // Meanwhile another message may have come, for the same shapes or for others.
      if (this.data.url !== data.url || this.gone) return;
      if (this.drawn === data.url) return this.paint();
      this.drawn = data.url;
      const options = { renderer: this.map.pens.areas, smoothFactor: 0.8, interactive: false };
      const style = { color: data.border, weight: 0.7, fillOpacity: 1 };
      L.geoJSON(shapes, { ...options, style }).eachLayer((shape) => {
        shape.place = shape.feature.properties;
        this.add(shape, shape.place.i);
      });
    }
    this.paint();
  }

  paint() {
    const looks = new Map();
    for (const shape of this.shapes) {
      const code = this.codes[shape.row];
      if (!looks.has(code)) looks.set(code, this.look(code));
      const fillColor = looks.get(code);
      if (fillColor !== shape.options.fillColor) shape.setStyle({ fillColor });
    }
  }

  look(code) {
    const { colours, stripes, either, falls, none } = this.data;
    const [colour, k] = [colours[code], Number(code)];
    if (!colour) return none;
    const kind = k === either ? 'dots' : falls.includes(k) ? 'falling' : 'rising';
    return stripes[code] ? pattern(colour, stripes[code], kind) : colour;
  }

  // The classes of a year, while its slider is dragged.
  year(asked) {
    const { first, year, rows } = this.data.years;
    const codes = Array(this.data.codes.length).fill('-');
    for (const [i, years] of rows) codes[i] = years[asked - first];
    this.codes = asked === year ? this.data.codes : codes.join('');
    this.away = asked !== year;
    this.paint();
  }

  row(shape) {
    const { municipality, department, divipola, department_code: wide } = shape.place;
    const { nothing, basis, opens } = this.data;
    const text = this.texts.get(shape.row);
    const lines = municipality ? [department] : [];
    if (!this.away) lines.push(text === undefined ? nothing : `${text} · ${basis}`);
    return { head: municipality ?? department, lines, kind: opens, code: opens && (divipola ?? wide), where: this.where(shape) };
  }

  get sized() {
    return this.data.values.length > 0;
  }

  rows() {
    const known = new Map(this.shapes.map((shape) => [shape.row, shape]));
    return this.data.values.filter(([i]) => known.has(i)).map(([i]) => this.row(known.get(i)));
  }

  remove() {
    this.gone = true;
    super.remove();
  }
}

class Lines extends Layer {
  rank = 1;

  make({ paths, dashed, colour, widths, striped }) {
    const { rim } = this.map.data.colours;
    const lines = paths.map((path) => path.map(([x, y]) => [y, x]));
    const common = { renderer: this.map.pens.marks, interactive: false, smoothFactor: 0.5 };
    const width = (i) => (Array.isArray(widths) ? widths[i] : widths);
    lines.forEach((line, i) => this.add(L.polyline(line, { ...common, color: rim, weight: width(i) + 2.5 })));
    lines.forEach((line, i) => {
      const weight = width(i);
      const ends = dashed[i] ? { dashArray: `${2.2 * weight} ${1.6 * weight}`, lineCap: 'butt' } : {};
      this.add(L.polyline(line, { ...common, color: colour, weight, ...ends }), i);
    });
    if (!striped) return;
    lines.forEach((line, i) => {
      const across = { dashArray: '2 5', lineCap: 'butt', weight: width(i) };
      this.add(L.polyline(line, { ...common, color: striped, ...across }));
    });
  }

  get sized() {
    return Array.isArray(this.data.widths);
  }

  under(p) {
    const away = (line) => line.closestLayerPoint(p)?.distance ?? Infinity;
    return this.near(away, (line) => line.options.weight / 2);
  }
}

class Dots extends Layer {
  rank = 0;

  make({ at, radii, signs, corners }) {
    const common = { renderer: this.map.pens.marks, color: this.map.data.colours.rim, fillOpacity: 1, weight: 1.2 };
    at.forEach((_, i) => {
      const look = { ...common, radius: radii[i], fillColor: this.colour(i), corners: corners?.[signs[i]] };
      this.add(new Sign(this.place(i), look), i);
    });
  }

  under(p) {
    return this.near((dot) => dot._point?.distanceTo(p) ?? Infinity, (dot) => dot._radius);
  }

  get sized() {
    return new Set(this.data.radii).size > 2;
  }

  // Circles in proportion: the largest first.
  rows() {
    const { radii } = this.data;
    const rows = new Map(this.shapes.map((shape) => [shape.row, shape]));
    const order = [...radii.keys()].sort((a, b) => radii[b] - radii[a]);
    return order.map((i) => this.row(rows.get(i))).filter((row) => row.head);
  }
}

class Rings extends Layer {
  rank = 3;

  make({ at, metres, filled, signs, corners }) {
    at.forEach((_, i) => {
      const look = { renderer: this.map.pens.marks, radius: metres[i], color: this.colour(i), weight: filled ? 1.4 : 2, fill: filled, fillOpacity: 0.07 };
      this.add(L.circle(this.place(i), look), i);
      if (!signs) return;
      const [y, x] = this.place(i); // what it is stands on the northern edge
      const small = { ...look, radius: SMALL, stroke: false, fillColor: this.colour(i), fillOpacity: 1, corners: corners[signs[i]] };
      this.add(new Sign([y + metres[i] / DEGREE_M, x], small));
    });
  }

  // A reach is no thing of its own; what lies in it is.
  under(p) {
    return this.data.filled ? super.under(p) : [];
  }
}

class Hexagons extends Layer {
  rank = 2;
  sized = true;

  make({ at, metres }) {
    const look = { renderer: this.map.pens.marks, stroke: true, color: this.map.data.colours.rim, weight: 0.6, fillOpacity: 1 };
    at.forEach(([x, y], i) => {
      const across = DEGREE_M * Math.cos((y * Math.PI) / 180);
      const corners = [0, 1, 2, 3, 4, 5].map((k) => {
        const angle = (k * Math.PI) / 3;
        return [y + (metres * Math.sin(angle)) / DEGREE_M, x + (metres * Math.cos(angle)) / across];
      });
      this.add(L.polygon(corners, { ...look, fillColor: this.colour(i) }), i);
    });
  }
}

class Shapes extends Layer {
  rank = 2;

  make({ shapes, colour, fill, width }) {
    const style = { color: colour, fillColor: fill, fillOpacity: 1, weight: width };
    const options = { renderer: this.map.pens.marks, interactive: false, style };
    const dot = (_, where) => L.circleMarker(where, { ...options, ...style, radius: 5 });
    shapes.forEach((shape, i) => {
      this.parts(L.geoJSON(shape, { ...options, pointToLayer: dot }), i);
    });
  }

  // A shape of several points or kinds is told and chosen by any of them.
  parts(shape, i) {
    if (shape.eachLayer) shape.eachLayer((part) => this.parts(part, i));
    else this.add(shape, i);
  }
}

class Names {
  unlisted = true;

  constructor(map, data) {
    [this.map, this.canvas] = [map, overlay(map.leaflet, 450, `names-${data.key}`)];
    this.draw(data);
  }

  draw(data) {
    this.data = data;
    this.moved();
  }

  moved() {
    const { leaflet, data } = this.map;
    cover(leaflet, this.canvas);
    const named = new Set(this.data.names.map(([, ...at]) => at.join()));
    const dots = data.layers.filter(({ kind, at }) => kind === 'dots' && at.some((place) => named.has(place.join())));
    write(leaflet, this.canvas, this.data.names, data.colours, this.data, dots.flatMap(({ at }) => at));
  }

  under() {
    return [];
  }

  rows() {
    return [];
  }

  front() {}

  remove() {
    this.canvas.parentElement.remove();
  }
}

export const KINDS = {
  areas: Areas,
  lines: Lines,
  dots: Dots,
  rings: Rings,
  hexagons: Hexagons,
  shapes: Shapes,
  names: Names,
};
