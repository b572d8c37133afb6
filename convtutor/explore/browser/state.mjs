// The settings: they live in the model that Python shares, so that all views of it agree.

const SAVE_AFTER = 80; // milliseconds of quiet before Python hears of a change
const ARRAYS = new Set(["image", "weight", "bias"]);

/** What crosses to Python: the shape, and the numbers as bytes. */
export function encode({ shape, values }) {
  return { shape, data: new DataView(new Float64Array(values).buffer) };
}

/** The same back. The bytes may begin anywhere in a message, so they are copied into line. */
export function decode({ shape, data }) {
  const bytes = data.buffer ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data;
  return { shape, values: new Float64Array(new Uint8Array(bytes).buffer) };
}

export class State {
  #decoded = new Map();
  #timer;

  constructor(model) {
    this.model = model;
    this.start = model.get("_start");
  }

  get(name) {
    const raw = this.model.get(name);
    if (!ARRAYS.has(name)) return raw;
    const known = this.#decoded.get(name);
    if (known?.raw === raw) return known.array;
    const array = decode(raw);
    this.#decoded.set(name, { raw, array });
    return array;
  }

  /** Take new values; every view of the model hears of them at once, Python after some quiet. */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (!ARRAYS.has(name)) {
        this.model.set(name, value);
        continue;
      }
      const raw = encode(value);
      this.#decoded.set(name, { raw, array: value });
      this.model.set(name, raw);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), SAVE_AFTER);
  }

  save() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.model.save_changes();
  }

  /** One setting as it was when Python made the explorer. */
  startOf(name) {
    const value = this.start[name];
    return ARRAYS.has(name) ? decode(value) : value;
  }

  /** Everything as it was then. */
  reset() {
    this.set(Object.fromEntries(Object.keys(this.start).map((name) => [name, this.startOf(name)])));
  }

  /** Nothing may be lost when a view goes away within the quiet. */
  close() {
    if (this.#timer !== undefined) this.save();
  }
}
