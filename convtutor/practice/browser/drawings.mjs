// Drawings from a question's data: windows on a row of pixels, volumes, small tables, layers,
// products. Each says itself to whoever cannot see it.
import { colourOf, css, inkOn, scaleOf } from "../../browser/colours.mjs";
import { element } from "../../browser/elements.mjs";
import { svg } from "../../browser/svg.mjs";
import { spoken } from "./answers.mjs";

const box = (kind, x, y, width, height) => svg("rect", { class: kind, x, y, width, height });
const words = (kind, x, y, text) => svg("text", { class: kind, x, y }, String(text));

function picture(width, height, ...parts) {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, ...parts);
}

/** Draw into as much width as there is; `caption` stands above. */
export function draw(drawing, width, caption = "") {
  const drawn = DRAW[drawing.kind](drawing, Math.max(240, width));
  const node = element("div", { class: `drawing ${drawing.kind}`, role: "img", "aria-label": `${caption} ${drawing.says}`.trim() },
    ...(caption ? [element("div", { class: "caption", text: caption })] : []), ...drawn);
  return node;
}

// Drawn by the style sheet: a sign is no text that has to be read.
const sign = (drawn) => element("span", { class: "sign", "data-sign": drawn });

const DRAW = {
  axis, blocks, grids, layers, product,
  words: ({ says }) => [element("span", { text: says })],
};

// ---------------------------------------------------------------- windows on a row of pixels

const GAP = 34; // between the two ends of a long row
const CELL = 22, STEP = 19;

function axis({ size, padding, kernel, starts, windows, unread, marks }, width) {
  const first = -padding;
  const end = Math.max(size + padding, ...starts.map((start) => start + kernel));
  const stride = starts.length > 1 ? starts[1] - starts[0] : 1;
  const atEnd = Math.max(kernel + 2 * stride, unread.length + kernel, end - size + kernel);
  const ends = 2 * atEnd + 1 < end - first && (width - 2) / (end - first) < 13;
  const unit = Math.min(26, ends ? (width - GAP - 2) / (2 * atEnd) : (width - 2) / (end - first));
  const resumes = end - atEnd; // where the row goes on after the gap
  const x = (at) => 1 + (ends && at >= resumes ? atEnd * unit + GAP + (at - resumes) * unit : (at - first) * unit);
  const isShown = (from, length) => !ends || from + length <= first + atEnd || from >= resumes;
  const parts = [];
  const never = new Set(unread);
  for (let at = first; at < size + padding; at++) {
    if (!isShown(at, 1)) continue;
    const kind = at < 0 || at >= size ? "zero" : never.has(at) ? "unread" : "pixel";
    parts.push(box(kind, x(at), 1, unit, CELL));
    if (unit >= 11) {
      const label = kind === "zero" ? "0" : kind === "unread" ? "×" : "";
      if (label) parts.push(words(`sign ${kind}`, x(at) + unit / 2, 17, label));
    }
  }
  if (ends) parts.push(words("more", 1 + atEnd * unit + GAP / 2, 17, "…"));
  const drawn = starts.map((start, at) => [start, starts.length < windows && at >= starts.length / 2
    ? windows - starts.length + at + 1 : at + 1]).filter(([start]) => isShown(start, kernel));
  let y = CELL + 8, before = 0;
  const sticking = new Set(marks);
  for (const [start, number] of drawn) {
    if (number > before + 1) {
      parts.push(words("more", width / 2, y + 9, `… ${spoken(number - before - 1)} more …`));
      y += STEP;
    }
    before = number;
    const wide = kernel * unit;
    parts.push(box(sticking.has(start) ? "window out" : "window", x(start) + 1, y, wide - 2, STEP - 5));
    const outside = wide < 9 * String(number).length + 8;
    const before_ = x(start) + wide > width - 30;
    parts.push(words(outside ? (before_ ? "number end" : "number begin") : "number",
      outside ? (before_ ? x(start) - 4 : x(start) + wide + 4) : x(start) + wide / 2, y + 11.5, number));
    y += STEP;
  }
  return [picture(width, y + 2, ...parts)];
}

// ---------------------------------------------------------------- volumes and kernels

const sideOf = (values) => 12 + 11 * Math.log2(values); // a picture of 224 is not 32 times one of 7
const depthOf = (channels) => 3 + 6 * Math.log2(channels);

function blocks({ blocks: volumes, kernels }) {
  const row = element("div", { class: "row" });
  volumes.forEach(({ label, channels, rows, columns }, at) => {
    const kernel = kernels[at - 1];
    if (at) {
      row.append(element("div", { class: "by" },
        element("span", { text: kernel ? `${spoken(kernel.filters)} filters of` : "" }),
        element("span", { text: kernel ? `${kernel.channels}×${kernel.side}×${kernel.side}` : "pooling" }),
        sign("→")));
    }
    row.append(element("div", { class: "volume" }, cuboid(sideOf(columns), sideOf(rows), depthOf(channels)),
      element("span", { text: label })));
  });
  return [row];
}

function cuboid(wide, high, depth) {
  const back = depth * 0.7;
  const points = (...corners) => corners.map((corner) => corner.join(",")).join(" ");
  const [right, bottom] = [wide + back + 1, high + back + 1];
  return picture(right + 1, bottom + 1,
    svg("polygon", { class: "top", points: points([1, back], [back, 1], [right, 1], [wide + 1, back]) }),
    svg("polygon", { class: "flank", points: points([wide + 1, back], [right, 1], [right, high], [wide + 1, bottom - 1]) }),
    box("front", 1, back, wide, high));
}

// ---------------------------------------------------------------- small tables of numbers

function grids({ grids: tables }) {
  const row = element("div", { class: "row" });
  for (const { title, rows, marked } of tables) {
    const scale = scaleOf(rows);
    const marks = new Set(marked.map(String));
    const table = element("div", { class: "table", style: `--across: ${rows[0].length}` });
    rows.forEach((numbers, y) => numbers.forEach((number, x) => {
      // Whatever the table holds, its numbers mean the same colours: blue below 0, red above it.
      const colour = colourOf(number, { ...scale, signed: true });
      table.append(element("span", { class: marks.has(`${y},${x}`) ? "marked" : undefined, text: spoken(number),
        style: `background: ${css(colour)}; color: ${inkOn(colour)}` }));
    }));
    row.append(element("div", { class: "grid" }, table, ...(title ? [element("span", { text: title })] : [])));
  }
  return [row];
}

// ---------------------------------------------------------------- what a value reads, layer by layer

const ROW = 20, BETWEEN = 30;

function layers({ layers: stack, field }, width) {
  const counts = [...stack.map(({ size }) => size), field];
  const room = width - 2;
  const unit = Math.min(22, room / field);
  const parts = [];
  let above;
  counts.forEach((count, at) => {
    const y = 1 + at * (ROW + BETWEEN);
    const wide = count * unit, left = (room - wide) / 2 + 1;
    if (above) {
      parts.push(svg("polygon", { class: "reads", points: [
        [above.left, y - BETWEEN], [above.left + above.wide, y - BETWEEN], [left + wide, y], [left, y],
      ].map(String).join(" ") }));
      const { kernel, stride } = stack[at - 1];
      parts.push(words("between", width / 2, y - 11, `${kernel}×${kernel}, stride ${stride}`));
    }
    const kind = at < stack.length ? "value" : "pixel";
    const cells = unit < 4 ? 1 : count; // too many to tell apart are one bar
    for (let cell = 0; cell < cells; cell++) {
      parts.push(box(kind, left + (cell * wide) / cells, y, wide / cells, ROW));
    }
    const label = at < stack.length ? `${spoken(count)} of layer ${stack.length - at}` : `${spoken(count)} of the picture`;
    const isBeside = left > 8 * label.length;
    parts.push(words(isBeside ? "label" : "label over", isBeside ? left - 8 : width / 2, y + 14, label));
    above = { left, wide };
  });
  return [picture(width, counts.length * (ROW + BETWEEN) - BETWEEN + 2, ...parts)];
}

// ---------------------------------------------------------------- products

function product({ factors, plus, result }) {
  const chip = ({ number, word }) => element("span", { class: "factor" },
    element("b", { text: spoken(number) }), element("span", { text: word }));
  const joined = (some, by) => some.flatMap((one, at) => at ? [sign(by), chip(one)] : [chip(one)]);
  return [element("div", { class: "row" }, ...joined(factors, "·"),
    ...plus.flatMap((one) => [sign("+"), chip(one)]), sign("="), element("b", { class: "result", text: spoken(result) }))];
}
