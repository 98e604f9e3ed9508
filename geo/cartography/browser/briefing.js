// A briefing on the whole screen. All steps came once, in both languages: nothing is asked for
// while it is shown. The dialog lies in the browser's top layer, above whatever Streamlit says.

import { end as drop, show as draw } from './map.js';
import { at, el, file } from './parts.js';
import { Remote } from './remote.js';

const KEPT = 4; // maps of so many steps before and after stay drawn
const REST_MS = 80;
const STORING = 25; // rests until what has come is kept
const SWIPE_PX = 50;
const PARTS = ['headline', 'number', 'counts', 'source'];
const MOVES = { PageDown: 1, ArrowRight: 1, ArrowDown: 1, Enter: 1, PageUp: -1, ArrowLeft: -1, ArrowUp: -1, Backspace: -1 };
const CALM = matchMedia('(prefers-reduced-motion: reduce)');
const screens = new WeakMap();

export function show({ parentElement, data, setTriggerValue }) {
  const before = screens.get(parentElement);
  if (before && JSON.stringify(before.data.steps) !== JSON.stringify(data.steps)) end(parentElement);
  if (!screens.has(parentElement)) screens.set(parentElement, new Screen(parentElement, data));
  screens.get(parentElement).take(data, (where) => setTriggerValue('left', where));
}

export function end(parentElement) {
  screens.get(parentElement)?.remove();
  screens.delete(parentElement);
}

class Screen {
  constructor(parent, data) {
    [this.data, this.lang, this.now, this.boxes] = [data, data.lang, data.step - 1, new Map()];
    this.count = data.steps[data.lang].length;
    const sheets = data.urls.styles.map((href) => el('link', { rel: 'stylesheet', href: at(href) }));
    this.styled = Promise.all(sheets.map((sheet) => new Promise((done) => (sheet.onload = sheet.onerror = done))));
    this.start = el('button', { type: 'button', class: 'start' });
    this.start.addEventListener('click', () => this.open());
    this.loaded = el('span', { class: 'loaded', role: 'status' });
    this.keep = el('button', { type: 'button', class: 'keep' });
    this.keep.addEventListener('click', () => this.prepare());
    this.keep.hidden = data.alone || data.closed || !navigator.serviceWorker;
    this.build();
    this.root = el('div', { class: 'briefing-root' }, ...sheets, this.start, this.keep, this.loaded, this.dialog);
    this.root.hidden = true;
    this.root.setAttribute('style', 'display:none');
    parent.append(this.root);
    this.pressed = (event) => this.key(event);
    this.resized = () => this.dialog.open && this.go(this.now);
    window.addEventListener('keydown', this.pressed, { capture: true });
    window.addEventListener('resize', this.resized);
    this.hold();
    this.styled.then(() => {
      this.root.hidden = false;
      this.root.removeAttribute('style');
      parent.querySelector('.loading')?.remove();
      if (!data.closed) this.open();
    });
  }

  // The same steps again: perhaps in the language that the page was changed to.
  take(data, left) {
    [this.data, this.left] = [data, left];
    if (this.dialog.open) return;
    [this.lang, this.now] = [data.lang, data.step - 1];
    this.said();
  }

  build() {
    this.part = Object.fromEntries(PARTS.map((name) => [name, el(name === 'headline' ? 'h2' : 'p', { class: name })]));
    const { headline, number, counts, source } = this.part;
    this.text = el('div', { class: 'text' });
    this.maps = el('section', { class: 'drawn' });
    this.side = el('section', { class: 'said', 'aria-live': 'polite' }, number, counts, this.text);
    this.notes = el('aside', { class: 'notes' });
    this.help = el('div', { class: 'help' });
    this.black = el('div', { class: 'black' });
    this.cable = el('p');
    this.exit = el('button', { type: 'button', class: 'exit' }, '×'); // for who has no key to leave by
    this.exit.addEventListener('click', () => this.leave());
    for (const shown of [this.notes, this.help, this.black]) shown.hidden = true;
    this.remote = new Remote(() => this.words(), (by) => this.go(this.now + by));
    this.stage = el('div', { class: 'stage', tabindex: '-1' }, headline, this.side, this.maps, source, this.exit, this.notes, this.help, this.remote.box, this.black);
    this.dialog = el('dialog', { class: 'briefing' }, this.stage);
    this.dialog.addEventListener('cancel', (event) => event.preventDefault());
    this.dialog.addEventListener('close', () => [this.remote.end(), this.left?.({ step: this.now + 1, lang: this.lang })]);
    this.stage.addEventListener('click', (event) => this.click(event));
    this.stage.addEventListener('touchstart', (event) => (this.from = event.touches.length > 1 || this.aside(event) ? null : event.touches[0]), { passive: true });
    this.stage.addEventListener('touchend', ({ changedTouches: [p] }) => this.swipe(p), { passive: true });
  }

  // Every shape and module that any step needs comes now, so that none is missed later.
  async hold() {
    const coming = [];
    for (const { map } of this.data.steps[this.lang]) {
      if (!map) continue;
      const urls = [...map.layers.map(({ url }) => url), ...map.base.map(([url]) => url), ...map.limits.map(([url]) => url)];
      coming.push(...urls.filter(Boolean).map(file));
      if (map.layers.some(({ kind }) => kind === 'time')) coming.push(import('./time.js'));
    }
    this.state = 'coming';
    this.said();
    this.state = await Promise.all(coming).then(() => 'held', () => 'failed');
    this.said();
  }

  // Whether the cable can be out, beside the button and in the notes.
  said() {
    const texts = this.data.texts[this.lang];
    [this.start.textContent, this.keep.textContent] = [texts.start, texts.prepare];
    this.loaded.textContent = this.cable.textContent = texts[this.state] ?? '';
  }

  // The file that plays alone comes whole, so that the service worker opens it without a network.
  async prepare() {
    this.keep.disabled = true;
    try {
      if (!(await navigator.serviceWorker.getRegistration())) throw new Error('no worker');
      await navigator.serviceWorker.ready;
      const answer = await fetch(at(`./briefing.html?lang=${this.lang}`));
      if (!answer.ok) throw new Error(answer.status);
      let [come, whole] = [0, Number(answer.headers.get('Content-Length'))];
      for (const reader = answer.body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        come += value.length;
        this.loaded.textContent = `${Math.min(100, Math.round((100 * come) / whole))} %`;
      }
      // Looked for, since no worker saw it after a forced reload, and the browser may have no room.
      for (let tries = 0; !(await caches.match(new URL(answer.url).pathname)); tries++) {
        if (tries === STORING) throw new Error('not kept');
        await new Promise((done) => setTimeout(done, REST_MS));
      }
      this.state = 'prepared';
    } catch {
      this.state = 'unkept';
    }
    this.keep.disabled = false;
    this.said();
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.stage.focus({ preventScroll: true });
    this.go(this.now);
    this.ticking ??= setInterval(() => this.clock(), 1000);
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.dialog.close();
  }

  // ---- steps

  go(to) {
    this.now = Math.max(0, Math.min(this.count - 1, to));
    const [step, texts] = [this.data.steps[this.lang][this.now], this.data.texts[this.lang]];
    for (const name of PARTS) this.part[name].textContent = step[name];
    this.text.replaceChildren(...step.text.map((said) => el('p', {}, said)));
    this.stage.classList.toggle('mapless', !step.map);
    this.stage.lang = this.lang;
    this.dialog.setAttribute('aria-label', texts.title);
    this.exit.setAttribute('aria-label', texts.leave);
    this.dialog.dataset.step = this.now + 1;
    for (const [i, box] of this.boxes) box.classList.toggle('now', i === this.now);
    if (this.boxes.has(this.now)) this.fit(this.boxes.get(this.now));
    this.told(step, texts);
    this.address();
    const fresh = this.begun !== this.now;
    this.begun = this.now;
    this.drawn = this.draw(this.now).then(() => fresh && this.play()).then(() => this.around());
  }

  // Time goes by on the map that is shown, and stands still on the others.
  play() {
    for (const [i, box] of this.boxes) {
      const [button, playing] = [box.querySelector('.play'), box.querySelector('.playing')];
      if (button && !playing === (i === this.now && !CALM.matches)) button.click();
    }
  }

  async around() {
    const middle = this.now;
    for (const i of [middle + 1, middle - 1]) {
      await new Promise((done) => setTimeout(done, REST_MS)); // what is shown is painted first
      if (middle !== this.now || !this.dialog.open) return;
      await this.draw(i);
    }
    for (const [i, box] of this.boxes) {
      if (Math.abs(i - this.now) <= KEPT) continue;
      this.boxes.delete(i);
      drop(box.firstChild.firstChild).then(() => box.remove());
    }
    this.dialog.dataset.ready = middle + 1;
  }

  // The map of a step and, beside it or beneath, its legend.
  async draw(i) {
    const step = this.data.steps[this.lang][i];
    if (!step?.map) return;
    const big = Math.max(0.62, Math.min(innerWidth / 1280, innerHeight / 720));
    const as = [this.lang, innerWidth, innerHeight].join();
    if (!this.boxes.has(i)) this.maps.append(this.box(i));
    const box = this.boxes.get(i);
    box.classList.toggle('now', i === this.now);
    if (box.dataset.as === as) return;
    box.dataset.as = as;
    this.stage.style.setProperty('--z', Math.max(1, big)); // marks of legends grow with the screen
    const [ground, plate] = box.children;
    ground.setAttribute('aria-label', step.map.told);
    plate.innerHTML = step.legend; // ours, all text in it escaped
    plate.append(el('p', {}, step.plate));
    if (i === this.now) this.fit(box);
    const layers = step.map.layers.map((layer) => (layer.kind === 'names' ? { ...layer, size: Math.round(24 * big) } : { ...layer, years: null }));
    const data = { ...step.map, layers, urls: { styles: [] } };
    await draw({ parentElement: ground.firstChild, data, setTriggerValue() {}, setStateValue() {} });
  }

  // The legend beside the map, or beneath it where it would not end.
  fit(box) {
    const plate = box.lastChild;
    box.classList.remove('wide', 'low');
    for (const name of ['wide', 'low']) if (plate.scrollHeight > plate.clientHeight) box.classList.add(name);
  }

  box(i) {
    const ground = el('div', { class: 'ground', role: 'img' }, el('div', { inert: '' }));
    this.boxes.set(i, el('div', { class: 'on-map' }, ground, el('div', { class: 'plate' })));
    return this.boxes.get(i);
  }

  // A step is a link, written without asking the server.
  address() {
    const query = new URLSearchParams(location.search);
    query.set('lang', this.lang);
    query.set('step', this.now + 1);
    history.replaceState(history.state, '', `?${query}${location.hash}`);
  }

  // ---- for the presenter only

  told(step, texts) {
    const next = this.data.steps[this.lang][this.now + 1];
    const query = new URLSearchParams(step.link.query);
    const page = step.link.page === 'overview' ? '' : step.link.page;
    this.time = el('strong');
    this.notes.replaceChildren(
      el('p', {}, this.time, ` · ${this.place(texts)}`),
      el('p', {}, step.notes),
      this.cable,
      ...(next ? [el('p', {}, `${texts.next}: ${next.headline}`)] : []),
      ...(this.data.alone ? [] : [el('p', {}, el('a', { href: at(`./${page}?${query}`), target: '_blank', rel: 'noopener' }, texts.page))]),
    );
    this.help.replaceChildren(...texts.keys.split('\n').map((line) => el('p', {}, line)));
    this.said();
    this.clock();
  }

  clock() {
    if (this.notes.hidden) return;
    this.time.textContent = new Date().toLocaleTimeString(this.lang, { hour: '2-digit', minute: '2-digit' });
  }

  // What the phone reads.
  words() {
    const { [this.now]: step, [this.now + 1]: next } = this.data.steps[this.lang];
    const texts = this.data.texts[this.lang];
    return {
      lang: this.lang, headline: step.headline, notes: step.notes,
      place: this.place(texts), next: next ? `${texts.next}: ${next.headline}` : '',
    };
  }

  place(texts) {
    return texts.of.replace('{n}', this.now + 1).replace('{all}', this.count);
  }

  toggle(part) {
    part.hidden = !part.hidden;
    this.clock();
  }

  // ---- keys, clicks, swipes

  key(event) {
    if (!this.dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const on = event.composedPath()[0];
    if (key === 'Tab' || (key === 'Enter' && on.href) || ([' ', 'Enter'].includes(key) && on === this.exit)) return;
    event.stopPropagation(); // Streamlit has keys of its own
    const move = MOVES[key] ?? (key === ' ' ? (event.shiftKey ? -1 : 1) : 0);
    const acts = {
      Home: () => this.go(0),
      End: () => this.go(this.count - 1),
      '.': () => this.toggle(this.black),
      b: () => this.toggle(this.black),
      f: () => (document.fullscreenElement ? document.exitFullscreen() : this.stage.requestFullscreen?.()),
      n: () => this.toggle(this.notes),
      '?': () => this.toggle(this.help),
      l: () => this.speak(),
      p: () => this.data.alone || this.remote.toggle(this.data.texts[this.lang]),
      Escape: () => this.back(),
    };
    const act = move ? () => this.go(this.now + move) : (acts[key] ?? acts[key.toLowerCase()]);
    if (!act) return;
    event.preventDefault();
    act();
  }

  back() {
    const open = [this.black, this.remote.box, this.help, this.notes].find((part) => !part.hidden);
    if (open && !document.fullscreenElement) this.toggle(open);
    else this.leave();
  }

  // The other language, the same step.
  speak() {
    const all = Object.keys(this.data.steps);
    this.lang = all[(all.indexOf(this.lang) + 1) % all.length];
    document.documentElement.lang = this.lang;
    this.go(this.now);
  }

  click(event) {
    if (!event.isTrusted || this.aside(event)) return; // not our own press on a map's button
    const across = event.clientX / innerWidth;
    if (across < 1 / 3) this.go(this.now - 1);
    else if (across > 2 / 3) this.go(this.now + 1);
  }

  // Whether it happened to what is read or pressed, not to the step.
  aside(event) {
    return event.composedPath().some((node) => [this.notes, this.help, this.exit, this.remote.box].includes(node));
  }

  // One finger across; what goes up or down, or with two, scrolls or magnifies.
  swipe({ clientX, clientY }) {
    if (!this.from) return;
    const [x, y] = [clientX - this.from.clientX, clientY - this.from.clientY];
    if (Math.abs(x) > Math.max(SWIPE_PX, 2 * Math.abs(y))) this.go(this.now + (x < 0 ? 1 : -1));
  }

  remove() {
    this.remote.end();
    clearInterval(this.ticking);
    window.removeEventListener('keydown', this.pressed, { capture: true });
    window.removeEventListener('resize', this.resized);
    for (const box of this.boxes.values()) drop(box.firstChild.firstChild);
    this.root.remove();
  }
}
