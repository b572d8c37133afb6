// The arithmetic of one layer: plain numbers and flat Float64Arrays in, the same out; no page.
// It has the law and the names of `convlib.shapes` and `convlib.conv2d`, and tests compare the two.

/** Pixels from a kernel's first weight to its last one. */
export function covered(kernelSize, dilation) {
  return dilation * (kernelSize - 1) + 1;
}

/** Count the places of a window along one axis; 0 where the kernel does not fit. */
export function outputSize(inputSize, kernelSize, stride = 1, padding = 0, dilation = 1) {
  const room = inputSize + 2 * padding - covered(kernelSize, dilation);
  return room < 0 ? 0 : Math.floor(room / stride) + 1;
}

/** All sizes of a layer, from its shapes (C, H, W) and (F, C, K_h, K_w) and its settings. */
export function geometry(imageShape, weightShape, { stride = 1, padding = 0, dilation = 1 } = {}) {
  const [channels, height, width] = imageShape;
  const [filters, , kernelHeight, kernelWidth] = weightShape;
  return {
    channels, height, width, filters, kernelHeight, kernelWidth, stride, padding, dilation,
    coveredHeight: covered(kernelHeight, dilation),
    coveredWidth: covered(kernelWidth, dilation),
    rows: outputSize(height, kernelHeight, stride, padding, dilation),
    columns: outputSize(width, kernelWidth, stride, padding, dilation),
    weights: channels * kernelHeight * kernelWidth, // of one filter
  };
}

/** Turn each kernel by half a turn: what mathematics calls convolution. */
export function flipped(weight, planeSize) {
  const turned = new Float64Array(weight.length);
  for (let start = 0; start < weight.length; start += planeSize) {
    for (let i = 0; i < planeSize; i++) turned[start + i] = weight[start + planeSize - 1 - i];
  }
  return turned;
}

/** Fill the map of one filter. Padding is skipped: a product with zero adds nothing. */
export function convolve(g, image, weight, bias, map) {
  const { height, width, kernelHeight, kernelWidth, stride, padding, dilation } = g;
  map.fill(bias);
  for (let row = 0; row < g.rows; row++) {
    const line = row * g.columns;
    for (let i = 0; i < kernelHeight; i++) {
      const y = row * stride - padding + i * dilation;
      if (y < 0 || y >= height) continue;
      for (let channel = 0; channel < g.channels; channel++) {
        const pixels = (channel * height + y) * width;
        const kernel = (channel * kernelHeight + i) * kernelWidth;
        for (let j = 0; j < kernelWidth; j++) {
          const factor = weight[kernel + j];
          if (factor === 0) continue;
          const shift = j * dilation - padding;
          const first = Math.max(0, Math.ceil(-shift / stride));
          const last = Math.min(g.columns - 1, Math.floor((width - 1 - shift) / stride));
          for (let column = first; column <= last; column++) {
            map[line + column] += factor * image[pixels + column * stride + shift];
          }
        }
      }
    }
  }
}

/** What the window of one output cell reads and makes, in each channel. */
export function windowAt(g, image, weight, row, column) {
  const top = row * g.stride - g.padding;
  const left = column * g.stride - g.padding;
  const channels = [];
  let value = 0;
  for (let channel = 0; channel < g.channels; channel++) {
    const size = g.kernelHeight * g.kernelWidth;
    const pixels = new Float64Array(size);
    const products = new Float64Array(size);
    const inPadding = new Uint8Array(size);
    let sum = 0;
    for (let i = 0; i < g.kernelHeight; i++) {
      for (let j = 0; j < g.kernelWidth; j++) {
        const at = i * g.kernelWidth + j;
        const y = top + i * g.dilation;
        const x = left + j * g.dilation;
        inPadding[at] = y < 0 || x < 0 || y >= g.height || x >= g.width ? 1 : 0;
        pixels[at] = inPadding[at] ? 0 : image[(channel * g.height + y) * g.width + x];
        products[at] = pixels[at] * weight[channel * size + at];
        sum += products[at];
      }
    }
    value += sum;
    channels.push({ pixels, products, inPadding, sum });
  }
  return { top, left, channels, value };
}

/** Along one axis: the places whose window has a weight on this pixel. */
function placesOn(pixel, kernelSize, places, g) {
  const found = [];
  for (let tap = kernelSize - 1; tap >= 0; tap--) {
    const place = (pixel + g.padding - tap * g.dilation) / g.stride;
    if (Number.isInteger(place) && place >= 0 && place < places) found.push(place);
  }
  return found;
}

/** The output cells that one pixel feeds: all pairs of these rows and columns. */
export function fedBy(g, y, x) {
  return {
    rows: placesOn(y, g.kernelHeight, g.rows, g),
    columns: placesOn(x, g.kernelWidth, g.columns, g),
  };
}

/** The pixels (or zeros of the ring) that one weight meets: all pairs of these rows and columns. */
export function metBy(g, i, j) {
  const along = (places, tap) =>
    Array.from({ length: places }, (_, place) => place * g.stride - g.padding + tap * g.dilation);
  return { rows: along(g.rows, i), columns: along(g.columns, j) };
}

/** Rows and columns of the picture in which no window reads anything. */
export function unread(g) {
  const never = (size, kernelSize, places) =>
    Array.from({ length: size }, (_, pixel) => pixel)
      .filter((pixel) => placesOn(pixel, kernelSize, places, g).length === 0);
  const rows = never(g.height, g.kernelHeight, g.rows);
  const columns = never(g.width, g.kernelWidth, g.columns);
  const pixels = g.height * g.width - (g.height - rows.length) * (g.width - columns.length);
  return { rows, columns, pixels };
}

/** What the layer costs, and a fully connected layer between the same numbers. */
export function counts(g) {
  const inputs = g.channels * g.height * g.width;
  const outputs = g.filters * g.rows * g.columns;
  return {
    inputs,
    outputs,
    parameters: g.filters * (g.weights + 1),
    multiplications: outputs * g.weights,
    connectedParameters: outputs * (inputs + 1),
    connectedMultiplications: outputs * inputs,
  };
}
