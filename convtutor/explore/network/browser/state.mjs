// The network that is shown, what follows from it, the way back and forth, and where one looks.
import { readNetwork, writeNetwork } from "./layers.mjs";
import { lookFrom, volumeOf } from "./reach.mjs";
import { trace } from "./outputs.mjs";

const SAVE_AFTER = 80; // milliseconds of quiet before Python hears of a change
const SAME_HAND = 700; // milliseconds in which changes of one number are one step back
const NAMES = ["network", "beside", "goal"];

export class NetworkState {
  look = { from: -1, channel: 0, row: 0, column: 0 };
  #lines; // the networks so far, the one that is shown at #place
  #place = 0;
  #hand = { what: null, when: 0 };
  #timer;
  #callbacks;

  /** `changed` hears of every change, whichever side makes it. */
  constructor(model, changed) {
    Object.assign(this, { model, changed });
    this.#lines = [model.get("network")];
    this.#callbacks = NAMES.map((name) => [`change:${name}`, () => {
      this.#remember();
      this.#follow(); // at once: the next change may come before the next frame
      changed();
    }]);
    for (const [event, callback] of this.#callbacks) model.on(event, callback);
    this.lookAtMiddle();
  }

  /** Look from the value in the middle of the last maps. */
  lookAtMiddle() {
    this.update();
    const from = this.steps.findLastIndex(({ shape }) => shape.length === 3);
    const { rows, columns } = this.volumes[from] ?? { rows: 0, columns: 0 };
    this.pinned = false;
    this.lookAt({ from, channel: 0, row: rows >> 1, column: columns >> 1 });
  }

  get(name) {
    return this.model.get(name);
  }

  /** Take other values; `what` names the number in hand, if it is one. */
  set(changes, what = null) {
    const now = performance.now();
    this.#hand = { what, when: now, again: what !== null && what === this.#hand.what && now - this.#hand.when < SAME_HAND };
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.model.save_changes(), SAVE_AFTER);
  }

  take(network, what) {
    this.set({ network: writeNetwork(network) }, what);
  }

  get canUndo() {
    return this.#place > 0;
  }

  get canRedo() {
    return this.#place < this.#lines.length - 1;
  }

  /** Go back (-1) or forth (1) among the networks so far. */
  travel(way) {
    const place = this.#place + way;
    if (!(place in this.#lines)) return;
    this.#place = place;
    this.set({ network: this.#lines[place] });
  }

  #remember() {
    const line = this.get("network");
    if (line === this.#lines[this.#place]) return;
    const kept = this.#hand.again && this.canUndo ? this.#place : this.#place + 1;
    this.#hand.again = false;
    this.#lines.splice(kept, Infinity, line);
    this.#place = kept;
  }

  /** Work out all that follows from the line and from where one looks. */
  update() {
    this.#follow();
    this.#stayInside();
    this.looks = this.look.from < 0 ? this.steps.map(() => null) : lookFrom(this.network, this.steps, this.look.from, this.look);
  }

  #follow() {
    const line = this.get("network");
    if (line === this.line) return;
    this.line = line;
    this.network = readNetwork(line);
    this.steps = trace(this.network);
    this.volumes = this.steps.map((step) => (step.shape.length ? volumeOf(step) : null));
  }

  lookAt(place) {
    Object.assign(this.look, place);
    this.changed();
  }

  #stayInside() {
    const { look, volumes } = this;
    const last = volumes.findLastIndex((volume) => volume);
    look.from = Math.min(look.from, last);
    if (look.from < 0) return;
    const { channels, rows, columns } = volumes[look.from];
    const within = (at, size) => Math.max(0, Math.min(at, size - 1));
    look.channel = within(look.channel, channels);
    look.row = within(look.row, rows);
    look.column = within(look.column, columns);
  }

  close() {
    clearTimeout(this.#timer);
    for (const [event, callback] of this.#callbacks) this.model.off(event, callback);
  }
}
