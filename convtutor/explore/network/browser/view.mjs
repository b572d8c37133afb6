// What anywidget and the standalone page ask for: `render` puts a view of the model into `el`.
import { button, element, lostKernel, mount, setText, spokenLine } from "../../../browser/elements.mjs";
import { NumberField } from "./fields.mjs";
import { readNetwork, writeNetwork } from "./layers.mjs";
import { Copies, GoalPanel, Head, Totals, summaryOf } from "./panels.mjs";
import { Column } from "./rows.mjs";
import { NetworkState } from "./state.mjs";
import { Watched } from "./watched.mjs";
import { lookSentence, nameOf } from "./words.mjs";

const SAY_AFTER = 400; // milliseconds: a screen reader should not be told of every number on the way
const HELP = [
  "Change any number: type it, press the up and down arrows in it, or use the signs beside it. 3x5 means 3 rows and "
  + "5 columns. All that follows changes at once.",
  "Point at a value of any volume to see what it sees (orange, padding grey) and what it reaches (blue); point at the "
  + "picture to see only forward. A click keeps the place, Follow lets it go again.",
  "By keyboard: Tab goes to a volume, the arrow keys move on it, Page Up and Page Down change the channel, Home and End "
  + "go to the ends of a row. Ctrl+Z in a number goes a step back, Ctrl+Y forth.",
  "Rows and columns are drawn to one scale; a volume's depth grows with the square root of its channels, and so does "
  + "the bar of a row of numbers. One multiplication is one product of a weight; pooling has none. Bytes are those of "
  + "float32, for one picture.",
];

class View {
  #frame;

  constructor(model) {
    // Jupyter's models send messages; the page's own has nobody to send them to.
    this.onPage = model.send === undefined;
    const unread = this.onPage ? takeAddress(model) : "";
    this.state = new NetworkState(model, () => this.schedule());
    this.#build(model);
    this.travel = () => this.head.complain(takeAddress(model));
    if (this.onPage) window.addEventListener("hashchange", this.travel);
    this.#update();
    if (unread) this.head.complain(unread);
  }

  #build(model) {
    const { state } = this;
    const { published, goals, picture, trained } = model.get("_menus");
    const warn = (text) => this.warn(text);
    this.speech = spokenLine(element("p", { class: "spoken", role: "status", "aria-live": "polite" }), SAY_AFTER);
    this.head = new Head(state, { published, goals }, warn);
    this.goal = new GoalPanel(state, goals);
    this.totals = new Totals(state);
    this.copies = new Copies(state, this.onPage && (() => this.link), warn);
    this.column = new Column(state, warn);
    this.watched = new Watched({ picture, trained }, {
      changed: () => this.schedule(), warn, choose: (place) => state.lookAt(place),
    });
    this.sentence = element("p", { class: "sentence" });
    this.unread = element("p", { class: "problem", hidden: true });
    this.places = ["from layer", "channel", "row", "column"].map((label) => new NumberField(label, {
      two: false,
      take: (value) => {
        state.pinned = this.unread.hidden = true;
        state.lookAt({ [label === "from layer" ? "from" : label]: value });
      },
      refuse: (sentence) => {
        setText(this.unread, `${sentence}.`);
        this.unread.hidden = false;
        warn(sentence);
      },
    }));
    this.follow = button("Follow the mouse", () => {
      state.pinned = false;
      this.schedule();
    });
    this.node = element("div", { class: "conv-view network-explorer", role: "group", "aria-label": "network explorer" },
      lostKernel("Python no longer hears of what you change here"),
      this.head.node, this.goal.node,
      element("div", { class: "above" }, this.totals.node, this.copies.node),
      element("div", { class: "looking", role: "group", "aria-label": "look back and forward" },
        element("span", { class: "title", text: "Look" }), ...this.places.map(({ node }) => node), this.follow, this.unread, this.sentence),
      this.watched.node, this.watched.sheet, this.column.node,
      element("details", {}, element("summary", { text: "Mouse, touch and keys" }), ...HELP.map((text) => element("p", { text }))),
      this.speech.node);
    this.node.addEventListener("keydown", (event) => this.#press(event));
  }

  close() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.later);
    window.removeEventListener("hashchange", this.travel);
    this.speech.stop();
    this.watched.close();
    this.state.close();
    this.node.remove();
  }

  schedule() {
    this.#frame ??= requestAnimationFrame(() => this.#update());
  }

  #update() {
    this.#frame = undefined;
    const { state, column } = this;
    state.update();
    this.head.refresh();
    const reached = this.goal.refresh();
    this.totals.refresh();
    this.copies.refresh();
    column.refresh();
    this.watched.refresh(state, column.volumes);
    const { from, channel, row, column: across } = state.look;
    [from, channel, row, across].forEach((value, at) => this.places[at].show(value));
    this.follow.hidden = !state.pinned;
    const said = this.sentence.textContent;
    setText(this.sentence, lookSentence(state));
    column.afterwards?.();
    column.afterwards = null;
    const shown = linkOf(state);
    if (this.shown !== shown) {
      if (this.shown) this.speech.say(() => `${reached ? "The goal is reached. " : ""}${summaryOf(state)}`);
      if (this.onPage) this.#keepAddress();
    } else if (state.pinned && this.sentence.textContent !== said) this.speech.say(() => this.sentence.textContent);
    this.shown = shown;
  }

  /** The page's address leads back here, once the hand rests: browsers refuse it a hundred times a minute. */
  #keepAddress() {
    clearTimeout(this.later);
    this.later = setTimeout(() => history.replaceState(null, "", this.link), SAY_AFTER);
  }

  get link() {
    return `${location.href.split("#")[0]}#${linkOf(this.state)}`;
  }

  #press(event) {
    const way = event.ctrlKey || event.metaKey ? { z: event.shiftKey ? 1 : -1, y: 1 }[event.key.toLowerCase()] : 0;
    if (!way || event.target === this.head.input) return;
    event.preventDefault();
    this.column.restore();
    this.state.travel(way);
  }

  /** Say aloud what could not be done; in sight it stands where it was typed. */
  warn(text) {
    this.schedule();
    this.speech.say(text);
  }
}

/** The end of a link: blanks and arrows as signs that every program leaves alone. */
function linkOf(state) {
  const named = ["beside", "goal"].filter((name) => state.get(name)).map((name) => `&${name}=${state.get(name)}`);
  return [state.line, ...named].join("").replaceAll(" > ", "/").replaceAll(" ", "_");
}

/** Take what the page's address says, if it says anything; a sentence if it cannot be read. */
function takeAddress(model) {
  if (location.hash.length < 2) return "";
  const read = (text) => text && writeNetwork(readNetwork(text.replaceAll("/", " > ")));
  try {
    const [line, ...named] = decodeURIComponent(location.hash.slice(1)).replaceAll("_", " ").split("&");
    const given = Object.fromEntries(named.map((one) => one.split("=")));
    const [network, beside] = [read(line), read(given.beside ?? "")];
    for (const [name, value] of Object.entries({ network, beside, goal: given.goal ?? "" })) model.set(name, value);
    return "";
  } catch (error) {
    return `The link cannot be read: ${error.message}`;
  }
}

const render = ({ model, el }) => mount(new View(model), model, el);

export default { render };
