// Numbers and sentences: everything that the page says, made from the same data as the drawing.
import { counts, unread } from "./arithmetic.mjs";

/** A number as people write it: a true minus sign, no zeros at the end, never -0. */
export function number(value, decimals = 2) {
  let text = value.toFixed(decimals);
  if (decimals) text = text.replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text.replace("-", "−");
}

/** A third as 1/3, which no decimals say; "" for what is no such part of 1, or a pixel of 17/255. */
function unitFraction(value) {
  const size = Math.abs(value), parts = Math.round(1 / size);
  if (!(size > 0.01 && size < 1) || Math.abs(value * 100 - Math.round(value * 100)) < 1e-9) return "";
  if (Math.abs(1 / size - parts) > 1e-9 || (parts > 3 && 255 % parts === 0)) return "";
  return `${value < 0 ? "−" : ""}1/${parts}`;
}

/** A number with as many decimals as fit; where room is short 0.26 shrinks to .26. */
export function cellNumber(value, fits) {
  const fraction = unitFraction(value);
  if (fraction && fits(fraction)) return fraction;
  for (const decimals of Math.abs(value) >= 10 ? [1, 0] : [2, 1, 0]) {
    const text = number(value, decimals);
    for (const short of [text, text.replace(/^(−?)0\./, "$1.")]) if (fits(short)) return short;
  }
  return number(value, 0);
}

/** A number as people type it, 1/9 too; undefined if it is none. */
export function readNumber(text) {
  const [above, below = "1", ...more] = text.replace("−", "-").replaceAll(",", ".").split("/");
  const value = more.length || !above.trim() || !below.trim() ? NaN : Number(above) / Number(below);
  return Number.isFinite(value) ? value : undefined;
}

/** A count with its digits in threes. */
export function thousands(count) {
  return count.toLocaleString("en-GB");
}

export function plural(count, noun) {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function channelNames(channels) {
  if (channels === 1) return ["grey"];
  if (channels === 3) return ["red", "green", "blue"];
  return Array.from({ length: channels }, (_, channel) => `channel ${channel}`);
}

/** Along one axis, the law of the size with its numbers: [formula, result]. */
export function sizeFormula(inputSize, kernelSize, places, { stride, padding, dilation }) {
  const reach = dilation * (kernelSize - 1) + 1;
  const inside = `${inputSize}${padding ? ` + 2·${padding}` : ""} − ${reach}`;
  const exact = (inputSize + 2 * padding - reach) / stride + 1;
  const over = stride > 1 ? ` / ${stride}` : "";
  const floored = Number.isInteger(exact) ? "" : `${number(exact)}, floored to `;
  return [`(${inside})${over} + 1 = ${floored}`, String(places)];
}

/** Why a kernel of 3 counts as 5 in the formula; empty without dilation. */
export function dilationSentence(g) {
  if (g.dilation === 1) return "";
  const kernel = g.kernelHeight;
  return `With dilation ${g.dilation}, ${plural(kernel, "weight")} cover ` +
    `${g.dilation}·(${kernel} − 1) + 1 = ${g.coveredHeight} pixels.`;
}

/** Which pixels no window reads. */
export function unreadSentence(g) {
  const never = unread(g);
  if (!never.pixels) return "Every pixel is read by at least one window.";
  const lines = [];
  if (never.rows.length) lines.push(named("row", never.rows));
  if (never.columns.length) lines.push(named("column", never.columns));
  const of = `${thousands(never.pixels)} of ${plural(g.height * g.width, "pixel")}`;
  const are = never.rows.length + never.columns.length === 1 ? "is" : "are";
  return `No window reads the purple pixels: ${lines.join(" and ")} ${are} left out (${of}).`;
}

// "row 31", "rows 3, 7 and 11", or how many where the list would be long.
function named(noun, places) {
  if (places.length === 1) return `${noun} ${places[0]}`;
  if (places.length > 4) return `${places.length} ${noun}s`;
  return `${noun}s ${places.slice(0, -1).join(", ")} and ${places.at(-1)}`;
}

/** Where the window stands and what it makes. */
export function windowSentence(g, step, row, column, bias) {
  const names = channelNames(g.channels);
  const sums = step.channels.map(({ sum }, channel) =>
    g.channels > 1 ? `${names[channel]} ${number(sum, 3)}` : number(sum, 3));
  return `Row ${row}, column ${column} of the map: the window begins at row ${number(step.top)}, ` +
    `column ${number(step.left)} of the picture. The products sum to ${sums.join(", ")}; ` +
    `with the bias ${number(bias, 3)} that makes ${number(step.value + bias, 3)}.`;
}

export function fedSentence(g, y, x, fed) {
  const count = fed.rows.length * fed.columns.length;
  if (!count) return `The pixel in row ${y}, column ${x} is read by no window.`;
  const cells = count === 1 ? "one value" : `${count} values`;
  const each = g.filters > 1 ? " of each map" : " of the map";
  return `The pixel in row ${y}, column ${x} feeds ${cells}${each}: ${span("row", fed.rows)}, ` +
    `${span("column", fed.columns)}.`;
}

export function metSentence(g, i, j, met) {
  const inside = (lines, size) => lines.filter((line) => line >= 0 && line < size).length;
  const pixels = inside(met.rows, g.height) * inside(met.columns, g.width);
  const zeros = g.rows * g.columns - pixels;
  const more = zeros ? ` and ${plural(zeros, "zero")} of the padding` : "";
  return `As the window slides, the weight in row ${i}, column ${j} of this kernel meets ` +
    `${plural(pixels, "pixel")}${more}, one at each place.`;
}

function span(noun, places) {
  if (places.length === 1) return `${noun} ${places[0]}`;
  return `${noun}s ${places[0]} to ${places.at(-1)}`;
}

/** What the layer costs, as rows of a table: [what, parameters, multiplications]. */
export function costRows(g) {
  const all = counts(g);
  const filters = g.filters > 1 ? `${g.filters} · ` : "";
  const kernel = `${g.channels}·${g.kernelHeight}·${g.kernelWidth}`;
  return [
    {
      what: "this layer",
      parameters: thousands(all.parameters),
      parametersHow: g.filters > 1 ? `${filters}(${kernel} + 1)` : `${kernel} + 1`,
      multiplications: thousands(all.multiplications),
      multiplicationsHow: `${filters}${g.rows}·${g.columns} · ${kernel}`,
    },
    {
      what: "fully connected, same input and output",
      parameters: thousands(all.connectedParameters),
      parametersHow: `${thousands(all.outputs)} · (${thousands(all.inputs)} + 1)`,
      multiplications: thousands(all.connectedMultiplications),
      multiplicationsHow: `${thousands(all.outputs)} · ${thousands(all.inputs)}`,
    },
  ];
}

/** Another cell than the pinned one. */
export function otherSentence({ row, column }, value, pinned) {
  return `Row ${row}, column ${column} of the map holds ${number(value, 3)}. ` +
    `The window stays pinned at row ${pinned.row}, column ${pinned.column}.`;
}

export const INPUT_KEYS = "input picture: arrow keys choose a pixel and show the values that it feeds";
export const PAINT_KEYS = "input picture: arrow keys choose a pixel, Enter paints it";
export const MAP_KEYS = "feature map: arrow keys move the window, Enter pins it";

export const HELP = [
  "Feature map: the window goes where you point; a click pins it, another one lets it go. Input: " +
  "the values that the pixel feeds turn blue. Kernel: the pixels that the weight meets turn orange.",
  "By keyboard: Tab to a grid, then the arrow keys. Home and End go to the ends of a row, with Ctrl " +
  "to the first and last place. Enter pins the window on the map, or paints a pixel of the input. " +
  "In a kernel the arrow keys go from weight to weight; type a number and press Enter.",
];
