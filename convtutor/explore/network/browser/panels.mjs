// What stands above the layers: where to start, the line, the goal, the totals, and copies to take along.
import { button, element, field, setText, uniqueId } from "../../../browser/elements.mjs";
import { standing } from "./goals.mjs";
import { readNetwork, writeNetwork } from "./layers.mjs";
import { torchCode } from "./torchcode.mjs";
import { totals, trace } from "./outputs.mjs";
import { number, plural, shapeWords } from "./words.mjs";

const OWN = "your own";

/** Networks and goals to choose from, the way back and forth, and the line itself. */
export class Head {
  constructor(state, { published, goals }, warn) {
    Object.assign(this, { state, published, goals });
    const group = (label, names) => element("optgroup", { label }, ...names.map((text) => element("option", { text })));
    this.menu = element("select", {}, element("option", { text: OWN }),
      group("Networks to start from", Object.keys(published)), group("Goals to play for", Object.keys(goals)));
    this.menu.addEventListener("change", () => this.#choose(this.menu.value));
    this.undo = button("Undo", () => state.travel(-1));
    this.redo = button("Redo", () => state.travel(1));
    this.input = element("input", { type: "text", class: "line", spellcheck: "false", autocomplete: "off" });
    this.error = element("p", { class: "problem", id: uniqueId(), hidden: true });
    this.input.setAttribute("aria-describedby", this.error.id);
    this.input.addEventListener("change", () => this.#read(warn));
    this.about = element("p", { class: "about" });
    this.node = element("div", { class: "choose" },
      field("start from", this.menu), this.undo, this.redo, field("the network in a line", this.input), this.error, this.about);
  }

  refresh() {
    const { state } = this;
    const name = state.get("goal") || (Object.keys(this.published).find((one) => this.published[one].text === state.line) ?? OWN);
    this.menu.value = name;
    this.undo.disabled = !state.canUndo;
    this.redo.disabled = !state.canRedo;
    if (this.shown !== state.line) {
      this.shown = this.input.value = state.line;
      this.complain("");
    }
    setText(this.about, this.published[name]?.about ?? "");
    this.about.hidden = !(name in this.published);
  }

  #choose(name) {
    if (name in this.goals) this.state.set({ network: this.goals[name].start, beside: "", goal: name });
    else if (name in this.published) {
      const { text, beside } = this.published[name];
      this.state.set({ network: text, beside, goal: "" });
    } else this.state.set({ goal: "" });
    this.state.lookAtMiddle();
  }

  #read(warn) {
    try {
      this.state.take(readNetwork(this.input.value));
      this.complain("");
    } catch (error) {
      this.complain(`${error.message}. Nothing was changed.`);
      warn(error.message);
    }
    this.state.changed();
  }

  /** Say what cannot be read, or no more. */
  complain(text) {
    setText(this.error, text);
    this.error.hidden = !text;
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}

/** How far one is on the way to a goal. */
export class GoalPanel {
  constructor(state, goals) {
    Object.assign(this, { state, goals });
    this.task = element("p");
    this.list = element("ul");
    this.score = element("p", { class: "score" });
    this.node = element("div", { class: "goal", role: "group", "aria-label": "the goal" }, this.task, this.list, this.score,
      button("Begin again", () => state.set({ network: this.goal.start })),
      button("Show the best known", () => state.set({ network: this.goal.best })));
  }

  get goal() {
    return this.goals[this.state.get("goal")]; // none, if a link names one that there is not
  }

  refresh() {
    this.node.hidden = !this.goal;
    if (!this.goal) return "";
    const { measure, target, start, best, task } = this.goal;
    const { state } = this;
    const { conditions, value } = standing(this.goal, state.network, state.steps);
    if (this.shown !== task) {
      this.shown = task;
      const known = (line) => standing(this.goal, readNetwork(line), trace(readNetwork(line))).value;
      this.ends = { start: known(start), best: known(best) };
      this.list.replaceChildren(...conditions.map(() => element("li")));
      setText(this.task, task);
    }
    conditions.forEach(([words, holds], at) => {
      const item = this.list.children[at];
      item.className = holds ? "holds" : "open";
      setText(item, `${holds ? "✓" : "○"} ${words}${holds ? "" : ": not yet"}`);
    });
    const reached = conditions.every(([, holds]) => holds);
    const begun = measure === "changes" ? "" : ` It began with ${number(this.ends.start)}.`;
    const yours = value === null ? "Not to be counted yet." : `Yours: ${plural(value, measure.slice(0, -1))}.`;
    const beaten = reached && value < this.ends.best ? " That is better than the best known!" : "";
    setText(this.score, `${reached ? "Reached. " : ""}${yours}${begun} At most ${number(target)}; the best known: ${number(this.ends.best)}.${beaten}`);
    return reached;
  }
}

/** The sums over all layers, and those of another network beside them. */
export class Totals {
  constructor(state) {
    this.state = state;
    this.cells = ["parameters", "multiplications", "bytes"].map((name) => ({
      name, mine: element("td"), other: element("td"), share: element("td"),
    }));
    this.gives = { mine: element("td"), other: element("td"), share: element("td") };
    const head = (text) => element("th", { scope: "col", text });
    const row = (text, { mine, other, share }) => element("tr", {}, element("th", { scope: "row", text }), mine, other, share);
    const last = { bytes: "bytes of weights and maps" };
    this.table = element("table", {},
      element("thead", {}, element("tr", {}, head("in all"), head("this network"), head("beside it"), head("share"))),
      element("tbody", {}, row("what comes out", this.gives), ...this.cells.map((cells) => row(last[cells.name] ?? cells.name, cells))));
    this.others = element("p", { class: "others" });
    this.keep = button("Hold this one beside", () => state.set({ beside: state.line }));
    this.drop = button("Nothing beside", () => state.set({ beside: "" }));
    this.node = element("div", { class: "totals" }, this.table, this.others, this.keep, this.drop);
  }

  refresh() {
    const { state } = this;
    const line = state.get("beside");
    this.table.classList.toggle("alone", !line);
    this.drop.hidden = !line;
    this.others.hidden = !line;
    if (line !== this.shown) {
      this.shown = line;
      const steps = line ? trace(readNetwork(line)) : [];
      this.other = line ? totals(steps) : null;
      setText(this.others, line ? `Beside it: ${line}` : "");
      setText(this.gives.other, line ? outOf(steps) : "");
    }
    const mine = totals(state.steps);
    setText(this.gives.mine, outOf(state.steps));
    for (const { name, mine: cell, other, share } of this.cells) {
      setText(cell, number(mine[name]));
      setText(other, this.other ? number(this.other[name]) : "");
      setText(share, this.other?.[name] ? shareOf(mine[name], this.other[name]) : "");
    }
  }
}

function outOf(steps) {
  const broken = steps.findIndex(({ problem }) => problem);
  return broken < 0 ? shapeWords(steps.at(-1).shape) : `does not fit at ${broken ? `layer ${broken}` : "the input"}`;
}

function shareOf(mine, other) {
  const share = Number((mine * 100_000n) / other) / 1000;
  return `${share >= 100 ? number(Math.round(share)) : share.toPrecision(3)} %`;
}

/** Copies to take along: each is shown as well, for those whose browser keeps the clipboard shut. */
export class Copies {
  constructor(state, link, warn) {
    const told = element("p", { class: "note" });
    const text = element("pre", { tabindex: 0, role: "region", "aria-label": "what was copied" });
    const shown = element("div", { class: "copied", hidden: true }, told, text);
    Object.assign(this, { state, shown });
    const copy = (name, write) => button(`Copy ${name}`, async () => {
      let copied;
      try {
        copied = write();
      } catch (error) {
        return warn(`There is no code yet: ${error.message}`);
      }
      setText(text, copied);
      shown.hidden = false;
      this.of = state.line;
      try {
        await navigator.clipboard.writeText(copied);
        setText(told, "Copied. It is also here:");
      } catch {
        setText(told, "Your browser did not let it be copied; take it from here:");
        getSelection().selectAllChildren(text);
      }
      warn(told.textContent);
    });
    this.node = element("div", { class: "copies" },
      copy("as PyTorch", () => torchCode(state.network, state.steps)),
      copy("as Python", () => `NetworkExplorer("${writeNetwork(state.network)}")`),
      ...(link ? [copy("the link", link)] : []),
      shown);
  }

  /** What was copied of another network is no longer shown. */
  refresh() {
    if (this.of !== this.state.line) this.shown.hidden = true;
  }
}

/** Counts for those who listen. */
export function summaryOf(state) {
  const broken = state.steps.findIndex(({ problem }) => problem);
  if (broken >= 0) return `${broken ? `Layer ${broken}` : "The input"} does not fit: ${state.steps[broken].problem.sentence}.`;
  const { parameters, multiplications } = totals(state.steps);
  return `${shapeWords(state.steps.at(-1).shape)} come out; ${plural(parameters, "parameter")}, ${plural(multiplications, "multiplication")}.`;
}
