// Simulated learners, asked by the practice's own scheduler: node learners.mjs < {bank, learners}
//
// Each holds one, two or three misconceptions. Where a question is about one of them, it gives its
// answer; where it is about several, that of either; else the right one. One answer in ten is a slip.
import { readFileSync } from "node:fs";

import { judge } from "../convtutor/practice/browser/answers.mjs";
import { beliefs, heldBy, indexed, nextQuestion } from "../convtutor/practice/browser/schedule.mjs";

const SLIP = 0.1;
const AFTER = [12, 24, 36]; // questions

// Random numbers from a seed, the same on every machine (mulberry32).
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const one = (list, random) => list[Math.floor(random() * list.length)];

function learner(names, count, random) {
  const holds = new Set();
  while (holds.size < count) holds.add(one(names, random));
  return holds;
}

function answerOf(question, holds, random, time) {
  const shows = question.wrong.filter(({ misconceptions }) => misconceptions.some((name) => holds.has(name)));
  const meant = shows.length ? one(shows, random).answer : question.right[0];
  const answer = random() < SLIP ? slipped(question, meant, random) : meant;
  const { right, wrong } = judge(question, answer);
  return {
    id: String(time), time, question: question.id, idea: question.idea,
    answer: wrong?.answer ?? answer, right, misconceptions: wrong?.misconceptions ?? [],
  };
}

// One more or less, ten too many, a digit too many or too few, twice as much, digits turned round.
const SLIPS = [
  (number) => number + 1, (number) => number - 1, (number) => number + 10, (number) => number * 10,
  (number) => Math.floor(number / 10), (number) => number * 2,
  (number) => Number([...String(number)].reverse().join("")),
];

function slipped({ form, choices }, meant, random) {
  if (form === "choice") return [one([...choices.keys()].filter((at) => at !== meant[0]), random)];
  const at = Math.floor(random() * meant.length);
  return meant.with(at, one(SLIPS, random)(meant[at]));
}

/** Whether after some questions just what is held is believed, of the misconceptions in question. */
function diagnosed(bank, answers, holds, names) {
  const believed = new Set(heldBy(beliefs(bank, answers)));
  return names.every((name) => believed.has(name) === holds.has(name));
}

const namesIn = (questions) => [...new Set(questions.flatMap(({ wrong }) => wrong.flatMap((each) => each.misconceptions)))];

const CHOOSE = {
  chosen: nextQuestion,
  random: (bank, answers, ideas, random) =>
    one(bank.questions.filter(({ idea }) => !ideas.length || ideas.includes(idea)), random),
};

/** Learners who ask for one idea about which they hold something, for as many as they need, for all. */
function measure(bank, learners) {
  const names = namesIn(bank.questions);
  const byIdea = bank.ideas.map(({ id }) => [id, namesIn(bank.questions.filter(({ idea }) => idea === id))]);
  const shares = {};
  const note = (row, isRight) => {
    shares[row] ??= [0, 0];
    shares[row][0] += isRight;
    shares[row][1] += 1;
  };
  for (const [how, choose] of Object.entries(CHOOSE)) {
    for (const count of [1, 2, 3]) {
      for (let seed = 0; seed < learners; seed++) {
        const random = randomFrom(1000 * count + seed);
        const holds = learner(names, count, random);
        const practise = (questions, ideas) => {
          const answers = [];
          while (answers.length < questions) {
            answers.push(answerOf(choose(bank, answers, ideas, random), holds, random, answers.length));
          }
          return answers;
        };
        const unsure = [...new Set([...holds].map((name) => one(byIdea.filter(([, some]) => some.includes(name)), random)))];
        for (const [row, asked] of [["one", unsure.slice(0, 1)], ["unsure", unsure]]) {
          const answers = practise(AFTER[0], asked.map(([idea]) => idea));
          note(`${how} ${count} ${row} 12`, diagnosed(bank, answers, holds, asked.flatMap(([, some]) => some)));
        }
        const answers = practise(AFTER.at(-1), []);
        for (const after of AFTER) {
          note(`${how} ${count} all ${after}`, diagnosed(bank, answers.slice(0, after), holds, names));
        }
      }
    }
  }
  return Object.fromEntries(Object.entries(shares).map(([row, [right, all]]) => [row, right / all]));
}

const { bank, learners } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(measure(indexed(bank), learners)));
