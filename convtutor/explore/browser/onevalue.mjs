// How one value is made: for each channel, the pixels under the window × the kernel = the products;
// below, the sums of the channels and the bias make the value.
import { colourOf, css, inkOn, scaleOf, WINDOW } from "../../browser/colours.mjs";
import { element, part, setText, STEPS } from "../../browser/elements.mjs";
import { cellText, NUMBERS_FROM, Plane } from "./plane.mjs";
import { channelNames, number, readNumber } from "./words.mjs";

const SIGNS = 154; // pixels of the page for ×, = and the sum beside the three grids
const SIGNS_NARROW = 54; // where the sum stands above them
const CELLS = { below: 26, largest: 36 };
const ABOVE = 30; // the name of a channel, and the gap

export class OneValue {
  constructor({ state, editable, point, change, putBack, tools }) {
    Object.assign(this, { state, editable, change, putBack });
    this.channels = [];
    this.grids = element("div", { class: "channels" });
    this.line = element("p", { class: "formula" });
    this.products = element("p", { class: "products" });
    this.summary = element("summary");
    this.details = element("details", {}, this.summary, this.products);
    this.details.addEventListener("toggle", () => this.#writeProducts());
    this.node = part("value", element("p", { text: "How one value is made" }),
      tools, this.grids, this.line, this.details);
    // One listener for all weights: they come and go with the size of the kernel.
    const on = (event, act) => this.grids.addEventListener(event, (heard) => {
      const input = heard.target.closest(".weight");
      if (input) act(input, heard);
    });
    const pointAt = (input) => point({ kind: "weight", ...placeOf(input) });
    on("focusin", (input) => { input.select(); pointAt(input); });
    on("focusout", (input) => { this.#take(input); point(null); });
    on("pointerover", pointAt);
    on("pointerout", () => point(null));
    on("keydown", (input, event) => this.#onKey(input, event));
  }

  /** Fit the grids to another kernel, or to another width and height of their place. */
  build(width, height = Infinity) {
    const { g } = this.state;
    const cellIn = (room) => Math.floor(room / (3 * g.kernelWidth));
    const narrow = cellIn(width - SIGNS) < CELLS.below;
    let cell = cellIn(width - (narrow ? SIGNS_NARROW : SIGNS));
    // Too small for numbers: the products go below, if that makes room enough.
    const below = Math.min(CELLS.below, Math.floor((width - 36) / (2 * g.kernelWidth)));
    const stacked = height === Infinity && cell < NUMBERS_FROM && below >= NUMBERS_FROM;
    if (stacked) cell = below;
    // Numbers that can be read are worth more than the last pixels of the height.
    const lower = Math.floor((height / g.channels - ABOVE) / g.kernelHeight);
    cell = Math.max(9, Math.min(CELLS.largest, cell, Math.max(NUMBERS_FROM, lower)));
    const key = [g.channels, g.kernelHeight, g.kernelWidth, cell, narrow, stacked].join();
    if (key === this.key) return;
    Object.assign(this, { key, cell });
    this.grids.style.setProperty("--cell", `${cell}px`);
    this.grids.style.setProperty("--across", g.kernelWidth);
    this.grids.classList.toggle("narrow", narrow);
    this.grids.classList.toggle("stacked", stacked);
    this.grids.classList.toggle("tiny", cell < NUMBERS_FROM);
    if (this.channels.length !== g.channels) this.#buildChannels();
    for (const channel of this.channels) this.#fit(channel);
  }

  #buildChannels() {
    this.channels = channelNames(this.state.g.channels).map((name) => this.#buildChannel(name));
    const heads = ["window", "kernel", "products"].map((text) => element("span", { text }));
    this.grids.replaceChildren(
      element("div", { class: "heads", "aria-hidden": "true" }, ...heads),
      ...this.channels.map(({ node }) => node));
  }

  #buildChannel(name) {
    const { g } = this.state;
    const pixels = new Plane();
    const products = new Plane();
    const kernel = element(
      "div", { class: "kernel", role: "group", "aria-label": `kernel for ${name}` });
    const sum = element("span", { class: "sum" });
    const sign = (text) => element("span", { class: "sign", "aria-hidden": "true", text });
    const node = element(
      "div", { class: `channel ${g.channels === 3 ? name : ""}` },
      element("span", { class: "name", text: name }),
      element("span", { class: "grids" },
        element("span", { class: "factors" }, pixels.node, sign("×"), kernel),
        element("span", { class: "result" }, sign("="), products.node)),
      sum);
    return { name, node, pixels, products, kernel, weights: [], sum };
  }

  // Fields and canvases stay while the slider moves: making them is what takes a browser longest.
  #fit({ name, pixels, products, kernel, weights }) {
    const { kernelHeight, kernelWidth } = this.state.g;
    for (const plane of [pixels, products]) plane.resize(kernelHeight, kernelWidth, this.cell);
    while (weights.length > kernelHeight * kernelWidth) weights.pop().remove();
    while (weights.length < kernelHeight * kernelWidth) {
      weights.push(element("input", {
        type: "text", inputmode: "decimal", autocomplete: "off", class: "weight",
      }));
      kernel.append(weights.at(-1));
    }
    const channel = this.channels.findIndex((known) => known.weights === weights);
    weights.forEach((input, at) => {
      const [i, j] = [Math.floor(at / kernelWidth), at % kernelWidth];
      // One tab stop a kernel; arrow keys go from weight to weight, as in a table of numbers.
      input.tabIndex = at ? -1 : 0;
      input.dataset.place = `${channel} ${i} ${j}`;
      input.setAttribute("aria-label", `weight for ${name}, row ${i}, column ${j}`);
    });
  }

  #onKey(input, event) {
    const { g } = this.state;
    if (event.key === "Enter") this.#take(input);
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const { channel, i, j } = placeOf(input);
    const [row, column] = [i + step[0], j + step[1]];
    if (row < 0 || column < 0 || row >= g.kernelHeight || column >= g.kernelWidth) return;
    const next = this.channels[channel].weights[row * g.kernelWidth + column];
    for (const weight of this.channels[channel].weights) weight.tabIndex = weight === next ? 0 : -1;
    next.focus();
  }

  // What was typed becomes the weight; what is no number is put back.
  #take(input) {
    const { state, state: { g, filter } } = this;
    const value = readNumber(input.value);
    // Looking at a weight must not round it to the two decimals that are shown.
    if (input.value !== input.dataset.shown && value !== undefined) {
      const { channel, i, j } = placeOf(input);
      const size = g.kernelHeight * g.kernelWidth;
      const cell = i * g.kernelWidth + j;
      // The kernel is shown as the window meets it: with the flip, the other way round.
      const at = (filter * g.channels + channel) * size + (state.get("flip") ? size - 1 - cell : cell);
      const { shape, values } = state.get("weight");
      if (values[at] !== value) {
        this.change({ weight: { shape, values: values.with(at, value) } });
        return;
      }
    }
    this.putBack();
  }

  showKernel() {
    const { g, weights } = this.state;
    const scale = { ...scaleOf([weights]), signed: true };
    const size = g.kernelHeight * g.kernelWidth;
    this.channels.forEach((channel, index) => {
      channel.weights.forEach((input, at) => {
        const value = weights[index * size + at];
        const colour = colourOf(value, scale);
        const [text, letters] = cellText(value, this.cell);
        input.dataset.shown = text;
        Object.assign(input.style, { background: css(colour), color: inkOn(colour), fontSize: `${letters}px` });
        if (document.activeElement !== input) input.value = input.dataset.shown;
        input.readOnly = !this.editable;
      });
    });
  }

  /** Show what the window reads and makes, as `windowAt` gives it. */
  showWindow(step, imageScale) {
    this.step = step;
    const { g, bias } = this.state;
    const scale = { ...scaleOf(step.channels.map(({ products }) => products)), signed: true };
    step.channels.forEach(({ pixels, products, inPadding, sum }, index) => {
      const channel = this.channels[index];
      channel.pixels.paint({ values: pixels, scale: imageScale, inPadding });
      channel.products.paint({ values: products, scale });
      setText(channel.sum, `${g.channels > 1 ? "sum " : ""}${number(sum, 3)}`);
    });
    const names = channelNames(g.channels);
    const terms = step.channels.map(({ sum }, channel) => term(
      g.channels === 3 ? names[channel] : "", g.channels > 1 ? names[channel] : "products", sum));
    this.line.replaceChildren(
      ...terms.flatMap((sum) => [sum, " + "]), term("", "bias", bias), " ",
      element("span", { class: "equals" }, "= ",
        element("strong", { class: "made", text: number(step.value + bias, 3) })));
    setText(this.summary, `All ${g.weights} products, written out`);
    this.#writeProducts();
  }

  #writeProducts() {
    if (!this.details.open || !this.step) return;
    const { g, weights } = this.state;
    const size = g.kernelHeight * g.kernelWidth;
    const names = channelNames(g.channels);
    this.products.replaceChildren(...this.step.channels.map(({ pixels, sum }, channel) => {
      const products = Array.from(pixels, (pixel, at) =>
        `${number(pixel, 3)}·${bracketed(weights[channel * size + at])}`);
      return element("span", { text: `${names[channel]}: ${products.join(" + ")} = ${number(sum, 3)}` });
    }));
  }

  /** Frame the pixel and the product that belong to one weight; null frames none. */
  mark(tap) {
    this.channels.forEach(({ pixels, products }, channel) => {
      const here = tap && (tap.channel ?? channel) === channel;
      const marks = here ? [{ row: tap.i, column: tap.j, colour: WINDOW }] : [];
      pixels.mark(marks);
      products.mark(marks);
    });
  }
}

function placeOf(input) {
  const [channel, i, j] = input.dataset.place.split(" ").map(Number);
  return { channel, i, j };
}

function term(colour, name, value) {
  return element("span", { class: `term ${colour}` },
    element("span", { class: "name", text: name }), bracketed(value));
}

// A negative number in brackets, so that no two signs follow each other.
function bracketed(value) {
  const text = number(value, 3);
  return text.startsWith("−") ? `(${text})` : text;
}
