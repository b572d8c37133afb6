// Kernels and pictures by name, and in other sizes; each {shape, values}. The numbers of those with a
// name come from Python (`_menus`), where they are defined.

export class Presets {
  constructor({ kernels, learned, pictures }) {
    this.kernels = kernels; // name → size → plane of numbers
    this.learned = learned; // {shape, values}: whole filters of one size
    this.pictures = pictures; // name → {shape, data: bytes, divisor}
  }

  /** The names that can be had at this size of kernel. */
  namesFor(size, channels) {
    const named = Object.keys(this.kernels).filter((name) => this.kernels[name][size]);
    const [count, readChannels, side] = this.learned.shape;
    const learned = readChannels === channels && side === size
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
      const weights = weight.values.subarray(filter * length, (filter + 1) * length);
      const name = this.nameOf(weights, height, channels);
      if (this.namesFor(size, channels).includes(name)) resized = this.replace(resized, filter, name);
    }
    return resized;
  }

  /** More filters (named ones, in the menu's order) or fewer. */
  refill({ shape, values }, { values: biases }, filters) {
    const [before, channels, height, width] = shape;
    const length = channels * height * width;
    const names = height === width ? this.namesFor(height, channels) : [];
    const weight = collect([filters, channels, height, width], () => 0);
    const used = new Set();
    for (let filter = 0; filter < filters; filter++) {
      let weights = values.subarray(filter * length, (filter + 1) * length);
      if (filter >= before) {
        const next = names.find((name) => !used.has(name)) ?? names[filter % names.length];
        weights = next ? this.filterOf(next, height, channels) : values.subarray(0, length);
      }
      if (names.length) used.add(this.nameOf(weights, height, channels));
      weight.values.set(weights, filter * length);
    }
    const bias = { shape: [filters], values: Float64Array.from({ length: filters }, (_, at) => biases[at] ?? 0) };
    return { weight, bias };
  }

  /** A picture of the menu. */
  picture(name) {
    const { shape, data, divisor } = this.pictures[name];
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { shape, values: Float64Array.from(bytes, (byte) => byte / divisor) };
  }
}

/**
 * The changes that make a source the input, so many pixels high or as many as the kernel needs:
 * the weights follow its channels.
 */
export function inputOf(source, height, weight, g) {
  const [channels, fullHeight, fullWidth] = source.shape;
  const width = Math.max(1, Math.round((height * fullWidth) / fullHeight));
  const least = Math.max(g.coveredHeight, g.coveredWidth) - 2 * g.padding;
  const grow = Math.max(1, least / Math.min(height, width));
  const size = [Math.ceil(height * grow), Math.ceil(width * grow)];
  const image = size.join() === [fullHeight, fullWidth].join() ? source : resizePicture(source, ...size);
  return channels === weight.shape[1] ? { image } : { image, weight: fitChannels(weight, channels) };
}

/** A picture (C, H, W) in another size. Whole numbers stay as they are; brightness is averaged. */
export function resizePicture({ shape, values }, height, width) {
  const [channels, oldHeight, oldWidth] = shape;
  const resized = new Float64Array(channels * height * width);
  const whole = values.every(Number.isInteger) && values.some((value) => value > 1 || value < 0);
  const rows = shares(oldHeight, height, whole);
  const columns = shares(oldWidth, width, whole);
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * oldHeight * oldWidth;
    for (const row of rows) {
      for (const column of columns) {
        let sum = 0;
        for (const [y, high] of row) {
          for (const [x, wide] of column) sum += high * wide * values[plane + y * oldWidth + x];
        }
        resized[at++] = sum;
      }
    }
  }
  return { shape: [channels, height, width], values: resized };
}

// For each new pixel, the old ones that it is made of and their shares; one alone where the picture
// grows or where a mean would make fractions of whole numbers.
function shares(before, after, nearest) {
  return Array.from({ length: after }, (_, index) => {
    const from = (index * before) / after;
    const to = ((index + 1) * before) / after;
    if (nearest || after >= before) {
      return [[Math.min(before - 1, Math.floor((from + to) / 2)), 1]];
    }
    const found = [];
    for (let old = Math.floor(from); old < Math.min(before, Math.ceil(to)); old++) {
      const share = (Math.min(to, old + 1) - Math.max(from, old)) / (to - from);
      if (share > 1e-9) found.push([old, share]);
    }
    return found;
  });
}

/** Weights (F, C, K_h, K_w) in another size: cut to the middle, or put in a frame of zeros. */
export function resizeKernels({ shape, values }, height, width) {
  const [filters, channels, oldHeight, oldWidth] = shape;
  const down = Math.floor(height / 2) - Math.floor(oldHeight / 2);
  const right = Math.floor(width / 2) - Math.floor(oldWidth / 2);
  return collect([filters, channels, height, width], (filter, channel, i, j) => {
    const y = i - down;
    const x = j - right;
    if (y < 0 || x < 0 || y >= oldHeight || x >= oldWidth) return 0;
    return values[((filter * channels + channel) * oldHeight + y) * oldWidth + x];
  });
}

/** Weights for another number of channels: kernels are left off, or the last one is repeated. */
export function fitChannels({ shape, values }, channels) {
  const [filters, before, height, width] = shape;
  return collect([filters, channels, height, width], (filter, channel, i, j) => {
    const from = Math.min(channel, before - 1);
    return values[((filter * before + from) * height + i) * width + j];
  });
}

/** Build an array of four axes, number by number. */
function collect(shape, valueAt) {
  const [a, b, c, d] = shape;
  const values = new Float64Array(a * b * c * d);
  let at = 0;
  for (let p = 0; p < a; p++) {
    for (let q = 0; q < b; q++) {
      for (let r = 0; r < c; r++) for (let s = 0; s < d; s++) values[at++] = valueAt(p, q, r, s);
    }
  }
  return { shape, values };
}
