// What can be done where a layer does not fit, as `remedies.py` finds it: two networks with their words.
import { LARGEST, isPool, layerOf, put, same, short, writeLayer } from "./layers.mjs";

const FIELDS = { filters: "outputs", units: "outputs", kernel_size: "kernel" };

/** The numbers that have to be at least 1 by their names, in the order in which they are typed. */
export function atLeastOne({ kind, outputs, kernel, stride, dilation, groups }) {
  if (kind === "linear") return [["units", outputs]];
  const named = (name, sizes) => sizes.map((size) => [name, size]);
  const conv = kind === "conv";
  return [
    ...(conv ? [["filters", outputs]] : []),
    ...named("kernel_size", kernel), ...named("stride", stride), ...named("dilation", dilation),
    ...(conv ? [["groups", groups]] : []),
  ];
}

export function remedies(network, place, shape) {
  const layer = network.layers[place];
  const readable = (one) => Math.max(one.outputs, ...one.kernel, ...one.padding) <= LARGEST;
  const found = instead(layer, shape)
    .filter(([, layers]) => layers.every(readable))
    .map(([words, layers]) => ({ words, network: put(network, place, ...layers) }));
  const before = network.layers.slice(0, place);
  if (layer.kind !== "linear" && shape.length === 1 && before.every(({ kind }) => kind !== "linear")) {
    const kept = before.filter(({ kind }) => kind !== "flatten");
    const layers = [...kept, layer, layerOf("flatten"), ...network.layers.slice(place + 1)];
    found.unshift({ words: "flatten after it", network: { ...network, layers } });
  }
  return [...found, { words: `without this ${layer.kind}`, network: put(network, place) }].slice(0, 2);
}

export function remediesOfInput(network, place, name) {
  return (place === 0 ? [1, 3] : [28, 32]).map((size) => (
    { words: `${name} ${size}`, network: { ...network, shape: network.shape.with(place, size) } }));
}

/** What to put in a layer's place, the nearest first: [words, layers]. */
function instead(layer, shape) {
  const { kind, outputs, groups, bias } = layer;
  const zero = atLeastOne(layer).find(([, value]) => value < 1);
  if (zero) {
    const [name] = zero;
    return [1, name === "units" ? 10 : 2].map((value) => [`${name} ${value}`, [withSize(layer, FIELDS[name] ?? name, value)]]);
  }
  if (kind === "linear") {
    const conv = layerOf("conv", { outputs, kernel: shape.slice(1), bias });
    return [["flatten before it", [layerOf("flatten"), layer]], [writeLayer(conv), [conv]]];
  }
  if (shape.length === 1) return kind === "conv" ? [[`linear ${outputs}`, [layerOf("linear", { outputs })]]] : [];
  if (shape[0] % groups || outputs % groups) return otherGroups(layer, shape[0]);
  return otherSizes(layer, shape.slice(1));
}

function withSize(layer, field, value) {
  const old = layer[field];
  return { ...layer, [field]: Array.isArray(old) ? old.map((size) => (size >= 1 ? size : value)) : value };
}

function otherGroups(layer, channels) {
  const { outputs, groups } = layer;
  const common = greatestDivisor(channels, outputs);
  let nearest = 1;
  for (let number = 2; number <= common; number++) {
    if (common % number === 0 && Math.abs(number - groups) < Math.abs(nearest - groups)) nearest = number;
  }
  const found = [...new Set([nearest, 1])].map((number) => [`groups ${number}`, [{ ...layer, groups: number }]]);
  if (channels % groups === 0) {
    const filters = Math.ceil(outputs / groups) * groups;
    found.push([`filters ${filters}`, [{ ...layer, outputs: filters }]]);
  }
  return found;
}

const greatestDivisor = (one, other) => (other ? greatestDivisor(other, one % other) : one);

/** More padding, or a smaller kernel; a pool's padding is at most half of its kernel. */
function otherSizes(layer, sides) {
  const [padding, kernel] = [[], []];
  const pools = isPool(layer);
  for (const axis of [0, 1]) {
    const [side, size, pad, apart] = [sides[axis], layer.kernel[axis], layer.padding[axis], layer.dilation[axis]];
    const enough = Math.max(pad, Math.ceil((apart * (size - 1) + 1 - side) / 2));
    const fits = Math.min(size, Math.floor((side + 2 * pad - 1) / apart) + 1);
    padding.push(pools ? Math.min(enough, Math.floor(size / 2)) : enough);
    kernel.push(pools ? Math.max(fits, 2 * pad) : fits);
  }
  // A pool that steps by its own side goes on doing so.
  const stride = pools && same(layer.stride, layer.kernel) ? kernel : layer.stride;
  return [
    [`padding ${short(padding)}`, [{ ...layer, padding }]],
    [`kernel ${short(kernel)}`, [{ ...layer, kernel, stride }]],
  ];
}
