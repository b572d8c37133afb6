// How one value is made: for each channel, the pixels under the window × the kernel = the products.
import { colourOf, css, inkOn, scaleOf, WINDOW } from "./colours.mjs";
import { element, setText } from "./elements.mjs";
import { Plane } from "./plane.mjs";
import { cellNumber, channelNames, number } from "./words.mjs";

const CELLS = { smallest: 22, largest: 36 }; // pixels of the page
const SIGNS = 150; // room for ×, = and the sum beside the three grids

export class Panel {
  constructor(view) {
    this.view = view;
    this.channels = [];
    this.node = element("div", { class: "channels" });
    this.bias = element("input", { type: "text", inputmode: "decimal", class: "bias" });
    this.bias.addEventListener("change", () => this.#takeBias(), view.listening);
    this.biasRow = element("label", { class: "bias-row" }, "+ bias of this filter ", this.bias);
  }

  /** Make the grids anew, for another kernel size, number of channels or width of the page. */
  build(width) {
    const { g } = this.view.layer;
    const across = Math.max(g.kernelWidth, 1);
    let cell = Math.floor((width - SIGNS) / (3 * across));
    const stacked = cell < CELLS.smallest && g.kernelWidth <= 7;
    if (stacked) cell = Math.floor((width - 60) / (2 * across));
    cell = Math.max(9, Math.min(CELLS.largest, cell));
    const key = [g.channels, g.kernelHeight, g.kernelWidth, cell, stacked].join();
    if (key === this.key) return;
    this.key = key;
    this.cell = cell;
    this.node.classList.toggle("stacked", stacked);
    this.node.style.setProperty("--cell", `${cell}px`);
    this.node.style.setProperty("--across", g.kernelWidth);
    this.node.classList.toggle("tiny", cell < CELLS.smallest);
    this.channels = channelNames(g.channels).map((name, channel) => this.#buildChannel(name, channel));
    this.node.replaceChildren(...this.channels.map(({ node }) => node));
  }

  #buildChannel(name, channel) {
    const { g } = this.view.layer;
    const pixels = new Plane();
    const products = new Plane();
    for (const plane of [pixels, products]) plane.resize(g.kernelHeight, g.kernelWidth, this.cell);
    const weights = Array.from({ length: g.kernelHeight * g.kernelWidth }, (_, at) =>
      this.#buildWeight(name, channel, Math.floor(at / g.kernelWidth), at % g.kernelWidth));
    const kernel = element(
      "div", { class: "kernel", role: "group", "aria-label": `kernel for ${name}` }, ...weights);
    const sum = element("span", { class: "sum" });
    const sign = (text) => element("span", { class: "sign", "aria-hidden": "true", text });
    const node = element(
      "div", { class: `channel ${g.channels === 3 ? name : ""}` },
      element("span", { class: "name", text: name }),
      element("span", { class: "factors" }, pixels.node, sign("×"), kernel),
      element("span", { class: "result" }, sign("="), products.node, sum),
    );
    return { node, pixels, products, weights, sum };
  }

  // One tab stop a kernel; arrow keys go from weight to weight, as in a table of numbers.
  #buildWeight(name, channel, i, j) {
    const input = element("input", {
      type: "text", inputmode: "decimal", class: "weight", tabindex: i + j ? -1 : 0,
      "aria-label": `weight for ${name}, row ${i}, column ${j}`,
    });
    const { listening } = this.view;
    const point = () => this.view.point({ kind: "weight", channel, i, j });
    input.addEventListener("focus", () => { input.select(); point(); }, listening);
    input.addEventListener("blur", () => { this.#takeWeight(channel, i, j); this.view.point(null); }, listening);
    input.addEventListener("change", () => this.#takeWeight(channel, i, j), listening);
    input.addEventListener("pointerenter", point, listening);
    input.addEventListener("pointerleave", () => this.view.point(null), listening);
    input.addEventListener("keydown", (event) => this.#onKey(event, channel, i, j), listening);
    return input;
  }

  #onKey(event, channel, i, j) {
    const { g } = this.view.layer;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key === "Enter") this.#takeWeight(channel, i, j);
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [row, column] = [i + step[0], j + step[1]];
    if (row < 0 || column < 0 || row >= g.kernelHeight || column >= g.kernelWidth) return;
    const { weights } = this.channels[channel];
    for (const weight of weights) weight.tabIndex = -1;
    const next = weights[row * g.kernelWidth + column];
    next.tabIndex = 0;
    next.focus();
  }

  #takeWeight(channel, i, j) {
    const { state, layer: { g }, filter } = this.view;
    const input = this.channels[channel]?.weights[i * g.kernelWidth + j];
    const value = input && readNumber(input.value);
    const size = g.kernelHeight * g.kernelWidth;
    const cell = i * g.kernelWidth + j;
    // What is shown is what the window meets: with the flip, weights stand the other way round.
    const at = (filter * g.channels + channel) * size + (state.get("flip") ? size - 1 - cell : cell);
    const { shape, values } = state.get("weight");
    // Looking at a weight must not round it to the two decimals that are shown.
    if (value === undefined || input.value === input.dataset.shown || value === values[at]) {
      this.showKernel();
      return;
    }
    const changed = values.slice();
    changed[at] = value;
    state.set({ weight: { shape, values: changed } });
  }

  #takeBias() {
    const { state, filter } = this.view;
    const value = readNumber(this.bias.value);
    const { shape, values } = state.get("bias");
    if (value === undefined) return this.showKernel();
    const changed = values.slice();
    changed[filter] = value;
    state.set({ bias: { shape, values: changed } });
  }

  showKernel() {
    const { layer, filter, panels } = this.view;
    const weights = layer.filterWeights(filter);
    const scale = { ...scaleOf([weights]), signed: true };
    const size = layer.g.kernelHeight * layer.g.kernelWidth;
    this.channels.forEach((channel, index) => {
      channel.weights.forEach((input, at) => {
        const value = weights[index * size + at];
        const colour = colourOf(value, scale);
        input.style.background = css(colour);
        input.style.color = inkOn(colour);
        input.dataset.shown = cellNumber(value, this.cell < 30);
        if (document.activeElement !== input) input.value = input.dataset.shown;
        input.readOnly = !panels.has("kernel");
      });
    });
    this.bias.value = number(layer.bias[filter], 3);
    this.bias.readOnly = !panels.has("kernel");
  }

  showWindow(step) {
    const { layer } = this.view;
    const scale = this.view.imageScale;
    const products = { ...scaleOf(step.channels.map((channel) => channel.products)), signed: true };
    step.channels.forEach((numbers, index) => {
      const channel = this.channels[index];
      channel.pixels.paint({ values: numbers.pixels, scale, inPadding: numbers.inPadding });
      channel.products.paint({ values: numbers.products, scale: products });
      setText(channel.sum, layer.g.channels > 1 ? `sum ${number(numbers.sum, 3)}` : number(numbers.sum, 3));
    });
  }

  /** Frame the pixel and the product that belong to one weight; null frames none. */
  mark(tap) {
    this.channels.forEach(({ pixels, products }, channel) => {
      const marks = tap && (tap.channel === undefined || tap.channel === channel)
        ? [{ row: tap.i, column: tap.j, colour: WINDOW }] : [];
      pixels.mark(marks);
      products.mark(marks);
    });
  }
}

/** A number as people type it; undefined if it is none. */
export function readNumber(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  const value = plain === "" ? NaN : Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
