// The explorer: one view of the model. Settings go into the state, and each frame draws what changed.
import { fedBy, geometry, metBy, unread, windowAt } from "./arithmetic.mjs";
import { OUTPUT, scaleBar, scaleOf, scaleWords, WINDOW } from "./colours.mjs";
import { Counters } from "./counters.mjs";
import { element, setText, uniqueId } from "./elements.mjs";
import { Formula } from "./formula.mjs";
import { listenToInput, listenToMap } from "./hands.mjs";
import { Layer } from "./layer.mjs";
import { Panel } from "./panel.mjs";
import { mixedColours, Plane } from "./plane.mjs";
import { PlayBar } from "./playbar.mjs";
import { Presets } from "./presets.mjs";
import { Sliders } from "./sliders.mjs";
import { decode, State } from "./state.mjs";
import { Thumbnails } from "./thumbnails.mjs";
import { inputOf, Tools } from "./tools.mjs";
import { fedSentence, metSentence, number, plural, unreadSentence, windowSentence } from "./words.mjs";

const SETTINGS = ["image", "weight", "bias", "stride", "padding", "dilation", "flip"];
const PLACE = ["row", "column", "filter", "pinned"];
const SAY_AFTER = 400; // milliseconds: a screen reader should not be told of every place on the way

class View {
  pointed = null; // what hand or keyboard is on: {kind: "input" | "output" | "weight", …}
  filling = false; // whether the map is shown only as far as the window has come
  painting = false;
  width = 0;
  cursor = { row: 0, column: 0 }; // the pixel that arrow keys move on the input
  #redraw = new Set(["everything"]);
  #frame;
  #speech;

  constructor(model) {
    this.closing = new AbortController();
    this.listening = { signal: this.closing.signal };
    this.state = new State(model);
    this.panels = new Set(this.state.get("controls"));
    const menus = model.get("_menus");
    this.presets = new Presets({ ...menus, learned: decode(menus.learned) });
    this.layer = new Layer();
    this.source = this.state.get("image");
    this.#build();
    this.#listen(model);
    this.#update();
  }

  #build() {
    const described = uniqueId();
    const grid = (label) => new Plane({
      tabindex: 0, role: "application", "aria-label": label, "aria-describedby": described,
    });
    this.input = grid("input picture: arrow keys choose a pixel and show the values that it feeds");
    this.map = grid("feature map: arrow keys move the window, Enter pins it");
    this.panel = new Panel(this);
    this.formula = new Formula(this);
    this.thumbnails = new Thumbnails(this);
    this.sliders = new Sliders(this);
    this.tools = new Tools(this);
    this.playbar = new PlayBar(this);
    this.counters = new Counters();
    this.titles = ["h3", "h3", "h3"].map((tag) => element(tag));
    this.unreadWords = element("p", { class: "note" });
    this.scaleWords = element("span");
    this.scaleBar = element("span", { class: "bar", "aria-hidden": "true" });
    this.status = element("p", { class: "status", id: described });
    this.live = element("p", { class: "spoken", role: "status", "aria-live": "polite" });
    const keys = element("details", { class: "keys" }, element("summary", { text: "Mouse and keys" }),
      element("p", { text: KEYS }));
    const [left, middle, right] = this.titles;
    this.node = element("section", { class: "conv-explorer", "aria-label": "convolution explorer" },
      this.sliders.node,
      this.tools.node,
      element("div", { class: "stage" },
        element("div", { class: "input" }, left, this.input.node, this.unreadWords),
        element("div", { class: "value" }, middle, this.panel.node, this.panel.biasRow, this.formula.node),
        element("div", { class: "output" }, right, this.map.node,
          element("p", { class: "note scale" }, this.scaleBar, this.scaleWords), this.thumbnails.node)),
      this.status,
      this.playbar.node,
      this.counters.node,
      keys,
      this.live);
    this.playbar.node.hidden = !this.panels.has("play");
    this.counters.node.hidden = !this.panels.has("counts");
  }

  #listen(model) {
    const changed = (name) => () => {
      if (name === "image" && !this.resizing) this.source = this.state.get("image");
      this.schedule(PLACE.includes(name) ? name : "settings");
    };
    this.callbacks = [...SETTINGS, ...PLACE].map((name) => [`change:${name}`, changed(name)]);
    for (const [event, callback] of this.callbacks) model.on(event, callback);
    this.resizes = new ResizeObserver(() => {
      if (Math.abs(this.node.clientWidth - this.width) > 1) this.schedule("everything");
    });
    this.resizes.observe(this.node);
    listenToInput(this);
    listenToMap(this);
  }

  close() {
    this.playbar.pause();
    this.closing.abort();
    this.resizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#speech);
    for (const [event, callback] of this.callbacks) this.state.model.off(event, callback);
    this.state.close();
    this.node.remove();
  }

  // ---------------------------------------------------------------- changes

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

  /** Take new settings if the kernel fits with them; window and filter stay inside. */
  change(changes, { resizing = false } = {}) {
    const value = (name) => changes[name] ?? this.state.get(name);
    const settings = { stride: value("stride"), padding: value("padding"), dilation: value("dilation") };
    const g = geometry(value("image").shape, value("weight").shape, settings);
    if (!g.rows || !g.columns) {
      this.say("The kernel does not fit into the padded picture with that setting; nothing was changed.");
      this.schedule("settings");
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

  takeSource(source, height = source.shape[1]) {
    this.change(inputOf(source, height, this.state, this.layer.g));
    this.source = source;
  }

  reset() {
    this.playbar.pause();
    this.filling = false;
    this.state.reset();
    this.sayPlace();
  }

  /** Put the window on an output cell. */
  move(row, column, { filling = false, aloud = true } = {}) {
    const { g } = this.layer;
    this.filling = filling;
    this.pointed = null;
    this.state.set({
      row: Math.max(0, Math.min(g.rows - 1, row)),
      column: Math.max(0, Math.min(g.columns - 1, column)),
    });
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

  setPainting(painting) {
    this.painting = painting;
    this.input.node.classList.toggle("painting", painting);
    this.input.top.setAttribute("aria-label", painting
      ? "input picture: arrow keys choose a pixel, Enter paints it"
      : "input picture: arrow keys choose a pixel and show the values that it feeds");
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

  /** Look at a pixel, a weight or another output cell without moving the window. */
  point(pointed) {
    this.pointed = pointed;
    this.schedule("marks");
  }

  // ---------------------------------------------------------------- drawing

  schedule(what) {
    this.#redraw.add(what);
    this.#frame ??= requestAnimationFrame(() => this.#update());
  }

  #update() {
    this.#frame = undefined;
    const asked = this.#redraw;
    this.#redraw = new Set();
    const { state, layer } = this;
    const changed = layer.update(Object.fromEntries(SETTINGS.map((name) => [name, state.get(name)])));
    const { g } = layer;
    const width = this.node.clientWidth;
    if (!width) return this.#redraw.add("everything"); // not on the page; its size will tell when
    const everything = asked.has("everything") || changed.sizes;
    if (everything) this.#layOut(width);
    if (everything || changed.image) this.#paintInput();
    if (everything || asked.has("settings") || asked.has("filter")) {
      this.sliders.refresh();
      this.tools.refresh();
      this.panel.showKernel();
    }
    if (everything || changed.maps.size || asked.has("filter")) this.#paintMaps(changed.maps, everything);
    if (everything) {
      setText(this.unreadWords, unreadSentence(g));
      this.counters.refresh(g);
    }
    this.playbar.refresh();
    this.step = windowAt(g, layer.image.values, layer.filterWeights(this.filter), this.row, this.column);
    this.panel.showWindow(this.step);
    this.formula.show(this.step, layer.bias[this.filter]);
    this.#mark();
  }

  // Three columns, two, or one below the other; each grid as large as its place.
  #layOut(width) {
    this.width = width;
    const { g } = this.layer;
    const shape = width >= 840 ? "wide" : width >= 540 ? "medium" : "narrow";
    this.node.dataset.layout = shape;
    const gap = 24;
    const wanted = 150 + 3 * g.kernelWidth * 30;
    const middle = shape === "wide" ? Math.max(360, Math.min(wanted, width * 0.46)) : width;
    const room = { wide: (width - middle - 2 * gap) / 2, medium: (width - gap) / 2, narrow: width }[shape];
    const side = Math.min(room, 380);
    const cellOf = (rows, columns, most) => {
      const cell = Math.min(most, side / columns, side / rows);
      return cell >= 3 ? Math.floor(cell) : cell;
    };
    const ring = 2 * g.padding;
    const cell = cellOf(g.height + ring, g.width + ring, 44);
    this.input.resize(g.height, g.width, cell, g.padding);
    this.map.resize(g.rows, g.columns, cellOf(g.rows, g.columns, Math.max(1.6 * cell, 36)));
    this.panel.build(middle);
    this.node.style.setProperty("--middle", `${middle}px`);
  }

  #paintInput() {
    const { image, g } = this.layer;
    this.imageScale = scaleOf([image.values], 1);
    const colour = g.channels === 3;
    this.input.paint({
      values: colour ? undefined : image.values.subarray(0, g.height * g.width),
      colours: colour ? mixedColours(image.values, g.height * g.width) : undefined,
      scale: this.imageScale,
      unread: unread(g),
    });
    const channels = plural(g.channels, "channel");
    setText(this.titles[0], `Input: ${channels} of ${g.height} × ${g.width}`);
    setText(this.titles[1], "How one value is made");
  }

  #paintMaps(changed, everything) {
    const { layer: { g, maps, scale }, filter } = this;
    this.map.paint({ values: maps[filter], scale });
    this.thumbnails.show(everything ? new Set(maps.keys()) : changed);
    const size = `${g.rows} × ${g.columns}`;
    setText(this.titles[2], g.filters === 1
      ? `Feature map: ${size}` : `Feature maps: ${g.filters} of ${size}, number ${filter + 1} shown`);
    setText(this.scaleWords, scaleWords(scale, number));
    this.scaleBar.style.background = scaleBar(scale);
  }

  #mark() {
    const { layer: { g }, row, column, pointed } = this;
    const window = (at, kind) => ({
      kind, row: at.row * g.stride - g.padding, column: at.column * g.stride - g.padding,
      height: g.coveredHeight, width: g.coveredWidth, colour: WINDOW,
    });
    const here = { row, column };
    const onInput = [...this.#taps(here), window(here)];
    const onMap = [...this.#veils(), { ...here, colour: OUTPUT }];
    let words = windowSentence(g, this.step, row, column, this.layer.bias[this.filter]);
    let tap = null;
    if (pointed?.kind === "input") {
      const fed = fedBy(g, pointed.row, pointed.column);
      onInput.push({ ...pointed, kind: "dashed", colour: "#000" });
      onMap.push(...cross(fed, { kind: "fill", colour: `${OUTPUT}66` }));
      if (fed.rows.length && fed.columns.length) onMap.push(around(fed, { kind: "dashed", colour: OUTPUT }));
      words = fedSentence(g, pointed.row, pointed.column, fed);
      tap = this.#tapOn(pointed);
    } else if (pointed?.kind === "weight") {
      const met = metBy(g, pointed.i, pointed.j);
      onInput.push(...met.rows.length * met.columns.length > 4096 && g.stride === 1
        ? [around(met, { kind: "fill", colour: `${WINDOW}55` })]
        : cross(met, { kind: "fill", colour: `${WINDOW}70` }));
      const own = { row: onInput[onInput.length - 1] && row * g.stride - g.padding + pointed.i * g.dilation,
        column: column * g.stride - g.padding + pointed.j * g.dilation };
      onInput.push({ ...own, colour: WINDOW });
      words = metSentence(g, pointed.i, pointed.j, met);
      tap = pointed;
    } else if (pointed?.kind === "output") {
      onMap.push({ ...pointed, kind: "dashed", colour: OUTPUT });
      onInput.push(window(pointed, "dashed"));
      const value = this.layer.maps[this.filter][pointed.row * g.columns + pointed.column];
      words = `Row ${pointed.row}, column ${pointed.column} of the map holds ${number(value, 3)}. ` +
        `The pinned cell is row ${row}, column ${column}.`;
    }
    this.input.mark(onInput);
    this.map.mark(onMap);
    this.panel.mark(tap);
    setText(this.status, words);
  }

  // With gaps between the weights, the pixels that are really read.
  #taps({ row, column }) {
    const { g } = this.layer;
    if (g.dilation === 1) return [];
    const along = (first, size) => Array.from({ length: size }, (_, tap) => first + tap * g.dilation);
    return cross({
      rows: along(row * g.stride - g.padding, g.kernelHeight),
      columns: along(column * g.stride - g.padding, g.kernelWidth),
    }, { kind: "fill", colour: `${WINDOW}90` });
  }

  // The weight that lies on a pixel now, if one does.
  #tapOn(pixel) {
    const { g } = this.layer;
    const i = (pixel.row - this.step.top) / g.dilation;
    const j = (pixel.column - this.step.left) / g.dilation;
    const inside = Number.isInteger(i) && Number.isInteger(j)
      && i >= 0 && j >= 0 && i < g.kernelHeight && j < g.kernelWidth;
    return inside ? { i, j } : null;
  }

  #veils() {
    if (!this.filling) return [];
    const { row, column, layer: { g } } = this;
    return [
      { kind: "veil", row, column: column + 1, width: g.columns - column - 1 },
      { kind: "veil", row: row + 1, height: g.rows - row - 1, width: g.columns },
    ];
  }

  // ---------------------------------------------------------------- speaking

  /** Let a screen reader say something once the hand rests. */
  say(text) {
    clearTimeout(this.#speech);
    this.#speech = setTimeout(() => setText(this.live, typeof text === "function" ? text() : text), SAY_AFTER);
  }

  sayPlace() {
    this.say(() => {
      const { g } = this.layer;
      const size = `${plural(g.filters, "map")} of ${g.rows} × ${g.columns}.`;
      return `${this.status.textContent} ${size} ${unreadSentence(g)}`;
    });
  }
}

// Every pair of these rows and columns.
function cross({ rows, columns }, mark) {
  return rows.flatMap((row) => columns.map((column) => ({ ...mark, row, column })));
}

// The box around them.
function around({ rows, columns }, mark) {
  const [top, left] = [rows[0], columns[0]];
  return { ...mark, row: top, column: left, height: rows.at(-1) - top + 1, width: columns.at(-1) - left + 1 };
}

const KEYS = "Point at a cell of the feature map: the window goes there; click to pin it. Point at a " +
  "pixel of the input: the values that it feeds turn blue. Point at a weight: the pixels that it meets " +
  "turn orange. By keyboard: Tab to a grid, then the arrow keys; Home and End go to the ends of a row, " +
  "with Ctrl to the first and last place; Enter pins a cell of the map or paints a pixel of the input; " +
  "in a kernel the arrow keys go from weight to weight, and digits and Enter change one.";

function render({ model, el }) {
  const view = new View(model);
  el.append(view.node);
  return () => view.close();
}

export default { render };
