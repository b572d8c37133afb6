// The counters: output size with its formula, parameters, multiplications.
import { element, part, setText } from "./elements.mjs";
import { costRows, dilationSentence, sizeFormula } from "./words.mjs";

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
