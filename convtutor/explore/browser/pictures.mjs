// The input picture and the feature maps: drawn, pointed at, and walked over with arrow keys.
import { unread } from "./arithmetic.mjs";
import { mixedColours, scaleBar, scaleOf, scaleWords } from "../../browser/colours.mjs";
import { element, lead, part, setText, uniqueId, usesKey } from "../../browser/elements.mjs";
import { Plane } from "./plane.mjs";
import { INPUT_KEYS, MAP_KEYS, number, PAINT_KEYS, plural, unreadSentence } from "./words.mjs";

const THUMBNAIL = 48; // pixels of the page

// "32 × 32", never broken at the end of a line.
const sides = (height, width) => `${height}\u00a0×\u00a0${width}`;

function grid(label, described) {
  return new Plane({ tabindex: 0, role: "application", "aria-label": label, "aria-describedby": described });
}

const presses = (event) => event.key === "Enter" || event.key === " ";

// What a finger pointed at stays to be looked at; a mouse takes it along.
function leave(canvas, point) {
  canvas.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") point(null);
  });
}

/** The input: a pixel is chosen, and painted where there is a brush. */
export class InputPicture {
  #cursor = { row: 0, column: 0 }; // the pixel that arrow keys move
  #stroke = null; // where a stroke of the brush was a moment ago
  #brush = null;

  constructor({ state, described, tools, point, change, sayStatus }) {
    Object.assign(this, { state, point, change, sayStatus });
    this.title = element("p");
    this.plane = grid(INPUT_KEYS, described);
    this.unread = element("p", { class: "note" });
    this.node = part("input", this.title, this.plane.node, this.unread, tools);
    this.#listen(this.plane.top);
  }

  #listen(canvas) {
    const on = (event, act) => canvas.addEventListener(event, act);
    on("pointerdown", (event) => {
      const cell = this.plane.cellAt(event);
      if (this.#brush) {
        canvas.setPointerCapture(event.pointerId);
        this.#stroke = cell;
        this.#brushOver([cell]);
      }
      this.#look(cell);
    });
    on("pointermove", (event) => {
      const cell = this.plane.cellAt(event);
      if (this.#stroke) {
        this.#brushOver(cellsBetween(this.#stroke, cell));
        this.#stroke = cell;
      }
      this.#look(cell);
    });
    for (const end of ["pointerup", "pointercancel"]) on(end, () => { this.#stroke = null; });
    leave(canvas, this.point);
    on("focus", () => canvas.matches(":focus-visible") && this.#look(this.#cursor));
    on("blur", () => this.point(null));
    on("keydown", (event) => {
      if (!usesKey(canvas, event)) return;
      const { height, width } = this.state.g;
      const held = {
        row: Math.min(this.#cursor.row, height - 1), column: Math.min(this.#cursor.column, width - 1),
      };
      const cell = lead(event, held, height, width);
      if (!cell && !presses(event)) return;
      event.preventDefault();
      if (!cell && this.#brush) this.#brushOver([held]);
      this.#look(cell ?? held);
      this.sayStatus();
    });
  }

  #look(cell) {
    const inside = this.#isInside(cell);
    if (inside) this.#cursor = cell;
    this.point(inside ? { kind: "input", ...cell } : null);
  }

  #isInside({ row, column }) {
    const { height, width } = this.state.g;
    return row >= 0 && column >= 0 && row < height && column < width;
  }

  /** Paint with a brush, which gives a number for each channel; null: only look. */
  setBrush(brush) {
    this.#brush = brush;
    this.node.classList.toggle("painting", brush !== null);
    this.plane.top.setAttribute("aria-label", brush ? PAINT_KEYS : INPUT_KEYS);
  }

  #brushOver(cells) {
    const { shape, values } = this.state.get("image");
    const [channels, height, width] = shape;
    const changed = values.slice();
    for (const { row, column } of cells.filter((cell) => this.#isInside(cell))) {
      this.#brush(channels).forEach((value, channel) => {
        changed[(channel * height + row) * width + column] = value;
      });
    }
    this.change({ image: { shape, values: changed } });
  }

  paint() {
    const { g, layer: { image } } = this.state;
    const size = g.height * g.width;
    this.scale = scaleOf([image], 1);
    const cells = g.channels === 3
      ? { colours: mixedColours(image, size) }
      : { values: image.subarray(0, size), scale: this.scale };
    this.plane.paint({ ...cells, unread: unread(g) });
    const first = [1, 3].includes(g.channels) ? "" : ", the first one shown";
    setText(this.title, `Input: ${plural(g.channels, "channel")} of ${sides(g.height, g.width)}${first}`);
    setText(this.unread, unreadSentence(g));
  }
}

// All cells between two that a fast hand touched.
function cellsBetween(from, to) {
  const steps = Math.max(1, Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return {
      row: Math.round(from.row + share * (to.row - from.row)),
      column: Math.round(from.column + share * (to.column - from.column)),
    };
  });
}

/** The maps: the window follows on the large one, until a cell is pinned; small ones to choose. */
export class FeatureMaps {
  #thumbnails = [];
  #group = uniqueId();

  constructor({ state, described, keys, move, point, choose }) {
    Object.assign(this, { state, move, point, choose });
    this.title = element("p");
    this.plane = grid(MAP_KEYS, described);
    this.scale = element("span");
    this.bar = element("span", { class: "bar", "aria-hidden": "true" });
    this.stack = element("div", { class: "thumbnails", role: "radiogroup", "aria-label": "filter that is shown" });
    this.node = part("output", this.title, this.plane.node,
      element("p", { class: "note scale" }, this.bar, this.scale), this.stack, keys);
    this.#listen(this.plane.top);
  }

  #listen(canvas) {
    const { state } = this;
    canvas.addEventListener("pointermove", (event) => {
      const cell = this.plane.cellAt(event);
      if (state.get("pinned")) this.point({ kind: "output", ...cell });
      else this.move(cell, { aloud: false });
    });
    leave(canvas, this.point);
    canvas.addEventListener("click", (event) => {
      const cell = this.plane.cellAt(event);
      const again = state.get("pinned") && cell.row === state.row && cell.column === state.column;
      this.move(cell);
      // A finger cannot hover: its tap only moves the window, and a button pins it.
      if (event.pointerType !== "touch") state.set({ pinned: !again });
    });
    canvas.addEventListener("keydown", (event) => {
      if (!usesKey(canvas, event)) return;
      const cell = lead(event, state, state.g.rows, state.g.columns);
      if (cell) this.move(cell);
      else if (presses(event)) state.set({ pinned: !state.get("pinned") });
      else if (event.key === "Escape") state.set({ pinned: false });
      else return;
      event.preventDefault();
    });
  }

  /** Draw the map that is shown, and the small ones that changed: a set of filters. */
  paint(changed) {
    const { g, filter, layer: { maps, scale } } = this.state;
    this.plane.paint({ values: maps[filter], scale });
    this.#paintThumbnails(changed);
    const size = sides(g.rows, g.columns);
    setText(this.title, g.filters === 1 ? `Feature map: ${size}` : `Feature maps: ${g.filters} of ${size}`);
    setText(this.scale, scaleWords(scale, number));
    this.bar.style.background = scaleBar(scale);
  }

  #paintThumbnails(changed) {
    const { g, filter, layer: { maps, scale } } = this.state;
    while (this.#thumbnails.length > g.filters) this.#thumbnails.pop().label.remove();
    while (this.#thumbnails.length < g.filters) this.#addThumbnail(this.#thumbnails.length);
    this.stack.hidden = g.filters === 1;
    if (this.stack.hidden) return;
    const rescaled = JSON.stringify(scale) !== this.#scaled;
    this.#scaled = JSON.stringify(scale);
    this.#thumbnails.forEach(({ plane, radio }, index) => {
      radio.checked = index === filter;
      const resized = plane.resize(g.rows, g.columns, THUMBNAIL / Math.max(g.rows, g.columns));
      if (changed.has(index) || resized || rescaled) plane.paint({ values: maps[index], scale });
    });
  }

  #scaled; // the scale that the small maps have

  #addThumbnail(index) {
    const plane = new Plane(null);
    const radio = element("input", { type: "radio", name: this.#group, "aria-label": `filter ${index}` });
    radio.addEventListener("change", () => this.choose(index));
    const label = element("label", {}, radio, plane.node, element("span", { text: String(index) }));
    this.#thumbnails.push({ plane, radio, label });
    this.stack.append(label);
  }
}
