// The layer as it stands: sizes and maps, worked out again only where something changed.
import { convolve, flipped, geometry, reachedBy, wholeMap } from "./arithmetic.mjs";
import { scaleOf } from "./colours.mjs";

export class Layer {
  maps = [];
  #key = "";

  /** Bring everything up to date; says what changed: {sizes, image, maps: Set of filters}. */
  update({ image, weight, bias, flip, ...settings }) {
    const key = JSON.stringify([image.shape, weight.shape, settings]);
    const sizes = key !== this.#key;
    const before = sizes ? {} : this;
    const used = flip ? flipped(weight.values, weight.shape[2] * weight.shape[3]) : weight.values;
    if (sizes) {
      this.#key = key;
      this.g = geometry(image.shape, weight.shape, settings);
      const size = this.g.rows * this.g.columns;
      this.maps = Array.from({ length: this.g.filters }, () => new Float64Array(size));
    }
    const { g } = this;
    const pixels = changedPixels(g, before.image?.values, image.values);
    const region = pixels === null ? null : reachedBy(g, pixels);
    const maps = new Set();
    for (let filter = 0; filter < g.filters; filter++) {
      const own = used.subarray(filter * g.weights, (filter + 1) * g.weights);
      const old = before.weight?.subarray(filter * g.weights, (filter + 1) * g.weights);
      const same = old && before.bias[filter] === bias.values[filter]
        && own.every((value, at) => value === old[at]);
      const part = same ? region : wholeMap(g);
      if (!part) continue;
      convolve(g, image.values, own, bias.values[filter], this.maps[filter], part);
      maps.add(filter);
    }
    Object.assign(this, { image, weight: used, bias: bias.values });
    if (maps.size) this.scale = scaleOf(this.maps);
    return { sizes, image: pixels !== null, maps };
  }

  filterWeights(filter) {
    return this.weight.subarray(filter * this.g.weights, (filter + 1) * this.g.weights);
  }
}

// The smallest box of pixels that holds all changes; null where nothing changed.
function changedPixels(g, before, after) {
  if (before === after) return null;
  const whole = { top: 0, left: 0, bottom: g.height - 1, right: g.width - 1 };
  if (!before) return whole;
  const box = { top: Infinity, left: Infinity, bottom: -1, right: -1 };
  for (let at = 0; at < after.length; at++) {
    if (before[at] === after[at]) continue;
    const row = Math.floor(at / g.width) % g.height;
    const column = at % g.width;
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
  }
  return box.bottom < 0 ? null : box;
}
