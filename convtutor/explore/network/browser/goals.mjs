// How far a network is on the way to a goal: as `goals.py` says it, from the goals that Python gives.
import { NUMBERS_FIRST, readNetwork, writeLayer } from "./layers.mjs";
import { totals, windowOf } from "./outputs.mjs";
import { number } from "./words.mjs";

const WIDEST = 4096n; // pixels: gaps are not looked for in wider fields

/** {conditions: [[words, holds]], value}: the value is null where the network does not fit. */
export function standing(goal, network, steps) {
  const last = steps.at(-1);
  const known = last.shape.length > 0;
  const conditions = [
    ["every layer fits", known],
    [`${goal.shape.join(" × ")}${goal.shape.length === 1 ? " numbers" : ""} come out`, last.shape.join() === goal.shape.join()],
  ];
  if (goal.kinds.length) {
    const used = network.layers.every(({ kind }) => goal.kinds.includes(kind));
    conditions.push([`only ${goal.kinds.join(" and ")}`, used]);
  }
  if (goal.field) {
    const wide = known && seenWithoutGaps(network, steps).every((side) => side >= goal.field);
    conditions.push([`one value sees ${goal.field} × ${goal.field}, without gaps`, wide]);
  }
  if (goal.step) {
    conditions.push([`neighbours look ${goal.step} pixels apart`, known && last.step.every((step) => step === BigInt(goal.step))]);
  }
  let value = null;
  if (goal.measure === "changes") value = BigInt(changes(readNetwork(goal.start), network));
  else if (known) value = totals(steps)[goal.measure];
  const within = value !== null && value <= goal.target;
  conditions.push([`at most ${number(goal.target)} ${goal.measure}`, within]);
  return { conditions, value };
}

/** The receptive field of the last layer along rows and columns; 0 where it has gaps. */
function seenWithoutGaps(network, steps) {
  return steps.at(-1).field.map((side, axis) => (side <= WIDEST && isWhole(network, steps, axis) ? side : 0n));
}

function isWhole(network, steps, axis) {
  let [seen, apart] = [1n, 1n]; // a bit for each pixel that is seen
  network.layers.forEach((layer, at) => {
    const { kernel, stride, dilation } = windowOf(layer, steps[at]);
    const shift = apart * BigInt(dilation[axis]);
    for (let taps = 1; taps < kernel[axis];) { // twice as many, or as many as are left
      const more = Math.min(taps, kernel[axis] - taps);
      seen |= seen << (BigInt(more) * shift);
      taps += more;
    }
    apart *= BigInt(stride[axis]);
  });
  return (seen & (seen + 1n)) === 0n;
}

/** Numbers changed, and layers put in or taken out: as few as explain it. */
function changes(start, network) {
  let row = Array.from({ length: network.layers.length + 1 }, (_, count) => count);
  start.layers.forEach((old, taken) => {
    const before = row;
    row = [taken + 1];
    network.layers.forEach((layer, place) => {
      row.push(Math.min(before[place] + differences(old, layer), before[place + 1] + 1, row[place] + 1));
    });
  });
  return row.at(-1) + start.shape.filter((size, at) => size !== network.shape[at]).length;
}

function differences(old, layer) {
  if (old.kind !== layer.kind) return 2; // one taken out and one put in
  const [first, second] = [wordsOf(old), wordsOf(layer)];
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].filter((name) => first[name] !== second[name]).length;
}

/** A layer's numbers by their places, and by their letters where they have one. */
function wordsOf(layer) {
  const [, ...words] = writeLayer(layer).split(" ");
  const first = NUMBERS_FIRST[layer.kind] ?? 0;
  return Object.fromEntries(words.map((word, place) => [place < first ? place : word[0], word]));
}
