// The explorer's pure functions, number by number, in Node's own test runner: node --test
import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../../../convtutor/explore/browser/", import.meta.url);
const arithmetic = await import(new URL("arithmetic.mjs", folder));
const reshape = await import(new URL("presets.mjs", folder));
const words = await import(new URL("words.mjs", folder));
const state = await import(new URL("state.mjs", folder));

test("the size is floored", () => {
  assert.equal(arithmetic.outputSize(32, 5), 28);
  assert.equal(arithmetic.outputSize(32, 5, 2), 14); // 14.5
  assert.equal(arithmetic.outputSize(32, 3, 1, 1), 32);
  assert.equal(arithmetic.outputSize(7, 3, 1, 0, 2), 3); // 3 weights cover 5 pixels
  assert.equal(arithmetic.outputSize(4, 3, 1, 0, 2), 0); // they do not fit
  assert.equal(arithmetic.outputSize(4, 3, 1, 1, 2), 2);
});

test("one value is the sum of the products of all channels, and padding gives zeros", () => {
  const g = arithmetic.geometry([2, 2, 2], [1, 2, 2, 2], { padding: 1 });
  const image = Float64Array.of(1, 2, 3, 4, 10, 20, 30, 40);
  const weight = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const map = new Float64Array(9);
  arithmetic.convolve(g, image, weight, 0.5, map);
  // Top left only the last weight of each kernel meets a pixel: 1·4 + 10·8 + 0.5.
  assert.equal(map[0], 84.5);
  // In the middle all of them do: 1 + 4 + 9 + 16 + 50 + 120 + 210 + 320 + 0.5.
  assert.equal(map[4], 730.5);
  const step = arithmetic.windowAt(g, image, weight, 0, 0);
  assert.deepEqual([...step.channels[1].inPadding], [1, 1, 1, 0]);
  assert.deepEqual(step.channels.map(({ sum }) => sum), [4, 80]);
});

test("a pixel feeds the values that change with it, and a weight meets one pixel at each place", () => {
  // Five pixels, kernel 3, stride 2, padding 1: windows begin at −1, 1 and 3. Pixel 1 is read by
  // the first two, pixel 2 by the second only (its middle), pixel 4 by the third.
  const g = arithmetic.geometry([1, 5, 5], [1, 1, 3, 3], { stride: 2, padding: 1 });
  assert.deepEqual(arithmetic.fedBy(g, 1, 2), { rows: [0, 1], columns: [1] });
  assert.deepEqual(arithmetic.fedBy(g, 4, 4), { rows: [2], columns: [2] });
  // The weight in row 0, column 2 meets the rows −1, 1, 3 and columns 1, 3, 5.
  assert.deepEqual(arithmetic.metBy(g, 0, 2), { rows: [-1, 1, 3], columns: [1, 3, 5] });
});

test("the flip turns each kernel by half a turn", () => {
  assert.deepEqual([...arithmetic.flipped(Float64Array.of(1, 2, 3, 4, 5, 6), 3)], [3, 2, 1, 6, 5, 4]);
});

test("six filters of 3×5×5 cost what the course says", () => {
  const all = arithmetic.counts(arithmetic.geometry([3, 32, 32], [6, 3, 5, 5]));
  assert.equal(all.parameters, 456);
  assert.equal(all.connectedParameters, 14455392);
  assert.equal(all.multiplications, 352800); // 6·28·28 values of 75 products
});

test("a smaller picture is a mean, and whole numbers stay whole", () => {
  const bright = { shape: [1, 2, 4], values: Float64Array.of(0, 1, 0.5, 0.5, 1, 1, 0, 0) };
  assert.deepEqual([...reshape.resizePicture(bright, 1, 2).values], [0.75, 0.25]);
  const whole = { shape: [1, 1, 4], values: Float64Array.of(1, 2, 3, 4) };
  assert.deepEqual([...reshape.resizePicture(whole, 1, 2).values], [2, 4]);
  assert.deepEqual([...reshape.resizePicture(whole, 1, 8).values], [1, 1, 2, 2, 3, 3, 4, 4]);
});

test("a kernel is cut to its middle or framed with zeros", () => {
  const kernel = { shape: [1, 1, 1, 3], values: Float64Array.of(1, 2, 3) };
  assert.deepEqual([...reshape.resizeKernels(kernel, 1, 1).values], [2]);
  assert.deepEqual([...reshape.resizeKernels(kernel, 1, 5).values], [0, 1, 2, 3, 0]);
  assert.deepEqual([...reshape.fitChannels(kernel, 2).values], [1, 2, 3, 1, 2, 3]);
});

test("numbers are written as people do, and read as people type", () => {
  assert.deepEqual([2, -0.333, 0.5, -0.001, 100].map((value) => words.number(value)), ["2", "−0.33", "0.5", "0", "100"]);
  const shortest = (room) => [-1.267, -0.333, 0.95, 12.34, -128].map((value) =>
    words.cellNumber(value, (text) => text.length <= room));
  assert.deepEqual(shortest(5), ["−1.27", "−0.33", "0.95", "12.3", "−128"]);
  assert.deepEqual(shortest(4), ["−1.3", "−.33", "0.95", "12.3", "−128"]);
  assert.deepEqual(shortest(3), ["−1", "−.3", ".95", "12", "−128"]);
  assert.deepEqual([" −0,5 ", "1e2", "two", ""].map(words.readNumber), [-0.5, 100, undefined, undefined]);
  // What a cell shows can be typed; what is no part of 1 is shown by its decimals.
  assert.deepEqual([1 / 9, -1 / 3, 0.25, 2 / 3, 17 / 255].map((value) => words.cellNumber(value, () => true)),
    ["1/9", "−1/3", "0.25", "0.67", "0.07"]);
  assert.deepEqual(["1/9", "−1 / 3", "1/0", "1/", "1/2/3"].map(words.readNumber),
    [1 / 9, -1 / 3, undefined, undefined, undefined]);
});

test("what no window reads is told in one sentence", () => {
  const g = arithmetic.geometry([1, 8, 8], [1, 1, 1, 1], { stride: 3 });
  // Of 8 rows 0, 3 and 6 are read: 9 pixels of 64.
  assert.equal(words.unreadSentence(g),
    "No window reads the purple pixels: 5 rows and 5 columns are left out (55 of 64 pixels).");
});

test("arrays come back as they went, wherever their bytes begin", () => {
  const packed = state.encode({ shape: [1, 2], values: Float64Array.of(1.5, -2) });
  const message = new Uint8Array(3 + 16);
  message.set(new Uint8Array(packed.data.buffer), 3);
  const moved = { shape: [1, 2], data: new DataView(message.buffer, 3, 16) };
  assert.deepEqual([...state.decode(moved).values], [1.5, -2]);
});
