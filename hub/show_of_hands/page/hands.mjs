// The projector's page: shows the state that the service tells, every second, and sends what is pressed.

const EVERY = 1000;
const find = (id) => document.getElementById(id);
const xsrf = document.querySelector('meta[name="xsrf"]').content;

let shown = ""; // the state on the page, as text: what has not changed is not drawn anew
let turn = 0; // goes on when a change begins and ends: what was asked before it is out of date
let isLost = false; // whether the last look got no answer

/** An element with its words, and what else lies in it. */
function element(tag, className, text, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  node.append(...children);
  return node;
}

/** "side_at_stride_2" as people read it. */
const words = (question) => question.replaceAll("_", " ");

async function ask(body) {
  const headers = { "X-XSRFToken": xsrf, "Content-Type": "application/json" };
  const options = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const answer = await fetch("state", { headers, ...options });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.says);
  return told.lab;
}

/** Send what was pressed; what it did is said to those who do not see it. */
async function send(action, said) {
  turn += 1;
  try {
    draw(await ask(action));
    say(said);
  } catch (error) {
    complain(error);
  }
  turn += 1;
}

function say(sentence, isTrouble = false) {
  const status = find("status");
  if (status.textContent !== sentence) status.textContent = sentence;
  status.classList.toggle("trouble", isTrouble);
}

function complain({ name, message }) {
  const sentence = name === "Error" ? message : "the service does not answer; this page goes on asking";
  say(`${sentence[0].toUpperCase()}${sentence.slice(1)}.`, true);
}

async function look() {
  const before = turn;
  try {
    const lab = await ask();
    if (isLost) say("");
    isLost = false;
    if (before === turn) draw(lab);
  } catch (error) {
    isLost = true;
    complain(error);
  }
  setTimeout(look, EVERY);
}

// ---------------------------------------------------------------- drawing

function draw(lab) {
  const now = JSON.stringify(lab);
  if (now === shown) return;
  shown = now;
  const held = document.activeElement;
  find("closed").hidden = lab !== null;
  find("lab").hidden = lab === null;
  if (lab) drawLab(lab);
  // A button that has gone leaves the keyboard at the one that comes next.
  if (held !== document.body && !held.checkVisibility()) {
    [find("show"), find("end"), document.querySelector("[data-do=open]")].find((one) => one.checkVisibility()).focus();
  }
}

function drawLab({ at, questions, coming_in: comingIn, picked }) {
  find("nobody").hidden = at !== null;
  for (const id of ["asked", "show", "second"]) find(id).hidden = at === null;
  document.querySelector(".field").hidden = at === null;
  find("follow").hidden = picked === null || comingIn === picked;
  if (at === null) return;
  find("follow").textContent = `Go to: ${words(comingIn)} (${questions[comingIn]})`;
  drawQuestions(questions, at.question);
  find("title").textContent = words(at.question);
  const [first, second] = at.answered;
  const isSecond = second !== undefined;
  find("count").replaceChildren(
    element("strong", "", isSecond ? second : first),
    isSecond ? ` have answered again, after ${first} in the first round` : " have answered",
  );
  find("talk").hidden = !isSecond || Boolean(at.bars);
  find("second").hidden = isSecond;
  find("show").textContent = at.bars ? "Hide the answers" : "Show the answers";
  find("show").dataset.do = at.bars ? "hide" : "show";
  find("asked").classList.toggle("open", Boolean(at.bars));
  find("bars").hidden = !at.bars;
  if (at.bars) drawBars(at);
}

function drawQuestions(questions, chosen) {
  const select = find("question");
  const names = Object.keys(questions);
  // Options stay the elements that they are: the list may be open.
  if (select.length > names.length) select.length = 0; // another lab
  names.forEach((question, place) => {
    select.options[place] ??= new Option();
    const option = select.options[place];
    option.value = question;
    option.textContent = `${words(question)} (${questions[question]})`;
  });
  if (select.value !== chosen) select.value = chosen;
}

function drawBars({ bars, answered }) {
  const { tHead, tBodies } = find("bars");
  const rounds = answered.length === 2 ? ["1st round", "2nd round"] : ["Hands"];
  tHead.replaceChildren(row("col", "Answer", rounds.map((round) => heading("col", round))));
  tBodies[0].replaceChildren(...bars.map(({ answer, hands }) => row("row", answer, hands.map((count, round) => {
    const share = answered[round] ? Math.round((100 * count) / answered[round]) : 0;
    const length = element("span", hands.length - round === 1 ? "length" : "length earlier", "");
    length.style.setProperty("--share", share);
    const said = element("span", "said", `${count} (${share} %)`);
    return element("td", "", "", element("div", "bar", "", length, said));
  }))));
}

function heading(scope, text) {
  const node = element("th", "", text);
  node.scope = scope;
  return node;
}

const row = (scope, name, cells) => element("tr", "", "", heading(scope, name), ...cells);

// ---------------------------------------------------------------- what is pressed

const SAID = {
  open: "The lab is open.",
  show: "The answers are shown.",
  hide: "The answers are hidden.",
  second: "The second round has begun.",
  follow: "",
  pick: "",
  end: "The lab has ended; all answers are forgotten.",
};

const isAt = () => JSON.parse(shown)?.at?.question;
const press = (verb, question = isAt()) => send({ do: verb, question }, SAID[verb]);

document.addEventListener("click", ({ target }) => {
  if (target.dataset.do) press(target.dataset.do);
});
find("question").addEventListener("change", ({ target }) => press("pick", target.value));
find("end").addEventListener("click", () => find("ending").showModal());
find("ending").addEventListener("close", ({ target }) => {
  if (target.returnValue === "end") press("end");
  target.returnValue = "";
});

look();
