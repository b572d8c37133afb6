// Networks, and lines that are none, with all that Python says of them: what JavaScript says is the same.
// Prints how many networks fit, with how many looks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const FOLDER = "../../../../convtutor/explore/network/browser";
const { readNetwork, writeNetwork } = await import(`${FOLDER}/layers.mjs`);
const { trace, totals } = await import(`${FOLDER}/outputs.mjs`);
const { torchCode } = await import(`${FOLDER}/torchcode.mjs`);
const { standing } = await import(`${FOLDER}/goals.mjs`);
const { lookFrom } = await import(`${FOLDER}/reach.mjs`);

const { goals, networks, unreadable } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const words = (numbers) => Array.from(numbers, String);

/** What a function gives, or the sentence of its Error. */
function heard(act) {
  try {
    return act();
  } catch (error) {
    return `! ${error.message}`;
  }
}

function stepsOf(network) {
  return trace(network).map(({ shape, parameters, multiplications, bytes, field, step, problem }) => ({
    shape: words(shape), costs: words([parameters, multiplications, bytes]), field: words(field), step: words(step),
    problem: problem ? [problem.sentence, ...problem.remedies.flatMap((one) => [one.words, writeNetwork(one.network)])] : [],
  }));
}

const places = (runs) => runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
const seen = (look) => (look.rows.length && look.columns.length
  ? [places([look.channels]), places(look.rows), places(look.columns)] : []);

let looks = 0;
for (const expected of networks) {
  const network = readNetwork(expected.written);
  const steps = trace(network);
  assert.equal(writeNetwork(network), expected.text);
  assert.deepEqual(stepsOf(network), expected.steps, expected.text);
  const { parameters, multiplications, bytes } = totals(steps);
  assert.deepEqual(words([parameters, multiplications, bytes]), expected.totals, expected.text);
  assert.equal(heard(() => torchCode(network, steps)), expected.code);
  for (const [name, goal] of Object.entries(goals)) {
    const { conditions, value } = standing(goal, network, steps);
    assert.deepEqual([conditions, value === null ? null : String(value)], expected.standings[name], `${expected.text} ${name}`);
  }
  for (const { from, place, sets } of expected.looks) {
    assert.deepEqual(lookFrom(network, steps, from, place).map(seen), sets, `${expected.text} ${from} ${JSON.stringify(place)}`);
    looks += 1;
  }
}
for (const [text, sentence] of unreadable) assert.equal(heard(() => writeNetwork(readNetwork(text))), `! ${sentence}`);
console.log(networks.filter(({ steps }) => steps.at(-1).shape.length).length, looks);
