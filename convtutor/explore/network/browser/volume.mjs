// A layer's output as a volume to scale, and on it what is seen, reached or pointed at.
import { keepKeys, lead } from "../../../browser/elements.mjs";
import { svg } from "../../../browser/svg.mjs";
import { withinMap } from "./reach.mjs";

const TALLEST = 88; // pixels of the page for the highest or widest of all maps
const DEEPEST = 44;
const LONGEST = 150; // of a row of numbers
const THICK = 12;
const SMALLEST = 3; // less could not be seen
const MARGIN = 9; // around it, where the padding shows
const SLANT = [0.8, 0.5];
const MOST_PIECES = 400;

/** How large all volumes of a network are drawn: rows and columns to one scale. */
export function scaleOfVolumes(steps, volumes) {
  const maps = volumes.filter((volume, at) => volume && steps[at].shape.length === 3);
  const rows = steps.filter(({ shape }) => shape.length === 1);
  return {
    side: TALLEST / Math.max(1, ...maps.flatMap((volume) => [volume.rows, volume.columns])),
    channels: Math.max(1, ...maps.map((volume) => volume.channels)),
    numbers: Math.max(1, ...rows.map(({ shape }) => Number(shape[0]))),
  };
}

const atLeast = (size) => Math.max(SMALLEST, size);

export class Volume {
  #box; // where the front is: x, y, width, height, and the depth
  #image;

  /** `look` gets {row, column, channel} that hand or keys point at, and whether they chose it. */
  constructor(look) {
    this.look = look;
    this.node = svg("svg", { class: "volume", role: "application", tabindex: 0 });
    keepKeys(this.node);
    this.back = svg("path", { class: "back" });
    this.front = svg("rect", { class: "front" });
    this.picture = svg("image", { preserveAspectRatio: "none" });
    this.pads = svg("path", { class: "pads" });
    this.marks = svg("path", {});
    this.band = svg("path", {});
    this.node.append(this.back, this.front, this.picture, this.band, this.pads, this.marks);
    this.node.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.#point(event, false));
    this.node.addEventListener("click", (event) => this.#point(event, true));
    this.node.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Draw a volume; `place` is where its keyboard stands. */
  show(volume, flat, scale, name, place) {
    Object.assign(this, { volume, flat, place });
    this.node.style.display = volume ? "" : "none";
    if (!volume) return;
    const { channels, rows, columns } = volume;
    const [width, height, depth] = flat
      ? [atLeast(LONGEST * Math.sqrt((channels * rows * columns) / scale.numbers)), THICK, 0]
      : [atLeast(columns * scale.side), atLeast(rows * scale.side), atLeast(DEEPEST * Math.sqrt(channels / scale.channels))];
    const [dx, dy] = SLANT.map((part) => part * depth);
    const box = { x: MARGIN, y: MARGIN + dy, width, height, dx, dy };
    set(this.node, { "aria-label": name });
    if (JSON.stringify(box) === JSON.stringify(this.#box)) return;
    this.#box = box;
    set(this.node, { width: width + dx + 2 * MARGIN, height: height + dy + 2 * MARGIN });
    set(this.front, { x: box.x, y: box.y, width, height });
    set(this.picture, { x: box.x, y: box.y, width, height });
    set(this.back, { d: `${this.#slab(0, 1)}M${box.x + width} ${box.y}l${dx} ${-dy}v${height}l${-dx} ${dy}z` });
  }

  /** Put a picture (an address of one, or none) on the front. */
  paint(address) {
    if (address === this.#image) return;
    this.#image = address;
    if (address) this.picture.setAttribute("href", address);
    this.picture.style.display = address ? "" : "none";
  }

  mark(look) {
    if (!this.volume) return;
    const { channels, rows, columns } = this.volume;
    const seen = look && look.rows.length && look.columns.length;
    for (const path of [this.marks, this.band]) set(path, { class: look?.way ?? "" });
    if (!seen) return this.#trace("", "", "");
    const inner = [withinMap(look.rows, rows), withinMap(look.columns, columns)];
    if (this.flat) return this.#markRow(look, inner);
    const within = this.#pieces(...inner, look.way === "here" ? 4 : 1.5);
    const [first, last] = look.channels;
    // By the rule of even and odd the inner part is left out of the padding.
    this.#trace(within, this.#slab(first / channels, (last + 1) / channels),
      look.way === "seen" ? this.#pieces(look.rows, look.columns) + within : "");
  }

  #trace(marks, band, pads) {
    for (const [path, d] of [[this.marks, marks], [this.band, band], [this.pads, pads]]) set(path, { d });
  }

  /** Of a row of numbers: each channel's numbers stand side by side. */
  #markRow({ channels: [first, last] }, [rowRuns, columnRuns]) {
    const { channels, rows, columns } = this.volume;
    const cells = rows * columns;
    const from = first * cells + (first === last ? rowRuns[0]?.[0] * columns + columnRuns[0]?.[0] : 0);
    const to = last * cells + (first === last ? rowRuns.at(-1)?.[1] * columns + columnRuns.at(-1)?.[1] : cells - 1);
    const share = this.#box.width / (channels * cells);
    this.#trace(rowRuns.length && columnRuns.length ? this.#rect(from * share, 0, (to - from + 1) * share, THICK) : "", "", "");
  }

  #pieces(rowRuns, columnRuns, least = 1.5) {
    const whole = (runs) => (runs.length ? [[runs[0][0], runs.at(-1)[1]]] : []);
    const many = rowRuns.length * columnRuns.length > MOST_PIECES;
    const { rows, columns } = this.volume;
    const [high, wide] = [this.#box.height / rows, this.#box.width / columns];
    return (many ? whole(rowRuns) : rowRuns).flatMap(([top, bottom]) =>
      (many ? whole(columnRuns) : columnRuns).map(([left, right]) =>
        this.#rect(left * wide, top * high, (right - left + 1) * wide, (bottom - top + 1) * high, least))).join("");
  }

  /** A rectangle on the front, cut off a little outside of it. */
  #rect(left, top, width, height, least = 1.5) {
    const { x, y } = this.#box;
    const cut = (from, size, most) => {
      const low = Math.max(from, -MARGIN + 1);
      return [low, Math.max(least, Math.min(from + size, most + MARGIN - 1) - low)];
    };
    const [fromX, wide] = cut(left, width, this.#box.width);
    const [fromY, high] = cut(top, height, this.#box.height);
    return `M${x + fromX} ${y + fromY}h${wide}v${high}h${-wide}z`;
  }

  /** A part of the top: the channels lie behind one another. */
  #slab(from, to) {
    const { x, y, width, dx, dy } = this.#box;
    return `M${x + from * dx} ${y - from * dy}h${width}l${(to - from) * dx} ${(from - to) * dy}h${-width}z`;
  }

  #point(event, chosen) {
    const { x, y, width, height } = this.#box;
    const { left, top } = this.node.getBoundingClientRect();
    const share = [(event.clientX - left - x) / width, (event.clientY - top - y) / height];
    if (!chosen && (Math.min(...share) < 0 || Math.max(...share) >= 1)) return;
    const [across, down] = share.map((part) => Math.max(0, Math.min(1 - 1e-9, part)));
    const { channels, rows, columns } = this.volume;
    if (!this.flat) return this.look({ row: Math.floor(down * rows), column: Math.floor(across * columns) }, chosen);
    this.look(this.#placeOf(Math.floor(across * channels * rows * columns)), chosen);
  }

  #placeOf(at) {
    const { rows, columns } = this.volume;
    const cell = at % (rows * columns);
    return { channel: Math.floor(at / (rows * columns)), row: Math.floor(cell / columns), column: cell % columns };
  }

  #press(event) {
    if (event.metaKey || event.altKey) return;
    const { channels, rows, columns } = this.volume;
    const { channel, row, column } = this.place();
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    let to = null;
    if (turn) to = { channel: Math.max(0, Math.min(channels - 1, channel + turn)) };
    else if (event.key === "Enter") to = { row, column };
    else if (this.flat) {
      const count = channels * rows * columns;
      const at = lead(event, { row: 0, column: (channel * rows + row) * columns + column }, 1, count);
      to = at && this.#placeOf(at.column);
    } else to = lead(event, { row, column }, rows, columns);
    if (!to) return;
    event.preventDefault();
    this.look(to, true);
  }
}

/** Set attributes where they differ: nothing is drawn anew for nothing. */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
  }
}
