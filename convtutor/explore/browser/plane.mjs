// One grid of cells: the numbers below, frames above, so that moving a frame draws no number anew.
import { coloursOf, css, hatching, inkOn, PADDING, UNREAD } from "../../browser/colours.mjs";
import { element } from "../../browser/elements.mjs";
import { cellNumber } from "./words.mjs";

export const NUMBERS_FROM = 20; // pixels of the page a cell: smaller ones have no room for a number
export const LINES_FROM = 7;
const FEW = 144;
export const NUMBER_FONT = 'Arial, "Liberation Sans", sans-serif'; // its digits are narrow
const LETTERS = { smallest: 9, largest: 14, share: 0.4 }; // pixels of the page, and of the cell
const ruler = new OffscreenCanvas(1, 1).getContext("2d");

/** A number as a cell of so many pixels has room for it: [text, size of the letters]. */
export function cellText(value, cell) {
  ruler.font = `10px ${NUMBER_FONT}`;
  const most = (text) => ((cell - 2) / ruler.measureText(text).width) * 10;
  const text = cellNumber(value, (tried) => most(tried) >= LETTERS.smallest);
  return [text, Math.min(LETTERS.largest, Math.max(LETTERS.smallest, cell * LETTERS.share), most(text))];
}

export class Plane {
  /** `attributes` are those of the upper canvas; null for a grid without marks, which has none. */
  constructor(attributes = {}) {
    this.base = element("canvas", { "aria-hidden": "true" });
    this.top = attributes && element("canvas", attributes);
    this.canvases = [this.base, this.top].filter(Boolean);
    this.node = element("div", { class: "plane" }, ...this.canvases);
    this.shape = "";
  }

  /** Take a size: cells of the picture, of the ring around it, and pixels of the page a cell. */
  resize(rows, columns, cell, ring = 0) {
    const sharpness = window.devicePixelRatio || 1;
    const shape = [rows, columns, cell, ring, sharpness].join();
    if (shape === this.shape) return false;
    Object.assign(this, { shape, rows, columns, cell, ring });
    this.width = (columns + 2 * ring) * cell;
    this.height = (rows + 2 * ring) * cell;
    for (const canvas of this.canvases) {
      const width = Math.max(1, Math.round(this.width * sharpness));
      const height = Math.max(1, Math.round(this.height * sharpness));
      // A canvas that takes a size, even its own, gets new memory.
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.getContext("2d").setTransform(width / this.width, 0, 0, height / this.height, 0, 0);
    }
    if (this.top) this.top.dataset.cells = `${rows + 2 * ring} ${columns + 2 * ring}`;
    this.node.style.width = `${this.width}px`;
    this.node.style.aspectRatio = `${this.width} / ${this.height}`;
    return true;
  }

  /** Draw the cells. `values` gives the number of a cell; a picture in colour gives `colours`. */
  paint({ values, colours, scale, unread, inPadding }) {
    const context = this.base.getContext("2d");
    const { rows, columns, cell, ring } = this;
    context.clearRect(0, 0, this.width, this.height);
    if (ring) this.#hatch(context, false, -ring, -ring, rows + 2 * ring, columns + 2 * ring);
    const shown = colours ?? coloursOf(values, scale);
    if (rows * columns > FEW) this.#drawPicture(context, shown);
    else this.#drawCells(context, shown);
    inPadding?.forEach((is, at) => {
      if (is) this.#hatch(context, false, Math.floor(at / columns), at % columns);
    });
    for (const row of unread?.rows ?? []) this.#hatch(context, true, row, 0, 1, columns);
    for (const column of unread?.columns ?? []) this.#hatch(context, true, 0, column, rows, 1);
    if (cell >= LINES_FROM) this.#drawLines(context);
    if (cell >= NUMBERS_FROM && values) this.#writeNumbers(context, values, shown, inPadding);
  }

  #drawPicture(context, shown) {
    const { rows, columns, cell, ring } = this;
    const small = new OffscreenCanvas(columns, rows);
    small.getContext("2d").putImageData(new ImageData(shown, columns, rows), 0, 0);
    // Cells smaller than a pixel of the page are averaged, larger ones keep sharp edges.
    context.imageSmoothingEnabled = cell < 1;
    context.drawImage(small, ring * cell, ring * cell, columns * cell, rows * cell);
  }

  // Much quicker than a picture, which needs a canvas of its own, where the cells are few.
  #drawCells(context, shown) {
    const { rows, columns, cell, ring } = this;
    for (let at = 0; at < rows * columns; at++) {
      context.fillStyle = css(shown.subarray(4 * at, 4 * at + 3));
      const [row, column] = [Math.floor(at / columns) + ring, (at % columns) + ring];
      context.fillRect(column * cell, row * cell, cell, cell);
    }
  }

  /** Hatch an area in rows and columns of the picture: what is never read, else the padding. */
  #hatch(context, isUnread, row, column, height = 1, width = 1) {
    const { cell, ring } = this;
    context.fillStyle = hatching(context, isUnread ? UNREAD : PADDING, isUnread);
    context.fillRect((column + ring) * cell, (row + ring) * cell, width * cell, height * cell);
  }

  #drawLines(context) {
    const { cell } = this;
    context.strokeStyle = cell < 14 ? "#0000001c" : "#00000038";
    context.lineWidth = 1;
    context.beginPath();
    for (let x = 0; x <= this.width + 0.1; x += cell) {
      context.moveTo(x, 0);
      context.lineTo(x, this.height);
    }
    for (let y = 0; y <= this.height + 0.1; y += cell) {
      context.moveTo(0, y);
      context.lineTo(this.width, y);
    }
    context.stroke();
  }

  #writeNumbers(context, values, shown, inPadding) {
    const { cell, ring, rows, columns } = this;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let row = -ring; row < rows + ring; row++) {
      for (let column = -ring; column < columns + ring; column++) {
        const inside = row >= 0 && row < rows && column >= 0 && column < columns;
        const at = row * columns + column;
        const isZero = !inside || inPadding?.[at];
        const [left, top] = [(column + ring) * cell, (row + ring) * cell];
        if (isZero) { // on a patch without hatching, which would cross it out
          context.fillStyle = "#f2f2f2";
          context.fillRect(left + 0.28 * cell, top + 0.22 * cell, 0.44 * cell, 0.56 * cell);
        }
        const [text, size] = cellText(isZero ? 0 : values[at], cell);
        context.font = `${size}px ${NUMBER_FONT}`;
        context.fillStyle = isZero ? "#000" : inkOn(shown.subarray(4 * at, 4 * at + 3));
        context.fillText(text, left + 0.5 * cell, top + 0.54 * cell);
      }
    }
  }

  /** Draw what lies over the cells: a list of marks, each in rows and columns of the picture. */
  mark(marks) {
    const context = this.top.getContext("2d");
    const { cell, ring } = this;
    context.clearRect(0, 0, this.width, this.height);
    for (const { kind, row = 0, column = 0, height = 1, width = 1, colour } of marks) {
      const box = [(column + ring) * cell, (row + ring) * cell, width * cell, height * cell];
      if (kind === "fill") {
        context.fillStyle = colour;
        context.fillRect(...box);
      } else {
        frame(context, box, colour, kind === "dashed", this);
      }
    }
  }

  /** The cell under the pointer, counted in the picture: negative in the ring; held inside. */
  cellAt(event) {
    const box = this.top.getBoundingClientRect();
    const along = (offset, length, cells) => {
      const cell = Math.floor((offset / length) * (cells + 2 * this.ring));
      return Math.max(0, Math.min(cells + 2 * this.ring - 1, cell)) - this.ring;
    };
    return {
      row: along(event.clientY - box.top, box.height, this.rows),
      column: along(event.clientX - box.left, box.width, this.columns),
    };
  }
}

// A white rim keeps a frame visible on every picture; a tiny one grows until it can be seen.
function frame(context, [x, y, width, height], colour, dashed, plane) {
  const grow = Math.max(0, 7 - Math.min(width, height)) / 2;
  const left = Math.max(2, x - grow);
  const top = Math.max(2, y - grow);
  const right = Math.min(plane.width - 2, x + width + grow);
  const bottom = Math.min(plane.height - 2, y + height + grow);
  for (const [line, ink] of [[5, "#fff"], [2.5, colour]]) {
    context.lineWidth = line;
    context.strokeStyle = ink;
    context.setLineDash(dashed && line < 5 ? [5, 3] : []);
    context.strokeRect(left, top, right - left, bottom - top);
  }
  context.setLineDash([]);
}
