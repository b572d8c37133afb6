// The course's colours, the same as in `convtutor.draw.style`.

export const WINDOW = "#D55E00"; // vermilion: the window and the pixels that it reads
export const OUTPUT = "#0072B2"; // blue: the output cell
export const UNREAD = "#882255"; // purple: pixels that no window reads
export const PADDING = "#8A8A8A"; // grey: the ring of zeros

// Blue (negative) over white (0) to red (positive): ColorBrewer's RdBu without its dark ends.
const STOPS = [
  [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240], [247, 247, 247],
  [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43],
];

function signedColour(share) {
  const at = ((Math.max(-1, Math.min(1, share)) + 1) / 2) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(at));
  return STOPS[index].map((from, part) => from + (STOPS[index + 1][part] - from) * (at - index));
}

/** How numbers become colours: {signed, limit}; one scale for all planes given. */
export function scaleOf(planes, atLeast = 0) {
  let lowest = 0;
  let highest = 0;
  for (const plane of planes) {
    for (const value of plane) {
      if (value < lowest) lowest = value;
      else if (value > highest) highest = value;
    }
  }
  return { signed: lowest < 0, limit: Math.max(highest, -lowest, atLeast) || 1 };
}

export function colourOf(value, { signed, limit }) {
  if (signed) return signedColour(value / limit);
  const grey = Math.round(255 * Math.max(0, Math.min(1, value / limit)));
  return [grey, grey, grey];
}

/** The colours of a plane of numbers, ready for the canvas. */
export function coloursOf(values, scale) {
  const shown = new Uint8ClampedArray(4 * values.length);
  const table = new Map(); // small pictures repeat their numbers
  for (let at = 0; at < values.length; at++) {
    let colour = table.get(values[at]);
    if (!colour) {
      colour = colourOf(values[at], scale);
      if (table.size < 4096) table.set(values[at], colour);
    }
    shown.set(colour, 4 * at);
    shown[4 * at + 3] = 255;
  }
  return shown;
}

/** The colours of three planes as red, green and blue from 0 to 1. */
export function mixedColours(values, size) {
  const shown = new Uint8ClampedArray(4 * size);
  for (let at = 0; at < size; at++) {
    for (let channel = 0; channel < 3; channel++) {
      shown[4 * at + channel] = Math.round(255 * values[channel * size + at]);
    }
    shown[4 * at + 3] = 255;
  }
  return shown;
}

/** A picture of the page's as three planes, red, green and blue from 0 to 1, at another size. */
export function planesOf(bitmap, width, height) {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff"; // behind what is transparent
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const size = width * height;
  return Float64Array.from({ length: 3 * size }, (_, at) => data[4 * (at % size) + Math.floor(at / size)] / 255);
}

/** Black or white, whichever reads better on a colour (relative luminance of WCAG). */
export function inkOn(colour) {
  const [red, green, blue] = Array.from(colour, (part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

export function css(colour) {
  return `rgb(${Array.from(colour, Math.round).join(" ")})`;
}

/** The ends and the middle of a scale in words. */
export function scaleWords({ signed, limit }, number) {
  return signed
    ? `blue ${number(-limit)}, white 0, red ${number(limit)}`
    : `black 0, white ${number(limit)}`;
}

/** A bar of the scale, as a CSS background. */
export function scaleBar({ signed }) {
  return `linear-gradient(to right, ${(signed ? STOPS : [[0, 0, 0], [255, 255, 255]]).map(css)})`;
}

const tiles = new Map();

/** Diagonal lines; `crossed` ones for what is never read. */
export function hatching(context, colour, crossed) {
  if (!tiles.has(colour)) tiles.set(colour, hatchedTile(colour, crossed));
  return context.createPattern(tiles.get(colour), "repeat");
}

function hatchedTile(colour, crossed) {
  const tile = new OffscreenCanvas(8, 8);
  const brush = tile.getContext("2d");
  brush.fillStyle = crossed ? "#ffffffb0" : "#f2f2f2";
  brush.fillRect(0, 0, 8, 8);
  brush.strokeStyle = colour;
  brush.lineWidth = crossed ? 1.4 : 0.9;
  brush.beginPath();
  // Each line goes on past the tile's corners, so that tiles join without a gap.
  for (const shift of [-8, 0, 8]) {
    brush.moveTo(shift - 1, 9);
    brush.lineTo(shift + 9, -1);
    if (crossed) {
      brush.moveTo(shift - 1, -1);
      brush.lineTo(shift + 9, 9);
    }
  }
  brush.stroke();
  return tile;
}
