// The sliders, each of which offers only settings with which the kernel fits, and the counters that
// they change: output size with its formula, parameters, multiplications.
import { covered } from "./arithmetic.mjs";
import { element, field, part, setText } from "../../browser/elements.mjs";
import { resizePicture } from "./presets.mjs";
import { costRows, dilationSentence, sizeFormula } from "./words.mjs";

const LARGEST = { input_size: 64, kernel_size: 11, stride: 8, dilation: 4, filters: 8 };

/** The name, label, range and effect of each slider, from the present state. */
const SLIDERS = {
  input_size: {
    label: "input size (pixels)",
    range: ({ g, sources }) => [
      Math.max(1, g.coveredHeight - 2 * g.padding, g.coveredWidth - 2 * g.padding),
      Math.max(LARGEST.input_size, g.height, sources.image.shape[1]),
    ],
    value: (g) => g.height,
    choose: (size, { g, sources }) => {
      const [, height, width] = sources.image.shape;
      const least = Math.max(1, g.coveredWidth - 2 * g.padding);
      return { image: resizePicture(sources.image, size, Math.max(least, Math.round((size * width) / height))) };
    },
  },
  kernel_size: {
    label: "kernel size",
    range: ({ g }) => {
      const room = Math.min(g.height, g.width) + 2 * g.padding;
      const fits = Math.floor((room - 1) / g.dilation) + 1;
      return [1, Math.max(g.kernelHeight, Math.min(LARGEST.kernel_size, fits))];
    },
    value: (g) => g.kernelHeight,
    choose: (size, { sources }, presets) => ({ weight: presets.resize(sources.weight, size) }),
  },
  stride: {
    label: "stride (pixels)",
    range: ({ g }) => [1, Math.max(g.stride, LARGEST.stride)],
  },
  padding: {
    label: "padding (on each side)",
    // More than covered - 1 would only make windows that read nothing but zeros.
    range: ({ g }) => [
      Math.max(0, Math.ceil((g.coveredHeight - g.height) / 2), Math.ceil((g.coveredWidth - g.width) / 2)),
      Math.max(g.padding, Math.min(g.coveredHeight, g.coveredWidth) - 1),
    ],
  },
  dilation: {
    label: "dilation (1: no gaps)",
    range: ({ g }) => {
      let most = LARGEST.dilation;
      const fits = (d) => covered(g.kernelHeight, d) <= g.height + 2 * g.padding
        && covered(g.kernelWidth, d) <= g.width + 2 * g.padding;
      while (most > 1 && !fits(most)) most--;
      return [1, Math.max(most, g.dilation)];
    },
  },
  filters: {
    label: "number of filters",
    range: ({ g }) => [1, Math.max(LARGEST.filters, g.filters)],
    choose: (filters, state, presets) => presets.refill(state.get("weight"), state.get("bias"), filters),
  },
};

export class Sliders {
  constructor({ names, state, presets, change }) {
    this.state = state;
    this.all = Object.entries(SLIDERS).filter(([name]) => names.has(name)).map(([name, slider]) => {
      const { label, range, value = (g) => g[name], choose = (chosen) => ({ [name]: chosen }) } = slider;
      const input = element("input", { type: "range", step: 1, "data-setting": name });
      const output = element("output", { "aria-hidden": "true" });
      input.addEventListener("input", () => {
        change(choose(Number(input.value), state, presets), { resizing: name.endsWith("_size") });
      });
      return { range, value, input, output, node: field(label, input, output) };
    });
    this.node = element("div", { class: "sliders" }, ...this.all.map(({ node }) => node));
    this.node.hidden = this.all.length === 0;
  }

  refresh() {
    for (const { range, value, input, output } of this.all) {
      const [least, most] = range(this.state);
      const now = value(this.state.g);
      // The range first: a browser holds the value inside it.
      Object.assign(input, { min: least, max: most, value: now, disabled: least === most });
      setText(output, String(now));
    }
  }
}

export class Counters {
  constructor(shown) {
    this.size = element("p", { class: "size" });
    this.spread = element("p", { class: "note" });
    this.rows = ["this", "connected"].map(() => element("tr"));
    const head = element("tr", {}, ...["", "parameters", "multiplications"].map((text) =>
      element(text ? "th" : "td", text ? { scope: "col", text } : {})));
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...this.rows));
    this.node = element("div", { class: "counters" },
      part("sizes", element("p", { text: "Output size" }), this.size, this.spread),
      part("costs", element("p", { text: "What it costs" }), table));
    this.node.hidden = !shown;
  }

  refresh(g) {
    const square = g.height === g.width && g.kernelHeight === g.kernelWidth;
    const lines = square
      ? [["each side", g.height, g.kernelHeight, g.rows]]
      : [["rows", g.height, g.kernelHeight, g.rows], ["columns", g.width, g.kernelWidth, g.columns]];
    const cover = g.dilation > 1 ? "pixels covered" : "kernel";
    const law = `(input${g.padding ? " + 2 · padding" : ""} − ${cover})${g.stride > 1 ? " / stride" : ""} + 1`;
    this.size.replaceChildren(
      element("span", { class: "law", text: law }),
      ...lines.map(([what, input, kernel, places]) => {
        const [formula, result] = sizeFormula(input, kernel, places, g);
        return element("span", { class: "line" }, `${what}: ${formula}`, element("strong", { text: result }));
      }));
    setText(this.spread, dilationSentence(g));
    costRows(g).forEach((cost, at) => {
      const cell = (total, how) => element("td", {},
        element("strong", { text: total }), element("span", { class: "how", text: how }));
      this.rows[at].replaceChildren(
        element("th", { scope: "row", text: cost.what }),
        cell(cost.parameters, cost.parametersHow),
        cell(cost.multiplications, cost.multiplicationsHow));
    });
  }
}
