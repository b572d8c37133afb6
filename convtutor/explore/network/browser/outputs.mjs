// What each layer makes, as `outputs.py` says it: shape, cost, receptive field, what does not fit.
// Counts are BigInt: with sides of 100,000 they leave the numbers that JavaScript knows exactly.
import { isPool } from "./layers.mjs";
import { atLeastOne, remedies, remediesOfInput } from "./remedies.mjs";

const BYTES = 4n; // of a float32
const SIZES = ["channels", "rows", "columns"];

export const product = (numbers) => numbers.reduce((all, one) => all * BigInt(one), 1n);

/** The input's step, then one for each layer; all after a layer that does not fit are unknown. */
export function trace(network) {
  const steps = [inputStep(network)];
  let [field, apart] = [[1n, 1n], [1n, 1n]];
  network.layers.forEach((layer, place) => {
    const before = steps.at(-1);
    if (!before.shape.length) return steps.push(stepOf([]));
    const made = follow(layer, before);
    if (typeof made === "string") {
      const problem = { sentence: made, remedies: remedies(network, place, before.shape) };
      return steps.push({ ...stepOf([]), problem });
    }
    const { kernel, stride, dilation } = windowOf(layer, before);
    field = field.map((side, axis) => side + BigInt(dilation[axis]) * BigInt(kernel[axis] - 1) * apart[axis]);
    apart = apart.map((step, axis) => step * BigInt(stride[axis]));
    return steps.push({ ...made, field, step: apart });
  });
  return steps;
}

/** All parameters, all multiplications, and the bytes of the weights and of all outputs. */
export function totals(steps) {
  const sum = (name) => steps.reduce((all, step) => all + step[name], 0n);
  const parameters = sum("parameters");
  return { parameters, multiplications: sum("multiplications"), bytes: BYTES * parameters + sum("bytes") };
}

/** Kernel, stride, padding and dilation; a linear layer is a window as large as the maps. */
export function windowOf(layer, before) {
  if (layer.kind === "conv" || isPool(layer)) return layer;
  const kernel = layer.kind === "linear" ? before.maps : [1, 1];
  return { kernel, stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
}

function stepOf(shape, maps = [1, 1], parameters = 0n, multiplications = 0n) {
  const bytes = shape.length ? BYTES * product(shape) : 0n;
  return { shape, maps, parameters, multiplications, bytes, field: [1n, 1n], step: [1n, 1n] };
}

function inputStep(network) {
  const { shape } = network;
  const place = shape.findIndex((size) => size < 1);
  if (place < 0) return stepOf(shape, shape.slice(1));
  const sentence = tooSmall(SIZES[place], shape[place]);
  return { ...stepOf([]), problem: { sentence, remedies: remediesOfInput(network, place, SIZES[place]) } };
}

/** The step of a layer, or the sentence that says why it does not fit. */
function follow(layer, before) {
  const { kind, outputs, bias } = layer;
  const { shape, maps } = before;
  if (kind === "relu") return stepOf(shape, maps);
  if (kind === "flatten") return stepOf([product(shape)], maps);
  if (kind === "linear" && shape.length === 3) {
    return `linear takes a row of numbers but maps of ${shape.join(" × ")} come; use flatten before it, or a `
      + "kernel as large as the maps";
  }
  if (kind !== "linear" && shape.length === 1) {
    return `${kind} slides over maps but a row of ${shape[0]} numbers comes; use it before flatten, or take it out`;
  }
  const zero = atLeastOne(layer).find(([, value]) => value < 1);
  if (zero) return tooSmall(...zero);
  if (kind !== "linear") return slide(layer, shape);
  const weights = BigInt(shape[0]) * BigInt(outputs);
  return stepOf([outputs], [1, 1], weights + (bias ? BigInt(outputs) : 0n), weights);
}

function slide(layer, [channels, ...sides]) {
  const { kind, outputs, kernel, stride, padding, dilation, groups, bias } = layer;
  if (kind === "conv") {
    for (const [name, count] of [["in_channels", channels], ["out_channels", outputs]]) {
      if (count % groups) {
        return `groups=${groups} does not divide ${name}=${count}; use a number of groups that divides both `
          + "in_channels and out_channels";
      }
    }
  }
  const maps = [];
  for (const axis of [0, 1]) {
    const covered = dilation[axis] * (kernel[axis] - 1) + 1;
    const padded = sides[axis] + 2 * padding[axis];
    if (covered > padded) return tooLarge(covered, padded, axis, layer, sides);
    maps.push(Math.floor((padded - covered) / stride[axis]) + 1);
  }
  if (kind === "conv") {
    const weights = product([outputs, channels / groups, ...kernel]);
    return stepOf([outputs, ...maps], maps, weights + (bias ? BigInt(outputs) : 0n), weights * product(maps));
  }
  const axis = padding.findIndex((pad, at) => 2 * pad > kernel[at]);
  if (axis < 0) return stepOf([channels, ...maps], maps);
  return `padding=${padding[axis]} is more than half of kernel_size=${kernel[axis]}, so a window could lie in `
    + `the padding alone; use padding <= ${Math.floor(kernel[axis] / 2)}`;
}

function tooSmall(name, value) {
  const hint = name === "dilation" ? " (1 means no gaps)" : "";
  return `${name}=${value} is too small; use ${name} >= 1${hint}`;
}

function tooLarge(covered, padded, axis, { kernel, padding, dilation }, sides) {
  const [size, pad, apart] = [kernel[axis], padding[axis], dilation[axis]];
  const spread = apart > 1 ? `, dilation=${apart}` : "";
  return `kernel covers ${covered} pixels (kernel_size=${size}${spread}) but the padded input has only ${padded} `
    + `(input_size=${sides[axis]}, padding=${pad} + ${pad}); use padding >= ${Math.ceil((covered - sides[axis]) / 2)} `
    + `or a smaller kernel${apart > 1 ? " or dilation" : ""}`;
}
