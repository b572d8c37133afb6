// The card in the middle: a question, what its answer says, and the end of a round.
import { letter, readAnswer, spoken, written } from "./answers.mjs";
import { draw } from "./drawings.mjs";
import { KNOWN } from "./schedule.mjs";
import { button, element, field, setText, uniqueId } from "../../browser/elements.mjs";

/** A text in which *words* between stars stand out. */
function paragraph(text, name) {
  const pieces = text.split(/\*([^*]+)\*/).map((piece, at) => at % 2 ? element("em", { text: piece }) : piece);
  return element("p", { class: name }, ...pieces);
}

const MAIN = { class: "main" };
const actions = (...buttons) => element("div", { class: "actions" }, ...buttons);

// ---------------------------------------------------------------- before the first question

export function welcomeCard(answered, start) {
  const begin = button("Begin", start, MAIN);
  const again = answered ? `You have answered ${spoken(answered)} so far; practice goes on from there. ` : "";
  return {
    focus: begin,
    node: element("div", {},
      paragraph("Which mistake is yours?", "question"),
      paragraph(`${again}Each question is chosen to find out what you still get wrong. A wrong answer is told `
        + "what it shows, and that comes back, in other clothes, until it sits."),
      paragraph("A round is three minutes. Nothing is lost when it ends, and nobody sees it but you.", "small"),
      actions(begin)),
  };
}

// ---------------------------------------------------------------- a question

export function askedCard(question, { name, width, answer }) {
  const id = uniqueId();
  const text = paragraph(question.text, "question");
  text.id = id;
  const form = question.form === "choice" ? new Choice(question, id, width) : new Typed(question, id);
  const problem = element("p", { class: "problem", role: "alert" });
  const node = element("form", { autocomplete: "off" },
    element("p", { class: "kicker" }, element("span", { text: name }),
      ...(question.from ? [element("span", { class: "from", text: question.from })] : [])),
    text,
    ...(question.shown ? [draw(question.shown, width)] : []),
    form.node,
    problem,
    actions(element("button", { type: "submit", class: "main", text: "Answer" }),
      button("I don’t know", () => answer([]), { class: "quiet" })));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const { numbers, problem: fault, at } = form.read();
    setText(problem, fault ?? "");
    if (numbers) answer(numbers);
    else at.focus();
  });
  return { node, focus: form.first };
}

class Typed {
  constructor(question, described) {
    this.question = question;
    const names = question.asked.length ? question.asked : ["Your answer"];
    this.inputs = names.map(() => element("input", {
      type: "text", size: names.length > 1 ? 6 : 16, spellcheck: "false", "aria-describedby": described,
      inputmode: question.form === "shape" ? "text" : "decimal",
    }));
    this.first = this.inputs[0];
    this.node = element("div", { class: "fields" }, ...names.map((name, at) => field(name, this.inputs[at])),
      ...(question.form === "shape" ? [element("span", { class: "small", text: "such as 6×28×28" })] : []));
  }

  read() {
    const { question, inputs } = this;
    const found = inputs.map((input) => readAnswer(input.value, question, question.asked.length ? 1 : undefined));
    inputs.forEach((input, at) => input.setAttribute("aria-invalid", String(Boolean(found[at].problem))));
    const bad = found.findIndex(({ problem }) => problem);
    if (bad < 0) return { numbers: found.flatMap(({ numbers }) => numbers) };
    const of = question.asked.length ? `${question.asked[bad]}: ` : "";
    return { problem: of + found[bad].problem, at: inputs[bad] };
  }
}

class Choice {
  constructor({ choices }, described, width) {
    const group = uniqueId();
    this.radios = choices.map((_, at) => element("input", { type: "radio", name: group, value: at }));
    [this.first] = this.radios;
    this.node = element("fieldset", { class: "choices", "aria-describedby": described },
      element("legend", { text: "Your choice" }),
      ...choices.map((drawing, at) => element("label", {}, this.radios[at],
        element("b", { text: letter(at) }), draw(drawing, width))));
  }

  read() {
    const at = this.radios.findIndex(({ checked }) => checked);
    return at < 0 ? { problem: "Nothing is chosen yet; “I don’t know” is an answer, too.", at: this.first }
      : { numbers: [at] };
  }
}

// ---------------------------------------------------------------- what an answer says

/** What an answer shows, how the right one comes about, and what has changed by it. */
export function toldCard(told, { width, isOver, go }) {
  const { question, right, wrong } = told;
  const next = button(isOver ? "See how the round went" : "Next question", go, MAIN);
  const [said, worked] = [[verdict(told), ...explanation(told)], working(told)];
  const [own, true_] = drawings(told);
  const remarks = remarksOn(told);
  return {
    focus: next,
    spoken: [...said, worked, ...remarks].join(" ").replaceAll("*", ""),
    node: element("div", { class: right ? "right" : wrong ? "wrong" : "unknown" },
      paragraph(question.text, "small asked"),
      paragraph(said[0], "verdict"),
      ...said.slice(1).map((text) => paragraph(text)),
      ...(own ? [draw(own, width, `As you have it: ${written(question, told.numbers)}`)] : []),
      paragraph(worked),
      ...(true_ ? [draw(true_, width, own && `As it is: ${written(question, question.right[0])}`)] : []),
      ...remarks.map((text) => paragraph(text, "remark")),
      actions(next)),
  };
}

function verdict({ question, numbers, right, wrong, bank }) {
  if (!numbers.length) return `It is ${written(question, question.right[0])}.`;
  const given = written(question, numbers);
  if (right) return `✓ ${given} is right.`;
  const names = wrong?.misconceptions ?? [];
  return names.length === 1 ? `✗ ${given}: ${bank.misconceptions[names[0]].name}.` : `✗ Not ${given}.`;
}

function explanation({ question, numbers, right, wrong }) {
  if (right || !numbers.length) return [];
  if (wrong) return wrong.says.split(/ (?=Or: )/);
  return [`No mistake that this course knows gives ${written(question, numbers)}, so here is no guess at how it `
    + "came about. Go through the right way beside yours: at which step do the two part?"];
}

function working({ question, numbers, right }) {
  if (right || !numbers.length) return question.working;
  const is = question.form === "choice" ? `${written(question, question.right[0])}. ` : "";
  return `Right: ${is}${question.working}`;
}

// The learner's own, where it differs, and the right one.
function drawings({ question: { choices, drawing }, numbers, right, wrong }) {
  const chosen = right || !wrong ? undefined : choices[numbers[0]];
  const own = wrong?.drawing ?? (chosen?.kind === "words" ? undefined : chosen);
  const isTrue = drawing?.says ? drawing : undefined;
  return [right || own?.says === drawing?.says ? undefined : own, isTrue];
}

// What was back and did not show again, what comes back, what is known now.
function remarksOn({ question, right, wrong, before, after, bank }) {
  const name = (id) => bank.misconceptions[id].name;
  const remarks = [];
  if (right) {
    for (const [id, { step }] of before.back) {
      if (!after.back.has(id)) remarks.push(`“${name(id)}”: it came back three times in vain, so this sits.`);
      else if (after.back.get(id).step === step) continue;
      else remarks.push(step ? `“${name(id)}” came back, and you saw through it.`
        : `Last time it was “${name(id)}”; not this time.`);
    }
    const [was, is] = [before, after].map(({ ideas }) => ideas.find(({ id }) => id === question.idea));
    if (is.known && !was.known) remarks.push(`“${is.name}” is known now.`);
  } else if (wrong?.misconceptions.length > 1) {
    const shown = wrong.misconceptions.filter((id) => after.held.includes(id));
    remarks.push(shown.length === 1 ? `Your other answers point to one of them: “${name(shown[0])}”.`
      : "Which of them it was, a next question tells.");
  } else if (wrong?.misconceptions.length) {
    const [id] = wrong.misconceptions;
    remarks.push(before.back.has(id) ? `Once more. ${bank.misconceptions[id].hint}` : "This comes back, in other clothes.");
  }
  return remarks;
}

// ---------------------------------------------------------------- the end of a round

export function overCard(round, { ideas, back }, bank, start) {
  const right = round.filter((one) => one.right).length;
  const known = ideas.filter((idea) => idea.known).length;
  const filled = ideas.reduce((sum, idea) => sum + idea.filled, 0);
  const shown = [...new Set(round.flatMap(({ misconceptions }) => misconceptions))];
  const counts = `Three minutes: ${round.length} answered, ${right} right. `
    + `${filled} of ${KNOWN * ideas.length} squares of your map are full${known ? `, and ${known} of ${ideas.length} ideas known` : ""}.`;
  const again = button("Another three minutes", start, MAIN);
  const lines = shown.filter((id) => back.has(id)).map((id) => bank.misconceptions[id].name);
  const gone = shown.filter((id) => !back.has(id)).length;
  const found = lines.length ? "What your answers showed, and what comes back until it sits:"
    : shown.length ? "" : right === round.length ? "No mistake showed." : "No mistake showed twice.";
  return {
    focus: again,
    spoken: [counts, found, ...lines].join(" "),
    node: element("div", { class: "over" },
      paragraph(counts, "question"),
      ...(found ? [paragraph(found)] : []),
      ...(lines.length ? [element("ul", {}, ...lines.map((text) => element("li", { text })))] : []),
      actions(again)),
  };
}
