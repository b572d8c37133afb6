// A number that is typed, stepped by the arrow keys, or by the signs beside it: one, or rows and columns.
import { button, element, uniqueId } from "../../../browser/elements.mjs";
import { LARGEST, readNumber, readTwo, short } from "./layers.mjs";

/** A menu with its label; `act` hears of the choice. */
export function choice(label, names, act) {
  const node = element("select", { "aria-label": label }, ...names.map((text) => element("option", { text })));
  node.addEventListener("change", () => act(node.value));
  return node;
}

export class NumberField {
  #value;
  #bad = false;

  /** `take` gets a number that can be; `refuse` gets a sentence, and the field to go on with. */
  constructor(label, { two, take, refuse }) {
    Object.assign(this, { label, two, take, refuse });
    const id = uniqueId();
    this.input = element("input", { type: "text", inputmode: "numeric", autocomplete: "off", spellcheck: "false", id });
    // For mouse and touch; their signs are drawn by the style sheet, since the keyboard has the arrows.
    const sign = (name, way) => button("", () => this.#step(way), { tabindex: -1, "aria-hidden": "true", class: `sign ${name}` });
    this.node = element("span", { class: "number" },
      element("label", { for: id, text: label }),
      element("span", { class: "stepper" }, sign("less", -1), this.input, sign("more", 1)));
    this.input.addEventListener("input", () => this.#read());
    this.input.addEventListener("keydown", (event) => {
      const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.#step(way);
    });
  }

  /** Show a value; what is being typed stays as it is while it means the same. */
  show(value) {
    const text = this.two ? short(value) : `${value}`;
    if (this.#bad && text === this.#value) return; // nothing but the hand has changed this field
    const typed = document.activeElement === this.input && this.#means(this.input.value) === text;
    if (!typed && this.input.value !== text) this.input.value = text;
    this.#value = text;
    this.#mark(false);
  }

  /** Forget what cannot be read. */
  restore() {
    this.#bad = false;
    this.input.value = this.#value;
    this.#mark(false);
  }

  #means(text) {
    try {
      const value = this.#valueOf(text);
      return this.two ? short(value) : `${value}`;
    } catch {
      return null;
    }
  }

  #valueOf(text) {
    const plain = text.trim().toLowerCase().replace(/\s*[×x]\s*/, "x");
    return (this.two ? readTwo : readNumber)(this.label, plain);
  }

  #read() {
    let value;
    try {
      value = this.#valueOf(this.input.value);
    } catch (error) {
      this.#mark(true);
      const digits = Number((this.input.value.match(/\d+/) ?? ["1"])[0]);
      const likely = Math.max(1, Math.min(LARGEST, Math.round(digits)));
      const other = `${likely}` !== this.#value ? likely : likely < LARGEST ? likely + 1 : 1;
      this.refuse(error.message, [
        [`back to ${this.#value}`, () => this.restore()],
        [`${this.label} ${other}`, () => { this.restore(); this.take(this.two ? [other, other] : other); }],
      ]);
      return;
    }
    this.#mark(false);
    this.take(value);
  }

  #step(way) {
    if (this.#bad) this.restore();
    const step = (size) => Math.max(0, Math.min(LARGEST, size + way));
    const value = this.#valueOf(this.input.value);
    const next = this.two ? value.map(step) : step(value);
    this.input.value = this.two ? short(next) : `${next}`;
    this.take(next);
  }

  #mark(bad) {
    this.#bad = bad;
    if (bad) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}
