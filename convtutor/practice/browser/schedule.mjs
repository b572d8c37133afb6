// Who is asked what next: pure functions of the bank of questions and of the answers so far.
//
// A learner may hold any of the misconceptions. Each answer changes how likely that is, and the
// next question is the one whose answer tells most. What was shown comes back after 1, 3 and 8
// questions, and an idea is known after four more right answers than wrong ones.

export const KNOWN = 4; // right answers
export const WAITS = [1, 3, 8]; // questions between a misconception and its coming back
const SLIP = 0.1; // of all answers, those that say nothing about who gives them
const STRAY = 0.3; // of slips, those that look like a misconception all the same
const HELD = 3; // misconceptions that somebody holds, more or less, before the first question
const BELIEVED = 0.5;
const MAYBE = 0.1;
const REMEMBERED = 60; // answers: what was shown before them may have been unlearned
const PASSES = 4;
const REST = 40; // questions before the same one may come again
const PUT_OFF = 8; // questions before an idea comes again of which nothing was known
const GENTLE = 3; // bits that the last idea has to tell more than the first one, in the beginning

/** An answer as the bank sees it: which of the wrong ones it is; -1 if it is no misconception's. */
export function seen(bank, { question, answer, right, misconceptions }) {
  const known = misconceptions.filter((name) => name in bank.misconceptions);
  // Of a question that is in the bank no more, what it showed still counts.
  const wrong = bank.byId.get(question)?.wrong ?? [{ answer, misconceptions: known }];
  const shown = wrong.findIndex((one) => one.answer.join() === answer.join());
  return { wrong, right, shown: known.length ? shown : -1 };
}

/** The bank with its questions by their ids. */
export function indexed(bank) {
  return { ...bank, byId: new Map(bank.questions.map((question) => [question.id, question])) };
}

// ---------------------------------------------------------------- what is believed

/** How likely each misconception is held, after all answers: by its name, from 0 to 1. */
export function beliefs(bank, answers) {
  const names = Object.keys(bank.misconceptions);
  const before = logit(HELD / names.length);
  const lately = answers.slice(-REMEMBERED).map((answer) => seen(bank, answer))
    .filter(({ right, shown }) => right || shown >= 0); // others are of no misconception
  let believed = new Map(names.map((name) => [name, chance(before)]));
  // What one answer says of a misconception depends on how likely the others are: so several times.
  for (let pass = 0; pass < PASSES; pass++) {
    const odds = new Map(names.map((name) => [name, before]));
    for (const answer of lately) {
      for (const [name, weight] of evidence(answer, believed)) odds.set(name, odds.get(name) + weight);
    }
    believed = new Map([...odds].map(([name, value]) => [name, chance(value)]));
  }
  return believed;
}

const logit = (share) => Math.log(share / (1 - share));
const chance = (odds) => 1 / (1 + Math.exp(-odds));

// Bayes' rule for each misconception by itself: how much likelier its holder gives this answer.
function evidence({ wrong, right, shown }, believed) {
  const given = (name, sure) => {
    const likely = outcomes(wrong, (other) => other === name ? sure : believed.get(other) ?? 0);
    return right ? likely.right : likely.wrong[shown];
  };
  return [...entriesByName(wrong).keys()].map((name) =>
    [name, Math.log(given(name, 1) / given(name, 0))]);
}

// How likely each answer is. Who holds nothing that the question is about is right; who holds
// several misconceptions gives the answer of one of them, and who could give several answers of one
// gives either.
function outcomes(wrong, share) {
  const entries = entriesByName(wrong);
  const none = [...entries.keys()].reduce((product, name) => product * (1 - share(name)), 1);
  const any = wrong.map(({ misconceptions }) =>
    1 - misconceptions.reduce((product, name) => product * (1 - share(name) / entries.get(name)), 1));
  const weights = any.map((_, entry) => any[entry] * shareAmong(any, entry));
  const all = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const stray = (SLIP * STRAY) / Math.max(1, wrong.length);
  return {
    right: (1 - SLIP) * none + stray,
    wrong: weights.map((weight) => ((1 - SLIP) * (1 - none) * weight) / all + stray),
  };
}

// In how many of the wrong answers each misconception stands.
function entriesByName(wrong) {
  const count = new Map();
  for (const name of wrong.flatMap(({ misconceptions }) => misconceptions)) {
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  return count;
}

// The mean of 1 / (1 + how many others are held), as the integral of their generating function.
function shareAmong(any, entry) {
  let sum = 0;
  for (const x of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    sum += any.reduce((product, share, at) =>
      at === entry ? product : product * (1 - share + share * x), 1);
  }
  return sum / 5;
}

/** How many bits the answer to a question would tell about what is held. */
export function telling({ wrong }, believed) {
  const likely = outcomes(wrong, (name) => believed.get(name));
  // Of several answers that could be given it is one, whichever: that tells nothing.
  let given = [1]; // how likely it is that none, one, two ... could be
  for (const [name, entries] of entriesByName(wrong)) {
    const share = believed.get(name);
    given = [...given, ...Array(entries).fill(0)].map((same, at) =>
      same * (1 - share) + (given[at - entries] ?? 0) * share);
  }
  const idle = given.reduce((sum, share, count) => sum + share * Math.log2(Math.max(1, count)), 0);
  return [likely.right, ...likely.wrong].reduce((sum, share) => sum - share * Math.log2(share), 0)
    - (1 - SLIP) * idle;
}

/** What is believed to be held, likeliest first. */
export function heldBy(believed) {
  return [...believed].filter(([, share]) => share > BELIEVED)
    .sort(([, one], [, other]) => other - one).map(([name]) => name);
}

// ---------------------------------------------------------------- what comes back

/**
 * The misconceptions that were shown and do not sit yet, each with how often it came back and was
 * answered rightly, and in how many questions it comes again.
 */
export function comebacks(bank, answers, believed = beliefs(bank, answers)) {
  const waiting = new Map();
  answers.forEach((answer, at) => {
    const { wrong, right, shown } = seen(bank, answer);
    const showing = shown < 0 ? [] : wrong[shown].misconceptions;
    // Where several answer alike, the one that later answers made likely.
    const shows = (name) => showing.includes(name)
      && (showing.length === 1 || believed.get(name) > BELIEVED);
    for (const name of showing) {
      if (shows(name) && !waiting.has(name)) waiting.set(name, { step: 0, since: at, idea: answer.idea });
    }
    if (!right && shown < 0) return;
    for (const name of wrong.flatMap(({ misconceptions }) => misconceptions)) {
      const one = waiting.get(name);
      if (!one || at - one.since <= WAITS[one.step]) continue; // not its turn yet
      if (right && one.step + 1 === WAITS.length) waiting.delete(name); // it sits
      else {
        const step = Math.min(one.step + 1, WAITS.length - 1);
        waiting.set(name, { step, since: at, idea: answer.idea });
      }
    }
  });
  for (const one of waiting.values()) {
    one.left = Math.max(0, WAITS[one.step] + 1 - (answers.length - one.since));
  }
  return waiting;
}

// ---------------------------------------------------------------- the map of ideas

/** Each idea in the order of teaching: how far it is filled, whether it is known, what is held. */
export function mapOfIdeas(bank, answers, believed = beliefs(bank, answers)) {
  const back = comebacks(bank, answers, believed);
  const held = new Set(heldBy(believed));
  return bank.ideas.map((idea) => {
    const own = answers.filter((answer) => answer.idea === idea.id);
    const filled = own.reduce((sum, { right, answer }) =>
      right ? Math.min(KNOWN, sum + 1) : Math.max(0, sum - (answer.length > 0)), 0);
    const shown = [...back.keys()].filter((name) =>
      bank.misconceptions[name]?.ideas.includes(idea.id));
    const known = filled === KNOWN && !shown.some((name) => held.has(name));
    return { ...idea, asked: own.length, filled, known, shown };
  });
}

// ---------------------------------------------------------------- the next question

/**
 * The next question: on these ideas, or on all if none are named.
 *
 * After an answer that several misconceptions give comes what tells them apart; then what is due to
 * come back, in other clothes; then what tells most, and what is not known yet.
 */
export function nextQuestion(bank, answers, ideas = []) {
  const believed = beliefs(bank, answers);
  const places = new Map(answers.map(({ question }, at) => [question, at]));
  const rested = bank.questions.filter(({ id }) => !(answers.length - places.get(id) <= REST));
  const isAsked = ({ idea }) => !ideas.length || ideas.includes(idea);
  const fresh = [rested.filter(isAsked), oldest(bank.questions.filter(isAsked), places)]
    .find((some) => some.length);
  const pressing = pressingOf(bank, answers, believed);
  const candidates = pressing.map((wanted) => fresh.filter(wanted)).find((some) => some.length);
  const worth = worthOf(bank, answers, believed);
  const valued = candidates.map((question) => [question, worth(question)]);
  return valued.reduce((best, one) => one[1] > best[1] ? one : best)[0];
}

// Where all were asked lately, the one that was asked longest ago.
function oldest(questions, places) {
  return questions.sort((one, other) => places.get(one.id) - places.get(other.id)).slice(0, 1);
}

// What a question has to do, most pressing first; the last is content with any.
function pressingOf(bank, answers, believed) {
  const last = answers.at(-1);
  const { wrong, shown } = last ? seen(bank, last) : { shown: -1 };
  const names = shown < 0 ? [] : wrong[shown].misconceptions;
  const isKnown = names.filter((name) => believed.get(name) > BELIEVED).length === 1;
  const alike = isKnown ? [] : names.filter((name) => believed.get(name) > MAYBE);
  const due = [...comebacks(bank, answers, believed)].filter(([, { left }]) => !left);
  const isAbout = (question, name) =>
    question.wrong.some(({ misconceptions }) => misconceptions.includes(name));
  const tellsApart = (question) => alike.some((name) => isAbout(question, name)) && question.wrong.every(
    ({ misconceptions }) => misconceptions.filter((name) => alike.includes(name)).length < 2);
  return [
    ...(alike.length > 1 ? [tellsApart] : []),
    ...due.map(([name, { idea }]) => (question) => isAbout(question, name) && question.idea !== idea),
    ...due.map(([name]) => (question) => isAbout(question, name)),
    () => true,
  ];
}

// In bits: what the answer tells; more for an idea of which little is known, less for one that was
// asked just now, or that the learner does not know yet; at first less for one that is taught later.
function worthOf(bank, answers, believed) {
  const ideas = mapOfIdeas(bank, answers, believed);
  const later = GENTLE / (1 + answers.length / 2) / ideas.length;
  const need = new Map(ideas.map(({ id, filled }, at) => [id, (KNOWN - filled) / KNOWN / 2 - later * at]));
  const putOff = new Set(answers.slice(-PUT_OFF).filter(({ answer }) => !answer.length).map((one) => one.idea));
  const last = answers.slice(-3).map((one) => one.idea);
  return (question) => telling(question, believed) + need.get(question.idea)
    - last.filter((idea) => idea === question.idea).length - 3 * putOff.has(question.idea);
}
