// A picture on the layers of a network: on all up to the first whose weights nobody knows. Those of the
// course's own network are known: the filters that it learned, and that it paints the picture back with.
import { coloursOf, mixedColours, planesOf, scaleOf } from "../../../browser/colours.mjs";
import { isPool } from "./layers.mjs";

const MOST_PIXELS = 512; // of a side that is drawn
const MOST_WORK = 80e6; // multiplications: about a tenth of a second

/** The learned filters and, from them, those that paint: {filters, paint}, numbers in rows. */
export function weightsOf({ shape: [count, channels, size], scale, data }) {
  const bytes = data.buffer ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data;
  const filters = Float64Array.from(new Int16Array(new Uint8Array(bytes).buffer), (number) => number * scale);
  const taps = size * size;
  // Each value paints its filter into a window, so a pixel gets the filters turned by half a turn.
  const paint = Float64Array.from({ length: filters.length }, (_, at) => {
    const [channel, filter, tap] = [Math.floor(at / (count * taps)), Math.floor(at / taps) % count, at % taps];
    return filters[(filter * channels + channel) * taps + taps - 1 - tap] / taps;
  });
  const side = [size, size].join();
  return (layer, before) => {
    const fits = (inside, outside) => layer.groups === 1 && layer.kernel.join() === side
      && before.shape[0] === inside && layer.outputs === outside;
    return fits(channels, count) ? filters : fits(count, channels) ? paint : null;
  };
}

/** The numbers of each step as planes, one after another, as far as they can be known. */
export function mapsOf(network, steps, picture, weights) {
  const maps = [picture];
  let work = 0;
  for (const [at, layer] of network.layers.entries()) {
    const [before, step] = [steps[at], steps[at + 1]];
    const made = maps[at];
    if (!made || step.shape.length !== 3) break;
    if (layer.kind === "relu") maps.push(made.map((value) => Math.max(0, value)));
    else if (isPool(layer)) maps.push(pool(layer, made, before.shape, step.shape));
    else {
      const known = layer.kind === "conv" && weights(layer, before);
      work += Number(step.multiplications);
      if (!known || work > MOST_WORK) break;
      maps.push(convolve(layer, known, made, before.shape, step.shape));
    }
  }
  return maps;
}

export const canShow = ({ rows, columns }) => Math.max(rows, columns) <= MOST_PIXELS;

/** The outputs along an axis whose window has a certain tap inside the picture: [first, last]. */
function range(size, made, stride, offset) {
  return [Math.max(0, Math.ceil(-offset / stride)), Math.min(made - 1, Math.floor((size - 1 - offset) / stride))];
}

function convolve({ kernel: [high, wide], stride, padding, dilation }, weights, values, [channels, rows, columns], [filters, height, width]) {
  const made = new Float64Array(filters * height * width);
  let at = 0;
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < high * wide; tap++) {
        const weight = weights[at++];
        const down = Math.floor(tap / wide) * dilation[0] - padding[0];
        const across = (tap % wide) * dilation[1] - padding[1];
        const [top, bottom] = range(rows, height, stride[0], down);
        const [left, right] = range(columns, width, stride[1], across);
        for (let row = top; row <= bottom; row++) {
          const from = (channel * rows + row * stride[0] + down) * columns + across;
          const to = (filter * height + row) * width;
          for (let column = left; column <= right; column++) made[to + column] += weight * values[from + column * stride[1]];
        }
      }
    }
  }
  return made;
}

function pool({ kind, kernel: [high, wide], stride, padding }, values, [channels, rows, columns], [, height, width]) {
  const most = kind === "maxpool";
  const made = new Float64Array(channels * height * width).fill(most ? -Infinity : 0);
  for (let channel = 0; channel < channels; channel++) {
    for (let tap = 0; tap < high * wide; tap++) {
      const [down, across] = [Math.floor(tap / wide) - padding[0], (tap % wide) - padding[1]];
      const [top, bottom] = range(rows, height, stride[0], down);
      const [left, right] = range(columns, width, stride[1], across);
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          const value = values[(channel * rows + row * stride[0] + down) * columns + column * stride[1] + across];
          const to = (channel * height + row) * width + column;
          made[to] = most ? Math.max(made[to], value) : made[to] + value / (high * wide);
        }
      }
    }
  }
  return made;
}

/** A canvas with one channel of some planes, or with all three mixed if they are red, green and blue. */
export function canvasOf(values, [channels, rows, columns], channel, mixed) {
  const size = rows * columns;
  const canvas = new OffscreenCanvas(columns, rows);
  let shown;
  if (mixed) {
    const { signed, limit } = scaleOf([values]);
    // Negative numbers are differences from a middle grey.
    shown = mixedColours(signed ? values.map((value) => 0.5 + value / (2 * limit)) : values, size);
  } else {
    shown = coloursOf(values.subarray(channel * size, (channel + 1) * size), scaleOf([values]));
  }
  canvas.getContext("2d").putImageData(new ImageData(shown, columns, rows), 0, 0);
  return canvas;
}

/** A picture's pixels as planes from 0 to 1, as large as a network wants it, in colour or in grey. */
export function pixelsOf(bitmap, [channels, rows, columns]) {
  const planes = planesOf(bitmap, columns, rows);
  if (channels === 3) return planes;
  const size = rows * columns;
  return planes.slice(0, size).map((red, at) => (red + planes[at + size] + planes[at + 2 * size]) / 3);
}
