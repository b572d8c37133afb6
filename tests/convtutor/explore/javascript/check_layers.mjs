// Compares the explorer's arithmetic with layers that Python wrote: node check_layers.mjs LAYERS.json
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { convolve, counts, flipped, geometry, unread, windowAt } from "../../../../convtutor/explore/browser/arithmetic.mjs";

function near(found, wanted) {
  assert.equal(found.length, wanted.length);
  wanted.forEach((number, index) => assert.ok(Math.abs(found[index] - number) < 1e-9));
}

let compared = 0;
for (const layer of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const g = geometry(layer.shape, layer.weightShape, layer.settings);
  const weight = layer.flip ? flipped(layer.weight, g.kernelHeight * g.kernelWidth) : layer.weight;
  const kernels = (filter) => weight.slice(filter * g.weights, (filter + 1) * g.weights);
  layer.maps.forEach((wanted, filter) => {
    const map = new Float64Array(g.rows * g.columns);
    convolve(g, layer.image, kernels(filter), layer.bias[filter], map);
    near(map, wanted);
    near(map.map((_, cell) => layer.bias[filter] + windowAt(
      g, layer.image, kernels(filter), Math.floor(cell / g.columns), cell % g.columns).value), wanted);
  });
  const said = counts(g);
  for (const [name, wanted] of Object.entries(layer.counts)) assert.equal(said[name], wanted);
  const left = unread(g), [, height, width] = layer.shape;
  const never = [...Array(height * width).keys()].filter((pixel) =>
    left.rows.includes(Math.floor(pixel / width)) || left.columns.includes(pixel % width));
  assert.deepEqual(never, layer.unread);
  assert.equal(left.pixels, never.length);
  for (const wanted of layer.values) {
    const found = windowAt(g, layer.image, kernels(0), wanted.row, wanted.column);
    assert.deepEqual([found.top, found.left], [wanted.top, wanted.left]);
    found.channels.forEach(({ pixels, products, inPadding }, channel) => {
      near(pixels, wanted.pixels[channel]);
      near(products, wanted.products[channel]);
      assert.deepEqual([...inPadding], wanted.inPadding);
    });
    near(found.channels.map(({ sum }) => sum), wanted.sums);
    near([found.value], [wanted.value]);
    compared += 1;
  }
}
console.log(compared);
