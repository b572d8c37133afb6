// What anywidget and the page ask for: `render` puts a practice into `el`.
// A round is three minutes of questions; beside them stands the map of ideas.
import { judge } from "./answers.mjs";
import { askedCard, overCard, toldCard, welcomeCard } from "./cards.mjs";
import { IdeaMap } from "./ideas.mjs";
import { BrowserRecord, EMPTY, freshId, KernelRecord } from "./record.mjs";
import { beliefs, comebacks, heldBy, indexed, mapOfIdeas, nextQuestion } from "./schedule.mjs";
import { element, lostKernel, mount, setText } from "../../browser/elements.mjs";

const ROUND = 180; // seconds

class Practice {
  #left = ROUND; // seconds of this round
  #round = []; // its answers
  #only = []; // the ideas that were asked for; none if all are
  #asked; // the question that waits for an answer
  #next; // the one after it

  constructor(model, bank) {
    this.bank = bank;
    const changed = () => this.refresh();
    this.record = model.get("place") ? new KernelRecord(model, changed) : new BrowserRecord(changed);
    this.#build();
    this.card.append(welcomeCard(this.#answers.length, () => this.#start()).node); // takes no focus
    this.refresh();
    this.timer = setInterval(() => this.#tick(), 1000);
  }

  #build() {
    this.clock = element("span", { class: "clock" });
    this.bar = element("span", { class: "bar", "aria-hidden": "true" }, element("span"));
    this.score = element("span", { class: "score" });
    this.warning = element("p", { class: "warning", role: "status" });
    this.card = element("div", { class: "card" });
    this.speech = element("p", { class: "spoken", role: "status" });
    this.map = new IdeaMap({ choose: (ideas) => this.#choose(ideas), wipe: () => this.#wipe() });
    this.node = element("div", { class: "conv-view conv-practice", role: "group", "aria-label": "practice" },
      lostKernel("Python no longer keeps what you answer here"),
      this.warning,
      element("div", { class: "both" },
        element("div", { class: "work" },
          element("div", { class: "head" }, this.clock, this.bar, this.score), this.card),
        this.map.node),
      this.speech);
    this.node.addEventListener("keydown", pressed);
  }

  close() {
    clearInterval(this.timer);
    this.record.close();
    this.node.remove();
  }

  get #answers() {
    return this.record.record.answers;
  }

  // ---------------------------------------------------------------- a round

  #start() {
    this.#left = ROUND;
    this.#round = [];
    this.#next ??= this.#choice();
    this.#ask();
  }

  #choice() {
    return nextQuestion(this.bank, this.#answers, this.#only);
  }

  #ask() {
    this.#asked = this.#next;
    this.#next = undefined;
    const name = this.bank.ideas.find(({ id }) => id === this.#asked.idea).name;
    this.#show(askedCard(this.#asked, { name, width: this.#width, answer: (numbers) => this.#answer(numbers) }));
    this.refresh();
  }

  /** Take an answer; an empty one is "I don't know". */
  #answer(numbers) {
    const question = this.#asked;
    const { right, wrong } = numbers.length ? judge(question, numbers) : { right: false };
    const before = this.#standing();
    const answer = {
      id: freshId(), time: Date.now(), question: question.id, idea: question.idea,
      answer: wrong?.answer ?? numbers, right, misconceptions: wrong?.misconceptions ?? [],
    };
    this.#asked = undefined;
    this.#round.push(answer);
    this.record.put({ ...EMPTY, answers: [answer] });
    this.#next = this.#choice();
    const told = { question, numbers, right, wrong, before, after: this.#standing(), bank: this.bank };
    const isOver = this.#left <= 0;
    const card = toldCard(told, { width: this.#width, isOver, go: () => isOver ? this.#finish() : this.#ask() });
    this.#show(card);
    setText(this.speech, card.spoken);
    this.refresh();
  }

  #standing() {
    const believed = beliefs(this.bank, this.#answers);
    return {
      held: heldBy(believed),
      ideas: mapOfIdeas(this.bank, this.#answers, believed),
      back: comebacks(this.bank, this.#answers, believed),
    };
  }

  #finish() {
    const card = overCard(this.#round, this.#standing(), this.bank, () => this.#start());
    this.#show(card);
    this.#round = [];
    setText(this.speech, card.spoken);
    this.refresh();
  }

  #tick() {
    const isRunning = this.#asked || this.#round.length;
    if (!isRunning || document.hidden || this.#left <= 0) return;
    this.#left -= 1;
    this.#showClock();
  }

  // ---------------------------------------------------------------- what the map asks for

  #choose(ideas) {
    this.#only = ideas;
    this.#next = this.#choice();
    if (this.#asked) this.#ask();
    else if (!this.#round.length) this.#start();
    else this.refresh();
  }

  #wipe() {
    this.record.put({ ...EMPTY, wiped: Date.now() });
    [this.#only, this.#asked, this.#next, this.#round, this.#left] = [[], undefined, undefined, [], ROUND];
    this.#show(welcomeCard(0, () => this.#start()));
    setText(this.speech, "All answers are forgotten.");
    this.refresh();
  }

  // ---------------------------------------------------------------- what is in sight

  get #width() {
    return Math.min(660, this.card.clientWidth - 34);
  }

  /** Put a card in place of the last one. The focus goes with it: JupyterLab would take it. */
  #show({ node, focus }) {
    this.card.replaceChildren(node);
    focus.focus({ preventScroll: true });
    if (this.card.getBoundingClientRect().top < 0) this.card.scrollIntoView({ block: "start" });
  }

  refresh() {
    setText(this.warning, this.record.warning);
    this.map.refresh({
      ...this.#standing(), bank: this.bank, only: this.#only, answered: this.#answers.length,
      now: this.#asked?.idea, next: this.#next?.idea,
    });
    const right = this.#round.filter((one) => one.right).length;
    setText(this.score, this.#round.length ? `${right} of ${this.#round.length} right` : "");
    this.#showClock();
  }

  #showClock() {
    const left = Math.max(0, this.#left);
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const isOver = !this.#asked && !this.#round.length;
    setText(this.clock, left ? `${time} left` : isOver ? "the round is over" : "time is up; this question still counts");
    this.bar.firstChild.style.width = `${(100 * (ROUND - left)) / ROUND}%`;
  }
}

// JupyterLab takes from Enter what it does by itself on a button and in a field.
function pressed(event) {
  const { key, target, repeat, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (key !== "Enter" || repeat || shiftKey || ctrlKey || metaKey || altKey) return;
  event.preventDefault();
  if (target.tagName === "BUTTON") target.click();
  else target.form?.requestSubmit();
}

/** The bank crosses compressed: it is the largest part of the page. */
async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return indexed(await new Response(stream).json());
}

async function render({ model, el }) {
  return mount(new Practice(model, await unpacked(model.get("bank"))), model, el);
}

export default { render };
