// Incidents as points, clusters or hexagons on a canvas of their own, so that a frame is quick.

import L from './leaflet.js';
import { cover, FONT, overlay, paint, pen } from './parts.js';

const DOT = 5;
const SMALL = 3.5;
const CELL = 46;
const HEX = 20;
const HEXAGON = [30, 90, 150, 210, 270, 330].map((angle) => (Math.PI / 180) * angle).map((a) => [Math.cos(a), Math.sin(a)]);

export class Incidents {
  constructor(map) {
    this.leaflet = map.leaflet;
    this.canvas = overlay(map.leaflet, 430, 'points');
    this.targets = [];
  }

  // Where every row is on the screen now.
  project(rows) {
    cover(this.leaflet, this.canvas);
    const corner = this.leaflet.containerPointToLayerPoint([0, 0]);
    this.origin = this.leaflet.getPixelOrigin().add(corner);
    const zoom = this.leaflet.getZoom();
    for (const row of rows) {
      row.world = this.leaflet.project(row.at, zoom);
      row.p = row.world.subtract(this.origin);
      const metres = (156543.03 * Math.cos((row.at.lat * Math.PI) / 180)) / 2 ** zoom;
      row.reach = ((row.km ?? 0) * 1000) / metres;
    }
  }

  // data: the layer's message; rows and others: those of the days shown.
  draw(data, rows, others) {
    this.data = data;
    const { mark, wide, chosen, colours } = data;
    const ink = pen(this.canvas);
    ink.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.targets = [];
    const areas = rows.filter((row) => row.km >= wide);
    const dots = rows.filter((row) => !(row.km >= wide));
    const rings = new Map();
    for (const row of areas) {
      const place = [row.at.lat, row.at.lng, row.km].join();
      rings.set(place, [...(rings.get(place) ?? []), row]);
    }
    rings.forEach((shared) => this.area(ink, shared));
    if (mark === 'points') dots.forEach((row) => this.dot(ink, row, this.radius(row)));
    else this.grouped(dots, mark).forEach((group) => this.group(ink, group, mark));
    others.forEach((row) => this.square(ink, row));
    const one = rows.find((row) => row.id === chosen);
    if (!one) return;
    const around = Math.max(this.radius(one), one.km >= wide ? one.reach : 0) + 6;
    paint(ink, one.p, around, [], null, colours.head, 3.5);
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
  // share a ring are told together; what all of them are stands on its edge, as a sign.
  area(ink, rows) {
    const [{ p, reach, kind }] = rows;
    const { corners, colours: { kinds, mixed } } = this.data;
    const one = rows.every((row) => row.kind === kind);
    const [edge, inside] = one ? kinds[kind] : mixed;
    paint(ink, p, reach, [], inside, edge, 1.4);
    if (one) paint(ink, L.point(p.x, p.y - reach), SMALL, corners[kind], edge);
    const text = this.number(rows);
    if (this.data.size !== 'even' || rows.length > 1) this.print(ink, text, p, this.data.colours.ink);
    this.targets.push({ p, r: reach, rows, ring: true });
  }

  // The highest figures of rows added; + where some have none, ? where none has one.
  number(rows) {
    const known = rows.map((row) => this.figure(row)).filter(Boolean);
    const sum = known.reduce((total, figure) => total + figure[1], 0);
    return known.length ? `${sum}${known.length < rows.length ? '+' : ''}` : '?';
  }

  dot(ink, row, r) {
    const { corners, colours: { kinds, paper, rim } } = this.data;
    const [edge] = kinds[row.kind];
    const blank = !this.figure(row);
    paint(ink, row.p, r, corners[row.kind], blank ? paper : edge, blank ? edge : rim, blank ? 2 : 1.2);
    this.targets.push({ p: row.p, r: Math.max(r, 7), rows: [row] });
  }

  square(ink, row) {
    ink.strokeStyle = this.data.colours.other;
    ink.lineWidth = row.exact ? 2.4 : 1.2;
    ink.strokeRect(row.p.x - 4.5, row.p.y - 4.5, 9, 9);
    this.targets.push({ p: row.p, r: 7, rows: [row] });
  }

  // Cells stand on the ground, so they stay when the map is dragged.
  grouped(rows, mark) {
    const groups = new Map();
    const cell = ({ x, y }) => [Math.floor(x / CELL), Math.floor(y / CELL)];
    for (const row of rows) {
      const key = mark === 'hexagons' ? hexagon(row.world) : cell(row.world);
      const name = key.join();
      if (!groups.has(name)) groups.set(name, { key, rows: [] });
      groups.get(name).rows.push(row);
    }
    return [...groups.values()];
  }

  group(ink, { key, rows }, mark) {
    const text = this.number(rows);
    const sum = parseInt(text) || 0;
    const { colours } = this.data;
    if (mark === 'hexagons') return this.hexagon(ink, key, rows, text, sum);
    if (rows.length === 1) return this.dot(ink, rows[0], this.radius(rows[0]));
    const mean = (axis) => rows.reduce((total, row) => total + row.p[axis], 0) / rows.length;
    const p = L.point(mean('x'), mean('y'));
    const r = Math.min(CELL / 2, 10 + 2.2 * Math.sqrt(sum));
    paint(ink, p, r, [], colours.cluster, colours.rim, 1.5);
    this.print(ink, text, p, colours.rim);
    this.targets.push({ p, r, rows });
  }

  hexagon(ink, key, rows, text, sum) {
    const { steps, rim } = this.data.colours;
    const p = L.point(hexagonCentre(key)).subtract(this.origin);
    const [, inside, letters] = steps.find(([top]) => sum <= top);
    paint(ink, p, HEX, HEXAGON, inside, rim, 1);
    this.print(ink, text, p, letters);
    this.targets.push({ p, r: HEX * 0.9, rows });
  }

  print(ink, text, p, colour) {
    ink.font = `600 12px ${FONT}`;
    ink.textAlign = 'center';
    ink.textBaseline = 'middle';
    ink.fillStyle = colour;
    ink.fillText(text, p.x, p.y + 0.5);
  }

  // Marks before rings: a ring is large and would hide what lies in it.
  found(p) {
    const near = this.targets.filter((target) => target.p.distanceTo(p) <= target.r);
    const marks = near.filter((target) => !target.ring);
    return (marks.length ? marks : near).reverse().flatMap((target) => target.rows);
  }

  remove() {
    this.canvas.parentElement.remove();
  }
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
