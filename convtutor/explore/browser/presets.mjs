// Kernels and pictures by name. The numbers come from Python (`_menus`), where they are defined.
import { collect, fitChannels, resizeKernels, resizePicture } from "./reshape.mjs";

export class Presets {
  constructor({ kernels, learned, pictures }) {
    this.kernels = kernels; // name → size → plane of numbers
    this.learned = learned; // {shape, values}: whole filters of one size
    this.pictures = pictures; // name → {shape, data: bytes, divisor}
  }

  /** The names that can be had at this size of kernel. */
  namesFor(size, channels) {
    const named = Object.keys(this.kernels).filter((name) => this.kernels[name][size]);
    const [count, own, side] = this.learned.shape;
    const learned = own === channels && side === size
      ? Array.from({ length: count }, (_, index) => `learned ${index + 1}`) : [];
    return [...named, ...learned];
  }

  /** The weights of one filter, (channels · size · size) numbers. */
  filterOf(name, size, channels) {
    const [, number] = name.match(/^learned (\d+)$/) ?? [];
    const length = channels * size * size;
    if (number) return this.learned.values.slice((number - 1) * length, number * length);
    const plane = this.kernels[name][size].flat();
    return Array.from({ length: channels }, () => plane).flat();
  }

  /** The name of a filter if it is one of ours, for the menu; "" if it is not. */
  nameOf(weights, size, channels) {
    const same = (name) => this.filterOf(name, size, channels)
      .every((value, at) => Math.abs(value - weights[at]) < 1e-9);
    return this.namesFor(size, channels).find(same) ?? "";
  }

  /** What the menu offers: besides those, learned filters where their size fits as well. */
  choicesFor(size, g) {
    const names = size ? this.namesFor(size, g.channels) : [];
    const [, , side] = this.learned.shape;
    const fits = Math.min(g.height, g.width) + 2 * g.padding >= g.dilation * (side - 1) + 1;
    const learned = side === size || !fits ? []
      : this.namesFor(side, g.channels).filter((name) => name.startsWith("learned"));
    return [...names, ...learned.map((name) => `${name} (${side} × ${side})`)];
  }

  /** All weights with a choice of the menu in the place of one filter; undefined if it is none. */
  put(choice, weight, filter) {
    const [, name, side] = choice.match(/^(.*?)(?: \((\d+) × \d+\))?$/);
    const fitting = side ? this.resize(weight, Number(side)) : weight;
    const known = this.namesFor(fitting.shape[2], fitting.shape[1]).includes(name);
    return known ? this.replace(fitting, filter, name) : undefined;
  }

  /** Put another filter in the place of one. */
  replace({ shape, values }, filter, name) {
    const changed = values.slice();
    changed.set(this.filterOf(name, shape[2], shape[1]), filter * shape[1] * shape[2] * shape[3]);
    return { shape, values: changed };
  }

  /** All filters in another size: a named one is made anew, another is cut or framed with zeros. */
  resize(weight, size) {
    const [filters, channels, height, width] = weight.shape;
    let resized = resizeKernels(weight, size, size);
    if (height !== width) return resized;
    const length = channels * height * width;
    for (let filter = 0; filter < filters; filter++) {
      const own = weight.values.subarray(filter * length, (filter + 1) * length);
      const name = this.nameOf(own, height, channels);
      if (this.namesFor(size, channels).includes(name)) resized = this.replace(resized, filter, name);
    }
    return resized;
  }

  /** More filters (named ones, in the menu's order) or fewer. */
  refill(state, filters) {
    const { shape: [before, channels, height, width], values } = state.get("weight");
    const length = channels * height * width;
    const names = height === width ? this.namesFor(height, channels) : [];
    const weight = collect([filters, channels, height, width], () => 0);
    const used = new Set();
    for (let filter = 0; filter < filters; filter++) {
      let own = values.subarray(filter * length, (filter + 1) * length);
      if (filter >= before) {
        const next = names.find((name) => !used.has(name)) ?? names[filter % names.length];
        own = next ? this.filterOf(next, height, channels) : values.subarray(0, length);
      }
      if (names.length) used.add(this.nameOf(own, height, channels));
      weight.values.set(own, filter * length);
    }
    const old = state.get("bias").values;
    const bias = { shape: [filters], values: Float64Array.from({ length: filters }, (_, at) => old[at] ?? 0) };
    return { weight, bias };
  }

  /** A picture of the menu. */
  picture(name) {
    const { shape, data, divisor } = this.pictures[name];
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { shape, values: Float64Array.from(bytes, (byte) => byte / divisor) };
  }
}

/** The changes that make a picture the input: weights follow its channels, sizes make it fit. */
export function takePicture(state, picture, g) {
  const weight = state.get("weight");
  const least = Math.max(g.coveredHeight, g.coveredWidth) - 2 * g.padding;
  const [channels, height, width] = picture.shape;
  const grow = Math.max(1, least / Math.min(height, width));
  const image = grow > 1
    ? resizePicture(picture, Math.ceil(height * grow), Math.ceil(width * grow)) : picture;
  return channels === weight.shape[1] ? { image } : { image, weight: fitChannels(weight, channels) };
}
