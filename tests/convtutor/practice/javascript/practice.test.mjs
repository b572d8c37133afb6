// What the practice makes of answers, in Node's own test runner: node --test
import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../../../convtutor/practice/browser/", import.meta.url);
const load = (name) => import(new URL(name, folder));
const { judge, readAnswer, written } = await load("answers.mjs");
const { merged, readRecord, EMPTY } = await load("record.mjs");
const { beliefs, comebacks, heldBy, indexed, KNOWN, mapOfIdeas, nextQuestion, telling, WAITS } = await load("schedule.mjs");

// ---------------------------------------------------------------- answers as people type them

const wrong = (answer, ...misconceptions) => ({ answer, misconceptions, says: "" });
const NUMBER = { form: "number", right: [[14]], wrong: [wrong([14.5], "not-floored"), wrong([28.33], "thirds"), wrong([15], "up")], asked: [] };
const LARGE = { form: "number", right: [[61706]], wrong: [], asked: [] };
const SHAPE = { form: "shape", right: [[6, 28, 28]], wrong: [], asked: [] };
const SIGNED = { form: "number", right: [[-3]], wrong: [], asked: [] };
const MILLIONS = { form: "number", right: [[65_474_889_301_120]], wrong: [], asked: [] };

test("numbers and shapes are read as people type them", () => {
  for (const [text, question, numbers] of [
    ["14", NUMBER, [14]], [" 14 ", NUMBER, [14]], ["14.5", NUMBER, [14.5]], ["14,5", NUMBER, [14.5]],
    ["(32 - 5)/2 + 1 = 14", NUMBER, [14]], ["14 pixels", NUMBER, [14]],
    ["61,706", LARGE, [61706]], ["61 706", LARGE, [61706]], ["61\u202f706", LARGE, [61706]], ["61'706", LARGE, [61706]],
    ["65.474.889.301.120", MILLIONS, [65_474_889_301_120]], ["1000000000000", MILLIONS, [1e12]],
    ["6x28x28", SHAPE, [6, 28, 28]], ["6 × 28 × 28", SHAPE, [6, 28, 28]], ["6, 28, 28", SHAPE, [6, 28, 28]],
    ["(6,28,28)", SHAPE, [6, 28, 28]], ["[6 28 28]", SHAPE, [6, 28, 28]], ["6 by 28 by 28", SHAPE, [6, 28, 28]],
    ["6*28*28", SHAPE, [6, 28, 28]], ["1,024x5x5", SHAPE, [1024, 5, 5]],
    ["−3", SIGNED, [-3]],
  ]) assert.deepEqual(readAnswer(text, question), { numbers }, text);
});

test("what is no answer gets a sentence that says what to type", () => {
  for (const [text, question, sentence] of [
    ["", NUMBER, /Nothing is typed yet/], ["   ", NUMBER, /Nothing is typed/],
    ["fourteen", NUMBER, /“fourteen” cannot be read as one number. Digits alone will do: 55/],
    ["6×28×28", NUMBER, /Asked for is one number.*three numbers. Is it the answer to another question/],
    ["28, 28", NUMBER, /two numbers/], ["28x28", SHAPE, /Asked for is 3 numbers, such as 6×28×28/],
    ["stride 2, padding 1", NUMBER, /cannot be read/], ["<b>1</b>", NUMBER, /cannot be read/],
    ["14.0", NUMBER, /14.0 is what \/ gives in Python.*write 14/],
    ["61.706", LARGE, /two ways. Write 61706 for the large number, or 61.70/],
    ["-14", NUMBER, /−14 is below 0/], ["1000000000000", NUMBER, /1,000,000,000,000 is far more/],
    ["1e5", NUMBER, /cannot be read/], ["NaN", NUMBER, /cannot be read/], ["28²", NUMBER, /cannot be read/],
  ]) {
    const { problem, numbers } = readAnswer(text, question);
    assert.equal(numbers, undefined, text);
    assert.match(problem, sentence, text);
  }
});

test("an answer is right, a misconception's, or nobody's", () => {
  assert.equal(judge(NUMBER, [14]).right, true);
  assert.deepEqual(judge(NUMBER, [14.5]).wrong.misconceptions, ["not-floored"]);
  for (const typed of [28.3, 28.33, 28.333]) assert.deepEqual(judge(NUMBER, [typed]).wrong.misconceptions, ["thirds"]);
  assert.deepEqual(judge(NUMBER, [28]), { right: false, wrong: undefined });
  const settings = { form: "settings", asked: ["stride", "padding"], right: [[2, 1], [3, 4]], wrong: [] };
  assert.equal(judge(settings, [3, 4]).right, true); // any that gives the side
  assert.equal(judge(settings, [2, 4]).right, false);
  assert.equal(written(settings, [3, 4]), "stride 3, padding 4");
});

// ---------------------------------------------------------------- the record

const given = (id, time) => ({ id, time, question: "q", idea: "i", answer: [1], right: true, misconceptions: [] });

test("two records are put together: each answer once, in the order of time, nothing from before a wiping", () => {
  const one = { ...EMPTY, answers: [given("a", 1), given("c", 3)] };
  const other = { ...EMPTY, answers: [given("b", 2), given("c", 3)] };
  const ids = (record) => record.answers.map(({ id }) => id).join("");
  assert.equal(ids(merged(one, other)), "abc");
  assert.deepEqual(merged(one, other), merged(other, one));
  assert.equal(ids(merged(merged(one, other), { ...EMPTY, wiped: 2 })), "c");
});

test("a record that is damaged or of another version says so", () => {
  assert.deepEqual(readRecord(null), { record: EMPTY });
  for (const text of ["", "{", "[]", "null", '{"version":1}', '{"version":1,"wiped":0,"answers":[{}]}']) {
    assert.match(readRecord(text).fault, /damaged|another version/, text);
  }
  assert.match(readRecord('{"version":2}').fault, /another version/);
  const kept = { ...EMPTY, answers: [given("a", 1)] };
  assert.deepEqual(readRecord(JSON.stringify(kept)), { record: kept });
});

// ---------------------------------------------------------------- who is asked what

// Two ideas, of twelve questions each: m and n answer alike in every other question of the first.
const BANK = indexed({
  ideas: [{ id: "one", name: "one" }, { id: "two", name: "two" }],
  misconceptions: Object.fromEntries([..."mnpqrsABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((name) => [name, { ideas: "mn".includes(name) ? ["one", "two"] : ["two"] }])),
  questions: [
    ...Array.from({ length: 12 }, (_, at) => ({ id: `one/${at}`, idea: "one", right: [[0]],
      wrong: at % 2 ? [wrong([1], "m", "n")] : [wrong([1], "m"), wrong([2], "n")] })),
    ...Array.from({ length: 12 }, (_, at) => ({ id: `two/${at}`, idea: "two", right: [[0]],
      wrong: [wrong([1], "m"), wrong([3], "p"), wrong([4], "q"), ...(at % 2 ? [wrong([5], "r"), wrong([6], "s")] : [])] })),
  ],
});
let clock = 0;
function answer(question, number) {
  const { right, wrong: entry } = judge(BANK.byId.get(question), [number]);
  return { id: `a${clock++}`, time: clock, question, idea: question.split("/")[0], answer: [number], right, misconceptions: entry?.misconceptions ?? [] };
}
const next = (answers, ...ideas) => nextQuestion(BANK, answers, ideas);

test("an answer raises who gives it and lowers who would not; a number of nobody does nothing", () => {
  const before = beliefs(BANK, []);
  const after = beliefs(BANK, [answer("one/0", 1)]);
  assert.ok(after.get("m") > 0.8 && after.get("n") < before.get("n"));
  assert.ok(beliefs(BANK, [answer("one/0", 0)]).get("m") < before.get("m") / 5);
  assert.deepEqual(beliefs(BANK, [answer("one/0", 77)]), before);
  assert.deepEqual(heldBy(beliefs(BANK, [answer("one/0", 1), answer("two/0", 0), answer("one/2", 0)])), []);
});

test("the question that tells most is one that tells more apart", () => {
  const believed = beliefs(BANK, []);
  assert.ok(telling(BANK.byId.get("two/1"), believed) > telling(BANK.byId.get("two/0"), believed));
  assert.ok(telling(BANK.byId.get("one/0"), believed) > telling(BANK.byId.get("one/1"), believed));
});

test("where several misconceptions give an answer, the next question tells them apart", () => {
  const asked = next([answer("one/1", 1)]);
  assert.ok(asked.wrong.every(({ misconceptions }) => misconceptions.length === 1) && asked.id !== "one/1");
  const resolved = [answer("one/1", 1), answer("one/0", 2)];
  assert.deepEqual(heldBy(beliefs(BANK, resolved)), ["n"]);
  assert.deepEqual([...comebacks(BANK, resolved).keys()], ["n"]);
});

test("a misconception comes back after 1, 3 and 8 questions, in other clothes, and then sits", () => {
  const answers = [answer("one/0", 1)];
  const back = [];
  while (comebacks(BANK, answers).has("m")) {
    const { left } = comebacks(BANK, answers).get("m");
    const asked = next(answers);
    if (!left) back.push([answers.length, asked.idea]);
    // Right about m where it is due; the questions between are about anything.
    answers.push(answer(left ? "one/2" : asked.id, left ? 77 : 0));
  }
  assert.deepEqual(back, [[2, "two"], [6, "one"], [15, "two"]]);
  assert.deepEqual(WAITS, [1, 3, 8]);
});

test("an idea is known after four right answers, a wrong one takes a step back, none takes nothing", () => {
  const filled = (numbers) => {
    const answers = numbers.map((number, at) => answer(`two/${at}`, number));
    return mapOfIdeas(BANK, answers)[1];
  };
  assert.equal(KNOWN, 4);
  assert.equal(filled([0, 0, 0]).known, false);
  assert.equal(filled([0, 0, 0, 0]).known, true);
  assert.equal(filled([0, 0, 77, 0, 0]).filled, 3);
  assert.equal(filled([0, 0, 77, 0, 0, 0]).known, true);
  const unknown = { ...answer("two/0", 77), answer: [] };
  assert.equal(mapOfIdeas(BANK, [answer("two/1", 0), unknown])[1].filled, 1);
  assert.notEqual(next([unknown]).idea, "two"); // put off
});

test("ideas can be asked for, no question comes twice in a row, and the first idea begins", () => {
  assert.equal(next([]).idea, "one");
  const answers = [];
  for (let turn = 0; turn < 30; turn++) {
    const asked = next(answers, "two");
    assert.equal(asked.idea, "two");
    assert.notEqual(asked.id, answers.at(-1)?.question);
    answers.push(answer(asked.id, 0));
  }
  assert.equal(new Set(answers.slice(0, 12).map(({ question }) => question)).size, 12);
});

test("answers to questions that the bank no longer has still count", () => {
  const old = { ...answer("one/0", 1), question: "one/gone" };
  assert.ok(beliefs(BANK, [old, { ...old, id: "b" }]).get("m") > 0.5);
  assert.equal(mapOfIdeas(BANK, [{ ...old, right: true, misconceptions: [] }])[0].filled, 1);
  assert.ok(next([old]).id);
  const unheard = { ...old, misconceptions: ["of another version"] };
  assert.deepEqual([...comebacks(BANK, [unheard]).keys(), ...heldBy(beliefs(BANK, [unheard]))], []);
});
