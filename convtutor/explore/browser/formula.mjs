// The live formula: the sums of the channels and the bias make the value, in real numbers.
import { element, setText } from "./elements.mjs";
import { channelNames, number } from "./words.mjs";

export class Formula {
  constructor(view) {
    this.view = view;
    this.line = element("p", { class: "formula" });
    this.all = element("p", { class: "products" });
    this.summary = element("summary");
    this.details = element("details", {}, this.summary, this.all);
    this.details.addEventListener("toggle", () => this.#writeAll(), view.listening);
    this.node = element("div", {}, this.line, this.details);
  }

  show(step, bias) {
    const { g } = this.view.layer;
    this.step = step;
    const names = channelNames(g.channels);
    const terms = step.channels.map(({ sum }, channel) => term(
      g.channels === 3 ? names[channel] : "", g.channels > 1 ? names[channel] : "products", sum));
    this.line.replaceChildren(
      ...terms.flatMap((each) => [each, " + "]), term("", "bias", bias), " ",
      element("span", { class: "equals" }, "= ",
        element("strong", { class: "made", text: number(step.value + bias, 3) })));
    setText(this.summary, `All ${g.weights} products, written out`);
    if (this.details.open) this.#writeAll();
  }

  #writeAll() {
    const { layer: { g }, filter } = this.view;
    if (!this.details.open || !this.step) return;
    const weights = this.view.layer.filterWeights(filter);
    const size = g.kernelHeight * g.kernelWidth;
    const names = channelNames(g.channels);
    this.all.replaceChildren(...this.step.channels.map(({ pixels, sum }, channel) => {
      const products = Array.from(pixels, (pixel, at) =>
        `${number(pixel, 3)}·${bracketed(weights[channel * size + at])}`);
      return element("span", { text: `${names[channel]}: ${products.join(" + ")} = ${number(sum, 3)}` });
    }));
  }
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
