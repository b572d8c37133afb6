// The column of layers: a row for the picture and for each layer, with its numbers, volume and facts.
import { button, element, setText } from "../../../browser/elements.mjs";
import { NumberField, choice } from "./fields.mjs";
import { KINDS, layerOf, put, same } from "./layers.mjs";
import { Volume, scaleOfVolumes } from "./volume.mjs";
import { factsOf, lookWords, shapeWords } from "./words.mjs";

// What can be typed, by what it is called here and in a layer; [name, field, whether rows and columns].
const NUMBERS = {
  conv: [["filters", "outputs"], ["kernel", "kernel", true], ["stride", "stride", true], ["padding", "padding", true],
    ["dilation", "dilation", true], ["groups", "groups"]],
  maxpool: [["kernel", "kernel", true], ["stride", "stride", true], ["padding", "padding", true]],
  avgpool: [["kernel", "kernel", true], ["stride", "stride", true], ["padding", "padding", true]],
  relu: [],
  flatten: [],
  linear: [["units", "outputs"]],
};

/** A layer to begin with, given what comes to it. */
function beginner(kind, before) {
  if (kind === "conv") return layerOf(kind, { outputs: before?.channels ?? 1, kernel: [3, 3], padding: [1, 1] });
  if (kind === "linear") return layerOf(kind, { outputs: 10 });
  return layerOf(kind, kind.endsWith("pool") ? { kernel: [2, 2], stride: [2, 2] } : {});
}

export class Column {
  #rows = [];

  constructor(state, warn) {
    Object.assign(this, { state, warn });
    this.afterwards = null; // where the keyboard goes on, once the rows are those of the network
    this.node = element("div", { class: "layers", role: "group", "aria-label": "the layers from the picture on" });
  }

  get volumes() {
    return this.#rows.map((row) => row.volume);
  }

  refresh() {
    const { network, steps, volumes, looks } = this.state;
    this.#suit(["input", ...network.layers.map(({ kind }) => kind)]);
    const scale = scaleOfVolumes(steps, volumes);
    this.#rows.forEach((row, at) => row.refresh(at, scale, steps[at], volumes[at], looks[at]));
  }

  /** Let there be a row of each kind; those at both ends that are of the right kind stay. */
  #suit(kinds) {
    const old = this.#rows;
    let first = 0;
    while (first < kinds.length && old[first]?.kind === kinds[first]) first++;
    let behind = 0;
    const most = Math.min(kinds.length, old.length) - first;
    while (behind < most && old.at(-1 - behind).kind === kinds.at(-1 - behind)) behind++;
    if (first === kinds.length && first === old.length) return;
    const fresh = kinds.slice(first, kinds.length - behind).map((kind) => new Row(kind, this));
    const gone = old.splice(first, old.length - first - behind, ...fresh);
    const had = gone.some((row) => row.node.contains(document.activeElement));
    for (const row of gone) row.node.remove();
    const next = old[first + fresh.length]?.node ?? null;
    for (const row of fresh) this.node.insertBefore(row.node, next);
    if (had) (old[first] ?? old.at(-1)).focus();
  }

  /** The keyboard goes on at a row. */
  focus(at) {
    this.#rows[at]?.focus();
  }

  restore() {
    for (const row of this.#rows) row.restore();
  }
}

class Row {
  #fields = [];
  #typed = null; // {sentence, remedies} of what cannot be read
  #shown; // the sentence and the remedies on the page

  constructor(kind, column) {
    Object.assign(this, { kind, column, state: column.state });
    const { state } = this;
    this.volume = new Volume((place, chosen) => this.#look(place, chosen));
    this.name = element("strong");
    const settings = element("div", { class: "settings" });
    this.node = element("div", { class: `layer ${kind}`, role: "group" });
    if (kind === "input") {
      ["channels", "rows", "columns"].forEach((label, axis) => this.#field(label, false,
        () => state.network.shape[axis], (size) => ({ ...state.network, shape: state.network.shape.with(axis, size) })));
      settings.append(this.name);
    } else {
      this.menu = choice("kind of layer", KINDS, (chosen) => this.#become(chosen));
      this.menu.value = kind;
      for (const [label, field, two] of NUMBERS[kind]) {
        this.#field(label, two, () => this.layer[field], (value) => put(state.network, this.at - 1, this.#with(field, value)));
      }
      settings.append(this.name, this.menu);
    }
    settings.append(...this.#fields.map(({ field }) => field.node));
    if (kind === "conv" || kind === "linear") {
      this.bias = element("input", { type: "checkbox" });
      this.bias.addEventListener("change", () => this.#put({ ...this.layer, bias: this.bias.checked }));
      settings.append(element("label", { class: "bias" }, this.bias, "bias"));
    }
    this.problem = element("div", { class: "problem", role: "group", hidden: true });
    this.facts = [element("p", { class: "shape" }), element("p"), element("p"), element("p", { class: "look" })];
    this.node.append(settings, this.volume.node, element("div", { class: "facts" }, ...this.facts), this.#buttons(), this.problem);
  }

  get layer() {
    return this.state.network.layers[this.at - 1];
  }

  refresh(at, scale, step, volume, look) {
    const { state, kind } = this;
    this.at = at;
    const name = at ? `layer ${at}: ${kind}` : "the picture";
    if (name !== this.said) {
      this.said = name;
      this.node.setAttribute("aria-label", name);
      setText(this.name, at ? `${at}` : "input");
    }
    for (const { field, read } of this.#fields) field.show(read());
    if (this.bias) this.bias.checked = this.layer.bias;
    for (const [line, fact] of factsOf(step, at).entries()) setText(this.facts[line], fact);
    for (let line = factsOf(step, at).length; line < 3; line++) setText(this.facts[line], "");
    const seen = lookWords(look, volume, step);
    setText(this.facts[3], seen);
    const way = `look ${look?.way ?? ""}`;
    if (this.facts[3].className !== way) this.facts[3].className = way;
    this.volume.show(volume, step.shape.length === 1, scale,
      volume ? `output of ${name}, ${shapeWords(step.shape)}: point at a value` : name, () => this.#place());
    this.volume.mark(look);
    if (state.line !== this.line) this.#typed = null;
    this.line = state.line;
    this.#explain(step);
    for (const [node, way] of [[this.up, -1], [this.down, 1]]) {
      if (node) node.disabled = !(at + way >= 1 && at + way <= state.network.layers.length);
    }
  }

  focus() {
    (this.menu ?? this.#fields[0].field.input).focus();
  }

  restore() {
    for (const { field } of this.#fields) field.restore();
    this.#typed = null;
  }

  #field(label, two, read, write) {
    const field = new NumberField(label, {
      two,
      take: (value) => {
        this.#typed = null;
        this.state.take(write(value), `${this.at} ${label}`);
        this.state.changed();
      },
      refuse: (sentence, remedies) => {
        this.#typed = { sentence, remedies };
        this.column.warn(sentence);
      },
    });
    this.#fields.push({ field, read });
  }

  /** A pool that steps by its own side goes on doing so. */
  #with(field, value) {
    const { layer } = this;
    const follows = field === "kernel" && layer.kind.endsWith("pool") && same(layer.stride, layer.kernel);
    return { ...layer, [field]: value, ...(follows ? { stride: value } : {}) };
  }

  #put(...layers) {
    this.state.take(put(this.state.network, this.at - 1, ...layers));
  }

  #become(kind) {
    const { column, at } = this;
    this.#put(beginner(kind, this.state.volumes[at - 1]));
    column.afterwards = () => column.focus(at);
  }

  #buttons() {
    const sign = (name, label, act) => button("", act, { class: `sign ${name}`, title: label, "aria-label": label });
    const nodes = [];
    if (this.kind !== "input") {
      this.up = sign("up", "move up", () => this.#move(-1));
      this.down = sign("down", "move down", () => this.#move(1));
      nodes.push(this.up, this.down, sign("out", "take out", () => this.#remove()));
    }
    nodes.push(sign("more", "put a layer below", () => this.#add()));
    return element("div", { class: "buttons" }, ...nodes);
  }

  #move(way) {
    const { network } = this.state;
    const layers = [...network.layers];
    const [moved] = layers.splice(this.at - 1, 1);
    layers.splice(this.at - 1 + way, 0, moved);
    const to = this.at + way;
    this.column.afterwards = () => this.column.focus(to);
    this.state.take({ ...network, layers });
  }

  #remove() {
    const to = Math.min(this.at, this.state.network.layers.length - 1);
    this.column.afterwards = () => this.column.focus(to);
    this.#put();
  }

  #add() {
    const { network, steps, volumes } = this.state;
    const { at } = this;
    const kind = steps[at].shape.length === 1 ? "linear" : "conv";
    const layers = network.layers.toSpliced(at, 0, beginner(kind, volumes[at]));
    this.column.afterwards = () => this.column.focus(at + 1);
    this.state.take({ ...network, layers });
  }

  /** Where the keyboard stands on the volume: where one looks from, or the middle of what is seen. */
  #place() {
    const { look, looks, volumes } = this.state;
    if (look.from === this.at) return look;
    const middle = (runs, size) => Math.max(0, Math.min(size - 1, runs?.length ? (runs[0][0] + runs.at(-1)[1]) >> 1 : size >> 1));
    const { rows, columns, channels } = volumes[this.at];
    const seen = looks[this.at];
    return { channel: Math.min(look.channel, channels - 1), row: middle(seen?.rows, rows), column: middle(seen?.columns, columns) };
  }

  #look(place, chosen) {
    const { state } = this;
    if (!chosen && state.pinned) return;
    if (chosen) state.pinned = true;
    state.lookAt({ channel: this.#place().channel, ...place, from: this.at });
  }

  /** Say what does not fit, or cannot be read, and offer what mends it. */
  #explain({ problem }) {
    const shown = this.#typed ?? problem;
    this.problem.hidden = !shown;
    this.node.classList.toggle("broken", Boolean(shown));
    const key = shown && [shown.sentence, this.state.line].join();
    if (key === this.#shown) return;
    this.#shown = key;
    if (!shown) return;
    const buttons = this.#typed
      ? this.#typed.remedies.map(([words, act]) => button(words, () => { this.#typed = null; act(); this.state.changed(); }))
      : problem.remedies.map(({ words, network }) => button(words, () => this.state.take(network)));
    this.problem.replaceChildren(element("p", { text: `${shown.sentence}.` }), ...buttons);
  }
}
