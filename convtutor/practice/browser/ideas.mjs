// The map of ideas: each idea is a small map of four values that fills with right answers.
import { spoken } from "./answers.mjs";
import { KNOWN } from "./schedule.mjs";
import { button, element, part, setText } from "../../browser/elements.mjs";

export class IdeaMap {
  #buttons = new Map(); // by idea
  #only = [];
  #answered = 0;

  /** `choose` hears which ideas are asked for, none being all; `wipe` that all is to be forgotten. */
  constructor({ choose, wipe }) {
    this.choose = choose;
    this.list = element("ol", {});
    this.all = button("Ask about all ideas again", () => choose([]), { class: "all" });
    this.back = element("div", { class: "back" });
    this.forget = element("div", { class: "forget" });
    this.#offer(wipe);
    this.known = element("p", { class: "small" });
    this.node = part("ideas", element("p", { text: "The map of ideas" }),
      this.known, this.list, this.all, this.back, this.forget);
  }

  refresh({ ideas, back, bank, only, answered, now, next }) {
    this.#only = only;
    this.#answered = answered;
    setText(this.known, `${ideas.filter((idea) => idea.known).length} of ${ideas.length} known. Choose some to be asked about them alone.`);
    for (const idea of ideas) this.#refreshIdea(idea, { now, next, only });
    this.all.hidden = !only.length;
    const waiting = [...back].sort(([, one], [, other]) => one.left - other.left);
    this.back.replaceChildren(...(waiting.length ? [element("p", { class: "small", text: "Comes back until it sits:" }),
      element("ul", {}, ...waiting.map(([name, { left }]) => element("li", {},
        `${bank.misconceptions[name].name} `, element("span", { class: "small", text: when(left) }))))] : []));
    this.forget.hidden = !answered;
  }

  #refreshIdea({ id, name, asked, filled, known, shown }, { now, next, only }) {
    if (!this.#buttons.has(id)) this.#add(id, name);
    const { node, pips, state } = this.#buttons.get(id);
    node.setAttribute("aria-pressed", String(only.includes(id)));
    pips.forEach((pip, at) => pip.classList.toggle("full", at < filled));
    node.classList.toggle("known", known);
    const place = id === now ? "now" : id === next ? "next" : "";
    node.dataset.place = place;
    const how = known ? "known" : asked ? `${filled} of ${KNOWN}${shown.length ? ", something comes back" : ""}` : "not asked yet";
    setText(state, [how, place].filter(Boolean).join(" · "));
  }

  #add(id, name) {
    const pips = Array.from({ length: KNOWN }, () => element("i", {}));
    const state = element("span", { class: "small state" });
    const node = button("", () => this.choose(
      this.#only.includes(id) ? this.#only.filter((other) => other !== id) : [...this.#only, id]));
    node.append(element("span", { class: "pips", "aria-hidden": "true" }, ...pips),
      element("span", { class: "name" }, name, state));
    this.#buttons.set(id, { node, pips, state });
    this.list.append(element("li", {}, node));
  }

  // To wipe takes two presses, the second of them elsewhere.
  #offer(wipe) {
    const ask = button("Forget all answers …", () => {
      const back = () => {
        this.forget.replaceChildren(ask);
        ask.focus();
      };
      const yes = button("Forget them", () => {
        back();
        wipe();
      }, { class: "danger" });
      const no = button("Keep them", back);
      const count = this.#answered === 1 ? "Your one answer" : `All ${spoken(this.#answered)} answers`;
      this.forget.replaceChildren(element("p", { text: `${count} would be gone for good, and the map empty.` }), no, yes);
      no.focus();
    }, { class: "quiet" });
    this.forget.append(ask);
  }
}

function when(left) {
  if (!left) return "(next)";
  return left === 1 ? "(after 1 question)" : `(after ${left} questions)`;
}
