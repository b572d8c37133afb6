// Compares the explorer's windows with cases that Python wrote: node check_one_value.mjs CASES.json
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { geometry, windowAt } from "../../../../convtutor/explore/browser/arithmetic.mjs";

function near(found, wanted) {
  assert.equal(found.length, wanted.length);
  wanted.forEach((number, index) => assert.ok(Math.abs(found[index] - number) < 1e-9));
}

let compared = 0;
for (const layer of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const g = geometry(layer.shape, layer.weightShape, layer.settings);
  for (const wanted of layer.values) {
    const found = windowAt(g, layer.image, layer.weight, wanted.row, wanted.column);
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
