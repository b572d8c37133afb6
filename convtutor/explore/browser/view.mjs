// What anywidget and the standalone page ask for: `render` puts a view of the model into `el`.
// A view holds the parts together: settings go into the state, each frame draws what has changed.
import { geometry, windowAt } from "./arithmetic.mjs";
import { buildPage } from "./build.mjs";
import { layOut, paintInput, paintMaps } from "./drawing.mjs";
import { setText } from "./elements.mjs";
import { listenToInput, listenToMap } from "./pointing.mjs";
import { Layer } from "./layer.mjs";
import { marksOf } from "./marks.mjs";
import { Presets } from "./presets.mjs";
import { decode, State } from "./state.mjs";
import { inputOf } from "./tools.mjs";
import { INPUT_KEYS, PAINT_KEYS, plural, unreadSentence } from "./words.mjs";

const SETTINGS = ["image", "weight", "bias", "stride", "padding", "dilation", "flip"];
const PLACE = ["row", "column", "filter", "pinned"];
const SAY_AFTER = 400; // milliseconds: a screen reader should not be told of every place on the way

export class View {
  pointed = null; // what hand or keyboard is on: {kind: "input" | "output" | "weight", …}
  filling = false; // whether the map is shown only as far as the window has come
  painting = false;
  cursor = { row: 0, column: 0 }; // the pixel that arrow keys move on the input
  width = 0;
  layer = new Layer();
  #redraw = new Set(["everything"]);
  #frame;
  #speech;
  #closing = new AbortController();

  constructor(model) {
    this.listening = { signal: this.#closing.signal };
    this.state = new State(model);
    this.panels = new Set(this.state.get("controls"));
    const menus = model.get("_menus");
    this.presets = new Presets({ ...menus, learned: decode(menus.learned) });
    // What the sliders of the two sizes begin from, so that a way there and back loses nothing.
    this.sources = { image: this.state.get("image"), weight: this.state.get("weight") };
    this.known = { ...this.sources };
    this.layer.update(this.#settings());
    buildPage(this);
    this.#listen(model);
  }

  #listen(model) {
    const changed = (name) => () => {
      if (name in this.sources) this.#notice(name);
      this.schedule(PLACE.includes(name) ? name : "settings");
    };
    this.callbacks = [...SETTINGS, ...PLACE].map((name) => [`change:${name}`, changed(name)]);
    for (const [event, callback] of this.callbacks) model.on(event, callback);
    // Tells the first width too, when the view has come onto the page.
    this.resizes = new ResizeObserver(() => {
      if (Math.abs(this.node.clientWidth - this.width) > 1) this.schedule("everything");
    });
    this.resizes.observe(this.node);
    listenToInput(this);
    listenToMap(this);
  }

  // New numbers are the source of other sizes, an echo from Python or another size of them is not.
  #notice(name) {
    const array = this.state.get(name);
    const known = this.known[name];
    const echo = array.shape.join() === known.shape.join()
      && array.values.every((value, at) => value === known.values[at]);
    if (!echo && !this.resizing) this.sources[name] = array;
    this.known[name] = array;
  }

  close() {
    this.playbar.pause();
    this.#closing.abort();
    this.resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#speech);
    for (const [event, callback] of this.callbacks) this.state.model.off(event, callback);
    this.state.close();
    this.node.remove();
  }

  // ---------------------------------------------------------------- where the window stands

  get filter() {
    return Math.min(this.state.get("filter"), this.layer.g.filters - 1);
  }

  get row() {
    return Math.min(this.state.get("row"), this.layer.g.rows - 1);
  }

  get column() {
    return Math.min(this.state.get("column"), this.layer.g.columns - 1);
  }

  get places() {
    return this.layer.g.rows * this.layer.g.columns;
  }

  get place() {
    return this.row * this.layer.g.columns + this.column;
  }

  /** Put the window on an output cell; `filling` shows the map only as far as that. */
  move(row, column, { filling = false, aloud = true } = {}) {
    const { g } = this.layer;
    this.filling = filling;
    this.pointed = null;
    this.state.set({
      row: Math.max(0, Math.min(g.rows - 1, row)),
      column: Math.max(0, Math.min(g.columns - 1, column)),
    });
    this.schedule("row");
    if (aloud) this.sayPlace();
  }

  goTo(place, options) {
    const { columns } = this.layer.g;
    this.move(Math.floor(place / columns), place % columns, options);
  }

  pin(pinned) {
    if (pinned !== this.state.get("pinned")) this.state.set({ pinned });
  }

  choose(filter) {
    this.state.set({ filter });
    this.sayPlace();
  }

  /** Look at a pixel, a weight or another output cell without moving the window. */
  point(pointed) {
    this.pointed = pointed;
    this.schedule("marks");
  }

  // ---------------------------------------------------------------- changes of the layer

  #settings() {
    return Object.fromEntries(SETTINGS.map((name) => [name, this.state.get(name)]));
  }

  /** Take new settings if the kernel fits with them; window and filter stay inside. */
  change(changes, { resizing = false } = {}) {
    const value = (name) => changes[name] ?? this.state.get(name);
    const g = geometry(value("image").shape, value("weight").shape,
      { stride: value("stride"), padding: value("padding"), dilation: value("dilation") });
    if (!g.rows || !g.columns) {
      this.warn("The kernel does not fit into the padded picture with that; nothing was changed.");
      return;
    }
    this.resizing = resizing;
    this.state.set({
      ...changes,
      row: Math.min(value("row"), g.rows - 1),
      column: Math.min(value("column"), g.columns - 1),
      filter: Math.min(value("filter"), g.filters - 1),
    });
    this.resizing = false;
    this.filling = false;
    this.sayPlace();
  }

  /** Take another picture; it may begin smaller than it is. */
  takeSource(source, height = source.shape[1]) {
    this.change(inputOf(source, height, this.state, this.layer.g));
    this.sources.image = source;
  }

  reset() {
    this.playbar.pause();
    this.filling = false;
    this.state.reset();
    this.tools.reset();
    this.sayPlace();
  }

  setPainting(painting) {
    this.painting = painting;
    this.input.node.classList.toggle("painting", painting);
    this.input.top.setAttribute("aria-label", painting ? PAINT_KEYS : INPUT_KEYS);
  }

  paint(cells) {
    const { shape, values } = this.state.get("image");
    const [channels, height, width] = shape;
    const changed = values.slice();
    const brush = this.tools.brushValues(channels);
    for (const { row, column } of cells) {
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      brush.forEach((value, channel) => { changed[(channel * height + row) * width + column] = value; });
    }
    this.change({ image: { shape, values: changed } });
  }

  // ---------------------------------------------------------------- drawing and speaking

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
    const { layer } = this;
    const changed = layer.update(this.#settings());
    const everything = asked.has("everything") || changed.sizes;
    const filterToo = everything || asked.has("filter");
    if (everything) {
      layOut(this, width);
      setText(this.unread, unreadSentence(layer.g));
      this.counters.refresh(layer.g);
    }
    if (everything || changed.image) paintInput(this);
    if (filterToo || changed.maps.size) paintMaps(this, everything ? new Set(layer.maps.keys()) : changed.maps);
    if (filterToo || asked.has("settings")) {
      this.sliders.refresh();
      this.tools.refresh();
      this.panel.showKernel();
    }
    this.playbar.refresh();
    this.step = windowAt(
      layer.g, layer.image.values, layer.filterWeights(this.filter), this.row, this.column);
    this.panel.showWindow(this.step);
    this.formula.show(this.step, layer.bias[this.filter]);
    const marks = marksOf(this);
    this.input.mark(marks.onInput);
    this.map.mark(marks.onMap);
    this.panel.mark(marks.tap);
    setText(this.status, this.warning ?? marks.words);
    this.warning = undefined;
  }

  /** Let a screen reader say something once the hand rests: a text, or what makes it then. */
  say(text) {
    clearTimeout(this.#speech);
    const speak = () => setText(this.live, typeof text === "function" ? text() : text);
    this.#speech = setTimeout(speak, SAY_AFTER);
  }

  /** Say what could not be done, in sight and aloud. */
  warn(text) {
    this.warning = text;
    this.schedule("settings");
    this.say(text);
  }

  sayPlace() {
    this.say(() => {
      const { g } = this.layer;
      const size = `${plural(g.filters, "map")} of ${g.rows} × ${g.columns}.`;
      return `${this.status.textContent} ${size} ${unreadSentence(g)}`;
    });
  }
}

function render({ model, el }) {
  const view = new View(model);
  el.append(view.node); // a child of our own: exports drop classes that are set on `el` itself
  return () => view.close();
}

export default { render };
