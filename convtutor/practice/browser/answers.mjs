// Answers as people type them: numbers, shapes and settings, or a sentence on what is unclear.

const SEPARATOR = /\s*(?:[x×*·;]|\bby\b)\s*/i;
const MANY = ["no numbers", "one number", "two numbers", "three numbers"];

/** Read what was typed into one field that asks for `count` numbers: {numbers} or {problem}. */
export function readAnswer(text, question, count = question.right[0].length) {
  const typed = text.replace(/[−–]/g, "-").replace(/[\s\u00a0\u2009\u202f]+/g, " ").trim();
  if (!typed) {
    return { problem: "Nothing is typed yet. A guess is welcome; “I don’t know” is an answer, too." };
  }
  // What stands after "=" is the result; a word after the number is its unit.
  const result = typed.split("=").at(-1).replace(/(\d[)\]]?) ?[a-z]{2,}\.?$/i, "$1")
    .replace(/^[([{ ]+|[)\]} ]+$/g, "");
  const pieces = piecesOf(result, count);
  const strange = pieces.find((piece) => !/^-?[\d.,' ]*\d[\d.,' ]*$/.test(piece));
  if (strange !== undefined || !pieces.length) {
    return { problem: `“${typed}” cannot be read as ${wanted(count)}. Digits alone will do: ${example(count)}.` };
  }
  if (pieces.length !== count) {
    return { problem: `Asked for is ${wanted(count)}, and “${typed}” has ${MANY[pieces.length] ?? pieces.length}. `
      + "Is it the answer to another question?" };
  }
  return firstProblem(pieces.map(numberOf)) ?? inReach(pieces.map(numberOf).map(({ value }) => value), question);
}

function piecesOf(text, count) {
  if (SEPARATOR.test(text)) return text.split(SEPARATOR);
  if (count > 1) return text.split(/[,;] ?| /);
  // One number: separators of thousands belong to it, and so does a decimal comma.
  return /, /.test(text) || /\d \d(?!\d\d\b)/.test(text) ? text.split(/,? /) : [text];
}

const wanted = (count) => count === 1 ? "one number" : `${count} numbers, such as ${example(count)}`;
const example = (count) => ["55", "28×28", "6×28×28"][count - 1];

// One number: {value}, or {problem} where it could be two.
function numberOf(piece) {
  const plain = piece.replace(/[' ]/g, "");
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return { value: Number(plain.replaceAll(",", "")) };
  if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(plain)) return { value: Number(plain.replaceAll(".", "")) };
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(plain)) {
    const [whole, rest] = plain.split(".");
    return { problem: `${piece} can be read in two ways. Write ${whole}${rest} for the large number, or `
      + `${whole}.${rest.slice(0, 2)} if the dot is a decimal point.` };
  }
  const dotted = plain.replace(",", ".");
  if (/^-?\d+\.0+$/.test(dotted)) {
    return { problem: `${piece} is what / gives in Python, a number with a point. A count is whole: write `
      + `${Number(dotted)}, if that is what you mean.` };
  }
  const value = Number(dotted);
  return Number.isNaN(value) ? { problem: `“${piece}” is no number that I can read.` } : { value };
}

const firstProblem = (found) => found.find(({ problem }) => problem);

function inReach(numbers, { right, wrong }) {
  const known = [...right, ...wrong.map(({ answer }) => answer)].flat();
  const largest = Math.max(10, ...known);
  for (const number of numbers) {
    if (number < 0 && Math.min(...known) >= 0) {
      return { problem: `${spoken(number)} is below 0, and what is asked for here is counted. Is the sign meant?` };
    }
    if (number > 1000 * largest) {
      return { problem: `${spoken(number)} is far more than anything here could be. Has a key stuck, `
        + "or is it the answer to another question?" };
    }
  }
  return { numbers };
}

/** What an answer is: {right, wrong}, `wrong` being the bank's entry where there is one. */
export function judge(question, numbers) {
  const is = (answer) => answer.every((number, at) => same(numbers[at], number));
  return {
    right: question.right.some(is),
    wrong: question.wrong.find(({ answer }) => is(answer)),
  };
}

// The bank rounds to two places; people to one, two or three.
function same(typed, number) {
  return Number.isInteger(number) ? typed === number : Math.abs(typed - number) < 0.051 && typed % 1 !== 0;
}

/** A number as people write it: digits in threes, a true minus sign. */
export function spoken(number) {
  return number.toLocaleString("en-GB", { maximumFractionDigits: 2 }).replace("-", "−");
}

/** An answer as people write it. */
export function written({ form, asked, choices }, numbers) {
  if (form === "choice") {
    const { kind, says } = choices[numbers[0]];
    return kind === "words" ? `“${says}”` : letter(numbers[0]);
  }
  if (form === "settings") return asked.map((name, at) => `${name} ${spoken(numbers[at])}`).join(", ");
  return numbers.map(spoken).join("×");
}

export const letter = (index) => String.fromCharCode(65 + index);
