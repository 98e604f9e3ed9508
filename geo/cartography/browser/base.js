// What our Leaflet maps share: the land beneath, and names of places on a canvas above it.

// Shapes from sea to border; each file comes once, and is redrawn only when the map moves.
export async function ground(L, map, base, at) {
  const shapes = await Promise.all(base.map(async ([url]) => (await fetch(at(url))).json()));
  base.forEach(([, style, kind], i) => {
    const filter = kind ? (feature) => feature.properties.kind === kind : undefined;
    L.geoJSON(shapes[i], { style, filter, interactive: false, smoothFactor: 1.2 }).addTo(map);
  });
}

export function overlay(map, level, name) {
  const pane = map.createPane(name);
  pane.style.zIndex = level;
  pane.style.pointerEvents = 'none';
  const canvas = document.createElement('canvas');
  canvas.className = name;
  Object.assign(canvas.style, { position: 'absolute', pointerEvents: 'none' });
  pane.append(canvas);
  return canvas;
}

// Without a graphics card the processor draws such small pictures faster than its emulation.
export const pen = (canvas) => canvas.getContext('2d', { willReadFrequently: true });

// Lays a canvas over the whole map, wherever that has been moved to.
export function cover(L, map, canvas) {
  const size = map.getSize();
  const sharp = window.devicePixelRatio || 1;
  if (canvas.width !== size.x * sharp || canvas.height !== size.y * sharp) {
    canvas.width = size.x * sharp;
    canvas.height = size.y * sharp;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
  }
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  pen(canvas).setTransform(sharp, 0, 0, sharp, 0, 0);
}

// Names of places, the most important first; one that would touch another is left out.
// under: pixels from a place down to its name. Returns where the places written are.
export function write(map, canvas, labels, colours, under) {
  const ink = pen(canvas);
  ink.clearRect(0, 0, canvas.width, canvas.height);
  ink.font = '600 14px "Source Sans", "Source Sans Pro", sans-serif';
  ink.textAlign = 'center';
  ink.lineJoin = 'round';
  const [size, taken, written] = [map.getSize(), [], []];
  for (const [text, longitude, latitude] of labels) {
    const p = map.latLngToContainerPoint([latitude, longitude]);
    if (!size.contains(p)) continue;
    const half = ink.measureText(text).width / 2 + 6;
    const y = p.y + under;
    const box = [p.x - half, y - 16, p.x + half, y + 6];
    const free = taken.every((b) => box[0] > b[2] || box[2] < b[0] || box[1] > b[3] || box[3] < b[1]);
    if (!free) continue;
    taken.push(box);
    written.push(p);
    ink.lineWidth = 4;
    ink.strokeStyle = colours.halo;
    ink.strokeText(text, p.x, y);
    ink.fillStyle = colours.ink;
    ink.fillText(text, p.x, y);
  }
  return written;
}
