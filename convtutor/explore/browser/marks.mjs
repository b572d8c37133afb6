// What lies over the grids: the window, the output cell, and what belongs to the thing pointed at.
import { fedBy, metBy } from "./arithmetic.mjs";
import { OUTPUT, WINDOW } from "../../browser/colours.mjs";
import { fedSentence, metSentence, otherSentence, windowSentence } from "./words.mjs";

const MANY = 4096; // more cells than that are marked as one area

/** The marks of both grids, the weight to frame, and the sentence that says the same. */
export function marksOf(state, step, { pointed, filling }) {
  const { g, row, column, bias, filter, layer: { maps } } = state;
  const onInput = [...readPixels(g, step), windowBox(g, { row, column })];
  const onMap = [...(filling ? veils(g, row, column) : []), { row, column, colour: OUTPUT }];
  if (pointed?.kind === "input") {
    const fed = fedBy(g, pointed.row, pointed.column);
    onInput.push({ ...pointed, kind: "dashed", colour: "#000" });
    onMap.push(...cross(fed, { kind: "fill", colour: `${OUTPUT}66` }), ...around(fed, OUTPUT));
    const words = fedSentence(g, pointed.row, pointed.column, fed);
    return { onInput, onMap, tap: tapOn(g, step, pointed), words };
  }
  if (pointed?.kind === "weight") {
    const met = metBy(g, pointed.i, pointed.j);
    const framed = { row: met.rows[row], column: met.columns[column], colour: WINDOW };
    onInput.push(...cross(met, { kind: "fill", colour: `${WINDOW}70` }), framed);
    return { onInput, onMap, tap: pointed, words: metSentence(g, pointed.i, pointed.j, met) };
  }
  if (pointed?.kind === "output") {
    onMap.push({ ...pointed, kind: "dashed", colour: OUTPUT });
    onInput.push({ ...windowBox(g, pointed), kind: "dashed" });
    const value = maps[filter][pointed.row * g.columns + pointed.column];
    return { onInput, onMap, tap: null, words: otherSentence(pointed, value, { row, column }) };
  }
  return { onInput, onMap, tap: null, words: windowSentence(g, step, row, column, bias) };
}

function windowBox(g, { row, column }) {
  return {
    row: row * g.stride - g.padding, column: column * g.stride - g.padding,
    height: g.coveredHeight, width: g.coveredWidth, colour: WINDOW,
  };
}

// With gaps between the weights, the pixels that are really read.
function readPixels(g, { top, left }) {
  if (g.dilation === 1) return [];
  const along = (first, size) => Array.from({ length: size }, (_, tap) => first + tap * g.dilation);
  const read = { rows: along(top, g.kernelHeight), columns: along(left, g.kernelWidth) };
  return cross(read, { kind: "fill", colour: `${WINDOW}90` });
}

// The weight that lies on a pixel now, in every channel; null if none does.
function tapOn(g, { top, left }, pixel) {
  const i = (pixel.row - top) / g.dilation;
  const j = (pixel.column - left) / g.dilation;
  const among = (tap, size) => Number.isInteger(tap) && tap >= 0 && tap < size;
  return among(i, g.kernelHeight) && among(j, g.kernelWidth) ? { i, j } : null;
}

// While the window slides, what it has not reached yet.
function veils(g, row, column) {
  const veil = { kind: "fill", colour: "#ffffffd8" };
  return [
    { ...veil, row, column: column + 1, width: g.columns - column - 1 },
    { ...veil, row: row + 1, height: g.rows - row - 1, width: g.columns },
  ];
}

// Every pair of these rows and columns, or all of their area where they are too many.
function cross({ rows, columns }, mark) {
  if (rows.length * columns.length > MANY) return around({ rows, columns }, mark.colour, mark.kind);
  return rows.flatMap((row) => columns.map((column) => ({ ...mark, row, column })));
}

// The box around them, if there are any.
function around({ rows, columns }, colour, kind = "dashed") {
  if (!rows.length || !columns.length) return [];
  const height = rows.at(-1) - rows[0] + 1;
  const width = columns.at(-1) - columns[0] + 1;
  return [{ kind, colour, row: rows[0], column: columns[0], height, width }];
}
