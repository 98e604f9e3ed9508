// A briefing on the whole screen. All steps came once, in both languages: nothing is asked for
// while it is shown. The dialog lies in the browser's top layer, above whatever Streamlit says.

import { Maps } from './drawn.js';
import { at, el, styles } from './parts.js';
import { prepare } from './prepare.js';
import { Remote } from './remote.js';

const SWIPE_PX = 50;
const SHOWN_MS = 4000;
const PARTS = ['headline', 'number', 'counts', 'source'];
const MOVES = { PageDown: 1, ArrowRight: 1, ArrowDown: 1, Enter: 1, PageUp: -1, ArrowLeft: -1, ArrowUp: -1, Backspace: -1 };
// What each line of the help is about; all but one are also buttons for who has no such key.
const LINES = ['PageDown', 'PageUp', '', '.', 'f', 'n', 't', 'l', 'p', '?', 'leave'];
const COARSE = matchMedia('(pointer: coarse)');
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
    [this.data, this.lang, this.now] = [data, data.lang, data.step - 1];
    this.count = data.steps[data.lang].length;
    const [sheets, coming] = styles(data.urls.styles);
    this.start = el('button', { type: 'button', class: 'start' });
    this.start.addEventListener('click', () => this.open());
    this.keys = el('span', { class: 'keyboard' });
    this.loaded = el('span', { class: 'loaded', role: 'status' });
    this.keep = el('button', { type: 'button', class: 'keep' });
    this.keep.addEventListener('click', () => this.prepare());
    this.keep.hidden = data.alone || data.closed || !navigator.serviceWorker;
    this.build();
    this.root = el('div', { class: 'briefing-root' }, ...sheets, this.start, this.keep, this.keys, this.loaded, this.dialog);
    this.root.hidden = true;
    this.root.setAttribute('style', 'display:none');
    parent.append(this.root);
    this.pressed = (event) => this.key(event);
    this.resized = () => this.dialog.open && this.go(this.now);
    window.addEventListener('keydown', this.pressed, { capture: true });
    window.addEventListener('resize', this.resized);
    this.online = () => this.maps.state === 'failed' && this.maps.hold();
    window.addEventListener('online', this.online);
    this.maps.hold();
    Promise.allSettled(coming).then(() => {
      this.root.hidden = false;
      this.root.removeAttribute('style');
      parent.querySelector('.loading')?.remove();
      if (!data.closed && !data.waits) this.open();
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
    this.part.headline.setAttribute('aria-live', 'polite');
    const { headline, number, counts, source } = this.part;
    this.text = el('div', { class: 'text' });
    this.counter = el('p', { class: 'counter' });
    this.maps = new Maps(this);
    this.side = el('section', { class: 'said', 'aria-live': 'polite', 'aria-atomic': 'true' }, number, counts, this.text);
    this.notes = el('aside', { class: 'notes' });
    this.help = el('div', { class: 'help' });
    this.black = el('div', { class: 'black' });
    this.cable = el('p');
    this.exit = el('button', { type: 'button', class: 'exit' }, '×'); // for who has no key to leave by
    this.exit.addEventListener('click', () => this.leave());
    this.bar = el('nav', { class: 'moves' });
    for (const shown of [this.notes, this.help, this.black]) shown.hidden = true;
    this.remote = new Remote(() => this.words(), (by) => this.go(this.now + by));
    this.stage = el('div', { class: 'stage', tabindex: '-1' }, this.bar, headline, this.side, this.maps.root, source, this.counter, this.exit, this.notes, this.help, this.remote.box, this.black);
    this.dialog = el('dialog', { class: 'briefing' }, this.stage);
    this.dialog.addEventListener('cancel', (event) => event.preventDefault());
    this.dialog.addEventListener('close', () => this.closed());
    this.stage.addEventListener('click', (event) => this.click(event));
    this.stage.addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && this.hint());
    this.stage.addEventListener('touchstart', (event) => (this.from = event.touches.length > 1 || this.aside(event) ? null : event.touches[0]), { passive: true });
    this.stage.addEventListener('touchend', ({ changedTouches: [p] }) => this.swipe(p), { passive: true });
  }

  // Whether the cable can be out, beside the button and in the notes.
  said() {
    const texts = this.data.texts[this.lang];
    for (const [part, text] of [['start', 'start'], ['keep', 'prepare'], ['keys', 'keyboard']]) this[part].textContent = texts[text];
    this.loaded.textContent = this.cable.textContent = texts[this.kept ?? this.maps.state] ?? '';
  }

  async prepare() {
    this.keep.disabled = true;
    const told = (bytes) => (this.loaded.textContent = `${Math.round(bytes / 1000)} kB`);
    this.kept = await prepare(this.lang, told).then(() => 'prepared', () => 'not_kept');
    this.keep.disabled = false;
    this.said();
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.stage.focus({ preventScroll: true });
    this.go(this.now);
    this.hint();
    this.ticking ??= setInterval(() => this.clock(), 1000);
  }

  // The ways on and out, for a moment.
  hint() {
    this.bar.classList.add('shown');
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.bar.classList.remove('shown'), SHOWN_MS);
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.dialog.close();
  }

  // The page goes on where ours was left; one's own leaves it as it was.
  closed() {
    this.remote.end();
    if (!this.data.closed) return this.left?.({ step: this.now + 1, lang: this.lang });
    document.documentElement.lang = this.lang = this.data.lang;
    this.said();
  }

  // ---- steps

  go(to) {
    this.now = Math.max(0, Math.min(this.count - 1, to));
    this.counter.classList.toggle('over', to >= this.count);
    const [step, texts] = [this.data.steps[this.lang][this.now], this.data.texts[this.lang]];
    for (const name of PARTS) this.part[name].textContent = step[name];
    this.counter.textContent = this.now === this.count - 1 ? `${this.place(texts)} · ${texts.end}` : this.place(texts);
    this.text.replaceChildren(...step.text.map((said) => el('p', {}, said)));
    this.stage.classList.toggle('mapless', !step.map);
    this.stage.lang = this.lang;
    this.dialog.setAttribute('aria-label', texts.title);
    this.exit.setAttribute('aria-label', texts.leave);
    this.dialog.dataset.step = this.now + 1;
    this.told(step, texts);
    this.address();
    const fresh = this.begun !== this.now;
    this.begun = this.now;
    if (fresh) this.stage.scrollTop = 0;
    this.maps.show(fresh);
  }

  // A step is a link, written without asking the server.
  address() {
    if (this.data.closed) return;
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
      ...(this.data.alone ? [] : [el('p', {}, el('a', { href: at(`./${page}?${query}`), target: '_blank', rel: 'noopener' }, texts.open_page))]),
    );
    const lines = texts.keys.split('\n').map((line, i) => [line, LINES[i]]).filter(([, key]) => key !== 'p' || !this.data.alone);
    this.help.replaceChildren(...lines.map(([line]) => el('p', {}, line)));
    const focused = [...this.bar.children].indexOf(this.stage.getRootNode().activeElement);
    const plays = step.map?.layers.some(({ kind }) => kind === 'time');
    const pressed = lines.filter(([, key]) => key && (key !== 't' || plays) && (key !== 'f' || document.fullscreenEnabled));
    this.bar.replaceChildren(...pressed.map(([line, key]) => this.button(line.split(':')[0], key)));
    this.bar.children[focused]?.focus();
    this.said();
    this.clock();
  }

  clock() {
    if (this.notes.hidden) return;
    this.time.textContent = new Date().toLocaleTimeString(this.lang, { hour: '2-digit', minute: '2-digit' });
  }

  button(text, key) {
    const made = el('button', { type: 'button' }, text);
    made.addEventListener('click', () => this.press(key));
    return made;
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
    if (key === 'Tab' || (key === 'Enter' && on.href) || ([' ', 'Enter'].includes(key) && on.type === 'button')) return;
    event.stopPropagation(); // Streamlit has keys of its own
    if (this.press(key, event.shiftKey)) event.preventDefault();
  }

  // Whether a key means anything here.
  press(key, shift = false) {
    const down = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (down && this.scroll(down)) return true;
    const move = MOVES[key] ?? (key === ' ' ? (shift ? -1 : 1) : 0);
    const acts = {
      Home: () => this.go(0),
      End: () => this.go(this.count - 1),
      '.': () => this.toggle(this.black),
      b: () => this.toggle(this.black),
      f: () => (document.fullscreenElement ? document.exitFullscreen() : this.stage.requestFullscreen?.()),
      n: () => this.toggle(this.notes),
      '?': () => this.toggle(this.help),
      t: () => this.maps.now?.querySelector('.play')?.click(),
      l: () => this.speak(),
      p: () => this.data.alone || this.remote.toggle(this.data.texts[this.lang]),
      Escape: () => this.back(),
      leave: () => this.leave(),
    };
    const act = move ? () => this.go(this.now + move) : (acts[key] ?? acts[key.toLowerCase()]);
    act?.();
    return Boolean(act);
  }

  // What is too long for the screen goes by first; whether there was any.
  scroll(by) {
    const box = [this.remote.box, this.help, this.notes].find((part) => !part.hidden) ?? this.stage;
    const before = box.scrollTop;
    box.scrollTop += (by * box.clientHeight) / 2;
    return box.scrollTop !== before;
  }

  back() {
    if (this.bar.matches(COARSE.matches ? '.shown, :focus-within' : ':focus-within')) {
      this.bar.classList.remove('shown');
      return this.stage.focus({ preventScroll: true });
    }
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
    if (!this.black.hidden) return this.toggle(this.black);
    const across = event.clientX / innerWidth;
    if (across < 1 / 3) this.go(this.now - 1);
    else if (across > 2 / 3) this.go(this.now + 1);
    else this.bar.classList.toggle('shown', COARSE.matches && !this.bar.matches('.shown'));
  }

  // Whether it happened to what is read or pressed, not to the step.
  aside(event) {
    return event.composedPath().some((node) => [this.notes, this.help, this.exit, this.bar, this.remote.box].includes(node));
  }

  // One finger across; what goes up or down, or with two, scrolls or magnifies.
  swipe({ clientX, clientY }) {
    if (!this.from) return;
    const [x, y] = [clientX - this.from.clientX, clientY - this.from.clientY];
    if (Math.abs(x) < Math.max(SWIPE_PX, 2 * Math.abs(y))) return;
    this.bar.classList.remove('shown');
    this.go(this.now + (x < 0 ? 1 : -1));
  }

  remove() {
    this.remote.end();
    clearInterval(this.ticking);
    window.removeEventListener('keydown', this.pressed, { capture: true });
    window.removeEventListener('resize', this.resized);
    window.removeEventListener('online', this.online);
    this.maps.remove();
    this.root.remove();
  }
}
