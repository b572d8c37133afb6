// The settings, which live in the model that Python shares, and the layer that follows from them.
import { convolve, flipped, geometry } from "./arithmetic.mjs";
import { scaleOf } from "../../browser/colours.mjs";

const SAVE_AFTER = 80; // milliseconds of quiet before Python hears of a change
const ARRAYS = new Set(["image", "weight", "bias"]);
const LAYER = [...ARRAYS, "stride", "padding", "dilation", "flip"];
const PLACE = ["row", "column", "filter", "pinned"];

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
  layer = new Layer();
  #decoded = new Map();
  #known;
  #resizing = false;
  #callbacks;
  #timer;

  /** `changed` hears of each setting that changes, by its name, whichever side changes it. */
  constructor(model, changed) {
    this.model = model;
    // What the sliders of the two sizes begin from, so that a way there and back loses nothing.
    this.sources = { image: this.get("image"), weight: this.get("weight") };
    this.#known = { ...this.sources };
    this.#callbacks = [...LAYER, ...PLACE].map((name) => [`change:${name}`, () => {
      if (name in this.sources) this.#notice(name);
      changed(PLACE.includes(name) ? name : "settings");
    }]);
    for (const [event, callback] of this.#callbacks) model.on(event, callback);
    this.update();
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
      const raw = ARRAYS.has(name) ? encode(value) : value;
      if (ARRAYS.has(name)) this.#decoded.set(name, { raw, array: value });
      this.model.set(name, raw);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), SAVE_AFTER);
  }

  /** Take a new layer, window and filter held inside; false, and nothing done, if it cannot be. */
  change(changes, { resizing = false } = {}) {
    const value = (name) => changes[name] ?? this.get(name);
    const g = geometry(value("image").shape, value("weight").shape,
      { stride: value("stride"), padding: value("padding"), dilation: value("dilation") });
    if (!g.rows || !g.columns) return false;
    this.#resizing = resizing;
    this.set({
      ...changes,
      row: Math.min(value("row"), g.rows - 1),
      column: Math.min(value("column"), g.columns - 1),
      filter: Math.min(value("filter"), g.filters - 1),
    });
    this.#resizing = false;
    return true;
  }

  /** Bring the layer up to date; says what changed, as `Layer.update` does. */
  update() {
    return this.layer.update(Object.fromEntries(LAYER.map((name) => [name, this.get(name)])));
  }

  /** One setting as it was when Python made the explorer. */
  startOf(name) {
    const value = this.model.get("_start")[name];
    return ARRAYS.has(name) ? decode(value) : value;
  }

  /** Everything as it was then. */
  reset() {
    const names = Object.keys(this.model.get("_start"));
    this.set(Object.fromEntries(names.map((name) => [name, this.startOf(name)])));
  }

  /** Nothing may be lost when a view goes away within the quiet. */
  close() {
    if (this.#timer !== undefined) this.#save();
    for (const [event, callback] of this.#callbacks) this.model.off(event, callback);
  }

  #save() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.model.save_changes();
  }

  // New numbers are the source of other sizes, an echo from Python or another size of them is not.
  #notice(name) {
    const array = this.get(name);
    const known = this.#known[name];
    const echo = array.shape.join() === known.shape.join()
      && array.values.every((value, at) => value === known.values[at]);
    if (!echo && !this.#resizing) this.sources[name] = array;
    this.#known[name] = array;
  }

  // ---------------------------------------------------------------- what is shown of the layer

  /** All sizes; see `geometry`. */
  get g() {
    return this.layer.g;
  }

  get filter() {
    return Math.min(this.get("filter"), this.g.filters - 1);
  }

  get row() {
    return Math.min(this.get("row"), this.g.rows - 1);
  }

  get column() {
    return Math.min(this.get("column"), this.g.columns - 1);
  }

  /** The window's place in reading order, from 0, and how many there are. */
  get place() {
    return this.row * this.g.columns + this.column;
  }

  get places() {
    return this.g.rows * this.g.columns;
  }

  /** Weights and bias of the filter that is shown, as the window meets them. */
  get weights() {
    const { weight, g } = this.layer;
    return weight.subarray(this.filter * g.weights, (this.filter + 1) * g.weights);
  }

  get bias() {
    return this.layer.bias[this.filter];
  }
}

// The layer as it stands: sizes and maps, worked out again only where something changed.
class Layer {
  maps = [];
  #key = "";

  /** Bring everything up to date; says what changed: {sizes, image, maps: Set of filters}. */
  update({ image, weight, bias, flip, ...settings }) {
    const key = JSON.stringify([image.shape, weight.shape, settings]);
    const sizes = key !== this.#key;
    const before = sizes ? {} : this;
    const used = flip ? flipped(weight.values, weight.shape[2] * weight.shape[3]) : weight.values;
    if (sizes) {
      this.#key = key;
      this.g = geometry(image.shape, weight.shape, settings);
      const size = this.g.rows * this.g.columns;
      this.maps = Array.from({ length: this.g.filters }, () => new Float64Array(size));
    }
    const { g } = this;
    const newImage = before.image !== image.values;
    const maps = new Set();
    for (let filter = 0; filter < g.filters; filter++) {
      const ofFilter = (weights) => weights?.subarray(filter * g.weights, (filter + 1) * g.weights);
      const old = ofFilter(before.weight);
      const same = !newImage && before.bias[filter] === bias.values[filter]
        && ofFilter(used).every((value, at) => value === old[at]);
      if (same) continue;
      convolve(g, image.values, ofFilter(used), bias.values[filter], this.maps[filter]);
      maps.add(filter);
    }
    Object.assign(this, { image: image.values, weight: used, bias: bias.values });
    if (maps.size) this.scale = scaleOf(this.maps);
    return { sizes, image: newImage, maps };
  }
}
