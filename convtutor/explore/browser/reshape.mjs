// Pictures and kernels in another size; {shape, values} in, a new one out.

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
export function collect(shape, valueAt) {
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
