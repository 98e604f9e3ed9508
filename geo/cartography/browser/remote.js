// The presenter's phone, paired by a code: the screen asks what it wants while it is there.

import { at, el, fill } from './parts.js';

const ASK_MS = 600;
const WAIT_MS = 2000; // while no phone is heard of

export class Remote {
  // said: what the phone reads now. move: goes so many steps.
  constructor(said, move) {
    Object.assign(this, { said, move });
    this.box = el('div', { class: 'help remote' });
    this.box.hidden = true;
  }

  // Shows where a phone finds it, or hides that again.
  async toggle(texts) {
    this.texts = texts;
    this.box.hidden = !this.box.hidden;
    if (this.box.hidden) return;
    this.pairing ??= await this.send('', 'POST', this.said()).catch(() => null);
    const { address, picture } = this.pairing ?? {};
    this.box.replaceChildren(el('p', {}, address ? fill(texts.scan, { address }) : this.pairing ? texts.unreachable : texts.unpaired));
    if (picture) this.box.prepend(el('img', { src: picture, alt: '' }));
    if (address) this.ask();
  }

  async send(path, method, told = {}) {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(at(`./remote${path}`), { method, headers, body: JSON.stringify(told) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  }

  async ask() {
    clearTimeout(this.due);
    const { code, key } = this.pairing ?? {};
    if (!code) return;
    try {
      const { by, paired } = await this.send(`/${code}`, 'PUT', { key, said: this.said() });
      if (paired && !this.paired) this.box.hidden = true;
      this.paired = paired;
      this.met ||= paired;
      if (by) this.move(by);
    } catch (error) {
      if (error.message === '404') this.ended();
    }
    if (this.pairing && (this.met || !this.box.hidden)) this.due = setTimeout(() => this.ask(), this.paired ? ASK_MS : WAIT_MS);
  }

  // A code that has ended is not left standing: there is a new one.
  ended() {
    this.pairing = this.paired = this.met = null;
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.toggle(this.texts);
  }

  end() {
    clearTimeout(this.due);
    const { code, key } = this.pairing ?? {};
    if (code) this.send(`/${code}`, 'DELETE', { key }).catch(() => {});
    this.pairing = this.paired = this.met = null;
    this.box.hidden = true;
  }
}
