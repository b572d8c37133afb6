// What anywidget and the standalone page ask for: `render` puts a view of the model into `el`.
// A view holds the parts together: settings go into the state, each frame draws what has changed.
import { windowAt } from "./arithmetic.mjs";
import { element, lostKernel, mount, setText, spokenLine, uniqueId } from "../../browser/elements.mjs";
import { heightOfView, layOut } from "./layout.mjs";
import { marksOf } from "./marks.mjs";
import { OneValue } from "./onevalue.mjs";
import { FeatureMaps, InputPicture } from "./pictures.mjs";
import { PlayBar } from "./playbar.mjs";
import { Presets } from "./presets.mjs";
import { Counters, Sliders } from "./sliders.mjs";
import { decode, State } from "./state.mjs";
import { Tools } from "./tools.mjs";
import { HELP, plural, unreadSentence } from "./words.mjs";

const SAY_AFTER = 400; // milliseconds: a screen reader should not be told of every place on the way
const NO_FIT = "The kernel does not fit into the padded picture with that; nothing was changed.";

class View {
  #pointed = null; // what hand or keyboard is on: {kind: "input" | "output" | "weight", …}
  #filling = false; // whether the map is shown only as far as the window has come
  #size = { width: 0, height: 0 }; // that it was laid out for
  #redraw = new Set(["everything"]);
  #warning;
  #frame;

  constructor(model) {
    const schedule = (what) => this.schedule(what);
    this.state = new State(model, schedule);
    this.#build(model);
    // Tells the first width too, when the view has come onto the page.
    this.resized = () => {
      const { width, height } = this.#size;
      const [wider, higher] = [this.node.clientWidth - width, heightOfView(this.node) - height];
      if (Math.abs(wider) > 1 || Math.abs(higher) > 1) schedule("everything");
    };
    this.resizes = new ResizeObserver(this.resized);
    this.resizes.observe(this.node);
    window.addEventListener("resize", this.resized);
  }

  #build(model) {
    const { state } = this;
    const names = new Set(state.get("controls"));
    const menus = model.get("_menus");
    const presets = new Presets({ ...menus, learned: decode(menus.learned) });
    const described = uniqueId();
    const change = (changes, options) => this.change(changes, options);
    const point = (pointed) => {
      this.#pointed = pointed;
      this.schedule("marks");
    };
    const putBack = () => this.schedule("settings");
    this.status = element("p", { class: "status", id: described });
    this.where = element("p", { class: "note where" });
    this.speech = spokenLine(
      element("p", { class: "spoken", role: "status", "aria-live": "polite" }), SAY_AFTER);
    this.sliders = new Sliders({ names, state, presets, change });
    this.counters = new Counters(names.has("counts"));
    this.tools = new Tools({
      names, state, presets, change, putBack,
      setBrush: (brush) => this.input.setBrush(brush),
      warn: (text) => this.warn(text),
    });
    this.input = new InputPicture({
      state, described, point, change, tools: this.tools.ofInput,
      sayStatus: () => this.speech.say(() => this.status.textContent),
    });
    this.value = new OneValue({
      state, point, change, putBack, editable: names.has("kernel"), tools: this.tools.ofKernel,
    });
    const keys = element("details", { class: "keys" },
      element("summary", { text: "Mouse, touch and keys" }), ...HELP.map((text) => element("p", { text })));
    this.maps = new FeatureMaps({
      state, described, point, keys,
      move: (cell, options) => this.move(cell, options),
      choose: (filter) => { state.set({ filter }); this.sayPlace(); },
    });
    this.playbar = new PlayBar({
      names, state,
      goTo: (place, options) => this.goTo(place, options),
      reset: () => this.reset(),
      rest: () => this.sayPlace(),
    });
    this.stage = element("div", { class: "stage" }, this.input.node, this.value.node, this.maps.node);
    this.node = element("div", { class: "conv-view conv-explorer", role: "group", "aria-label": "convolution explorer" },
      lostKernel("Python no longer hears of what you change here"),
      this.sliders.node,
      this.counters.node, // in sight of the sliders that change them
      element("div", { class: "head" }, this.playbar.node, this.status), // always in view
      this.where,
      this.stage,
      this.speech.node);
  }

  close() {
    this.playbar.pause();
    this.resizes.disconnect();
    window.removeEventListener("resize", this.resized);
    cancelAnimationFrame(this.#frame);
    this.speech.stop();
    this.state.close();
    this.node.remove();
  }

  // ---------------------------------------------------------------- what the parts ask for

  /** Put the window on an output cell by hand. */
  move({ row, column }, { aloud = true } = {}) {
    const { state } = this;
    if (!aloud && !this.#filling && row === state.row && column === state.column) return;
    this.playbar.pause();
    this.#filling = false;
    this.#put({ row, column }, aloud);
  }

  /** Put it on a place in reading order, and show the map only as far as that. */
  goTo(place, { playing = false } = {}) {
    const { columns } = this.state.g;
    if (!playing) this.playbar.pause();
    this.#filling = true;
    this.#put({ row: Math.floor(place / columns), column: place % columns }, !playing);
  }

  #put(cell, aloud) {
    this.#pointed = null;
    this.state.set(cell);
    this.schedule("marks");
    if (aloud) this.sayPlace();
  }

  /** Take new settings if the kernel fits with them. */
  change(changes, options) {
    if (!this.state.change(changes, options)) return this.warn(NO_FIT);
    this.#filling = false;
    this.sayPlace();
  }

  reset() {
    this.playbar.pause();
    this.#filling = false;
    this.state.reset();
    this.tools.reset();
    this.sayPlace();
  }

  // ---------------------------------------------------------------- drawing

  schedule(what) {
    this.#redraw.add(what);
    this.#frame ??= requestAnimationFrame(() => this.#update());
  }

  #update() {
    this.#frame = undefined;
    const width = this.node.clientWidth;
    if (!width) return; // not on the page; `resizes` tells when it is
    const asked = this.#redraw;
    this.#redraw = new Set();
    const { state } = this;
    const changed = state.update();
    const { layer, g } = state;
    const everything = asked.has("everything") || changed.sizes;
    const filterToo = everything || asked.has("filter");
    this.playbar.refresh();
    if (filterToo || asked.has("settings")) {
      this.sliders.refresh();
      this.tools.refresh();
    }
    if (everything) {
      this.counters.refresh(g);
      Object.assign(this.#size, { width, height: heightOfView(this.node) });
      layOut(this, g, width, this.#size.height); // once all that stands beside the grids has its height
    }
    if (everything || changed.image) this.input.paint();
    if (filterToo || changed.maps.size) this.maps.paint(everything ? new Set(layer.maps.keys()) : changed.maps);
    if (filterToo || asked.has("settings")) this.value.showKernel();
    const step = windowAt(g, layer.image, state.weights, state.row, state.column);
    this.value.showWindow(step, this.input.scale);
    const marks = marksOf(state, step, { pointed: this.#pointed, filling: this.#filling });
    this.input.plane.mark(marks.onInput);
    this.maps.plane.mark(marks.onMap);
    this.value.mark(marks.tap);
    setText(this.status, this.#warning ?? marks.words);
    this.#warning = undefined;
  }

  // ---------------------------------------------------------------- speaking

  /** Say what could not be done, in sight and aloud. */
  warn(text) {
    this.#warning = text;
    this.schedule("settings");
    this.speech.say(text);
  }

  sayPlace() {
    this.speech.say(() => {
      const { g } = this.state;
      const size = `${plural(g.filters, "map")} of ${g.rows} × ${g.columns}.`;
      return `${this.status.textContent} ${size} ${unreadSentence(g)}`;
    });
  }
}

const render = ({ model, el }) => mount(new View(model), model, el);

export default { render };
