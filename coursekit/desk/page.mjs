// The desk's page: asks how far everything is, and shows it; a click begins a command.
const OFTEN = 500; // milliseconds between questions while a command runs
const SELDOM = 5000;
const at = (id) => document.getElementById(id);
const rows = new Map();
let shown = 0; // lines of the job that are on the page
let job = null;
let timer;

function element(kind, text = "", settings = {}) {
  return Object.assign(document.createElement(kind), { textContent: text }, settings);
}

function makeRow(unit) {
  const row = document.createElement("tr");
  const counts = unit.counts.map(() => element("td", "", { className: "number" }));
  const buttons = unit.actions.map(({ name, label, command }) => {
    const button = element("button", label, { type: "button", title: command });
    button.setAttribute("aria-label", `${label}: ${unit.title}`);
    button.addEventListener("click", () => {
      say("starting");
      ask("act", { action: name, unit: unit.name });
    });
    return button;
  });
  const report = element("a", "open report", { target: "_blank" });
  report.setAttribute("aria-label", `open report: ${unit.title}`);
  const actions = element("td");
  actions.append(...buttons, report);
  row.append(element("th", unit.title, { scope: "row" }), ...counts, actions);
  at("units").append(row);
  return { counts, buttons, report };
}

function show(state) {
  for (const unit of state.units) {
    if (!rows.has(unit.name)) rows.set(unit.name, makeRow(unit));
    const { counts, buttons, report } = rows.get(unit.name);
    unit.counts.forEach((count, place) => (counts[place].textContent = count));
    unit.actions.forEach(({ can }, place) => (buttons[place].disabled = !can));
    report.hidden = !unit.report;
    report.href = unit.report;
  }
  if (state.job) showJob(state.job, state.units.find(({ name }) => name === state.job.unit).counts[1]);
}

/** Show a job; `most` lines are expected of one that grades. */
function showJob(now, most) {
  const other = !job || now.command !== job.command || now.count < shown || (job.code !== null && now.code === null);
  if (other) {
    at("output").replaceChildren();
    at("job").hidden = false;
    at("job-title").textContent = now.command;
    shown = 0;
  }
  const output = at("output");
  const follows = output.scrollTop + output.clientHeight >= output.scrollHeight - 4;
  const fresh = now.count > shown ? now.lines.slice(shown - now.count) : [];
  output.append(fresh.map((line) => `${line}\n`).join(""));
  shown = now.count;
  if (follows) output.scrollTop = output.scrollHeight;
  job = now;
  const done = now.code === null ? Math.min(now.count, most) : most;
  const counted = now.code !== null || now.action === "grade";
  at("bar").max = Math.max(1, most);
  if (counted) at("bar").value = done;
  else at("bar").removeAttribute("value");
  at("stop").hidden = now.code !== null;
  say(now.code !== null ? words(now.code) : counted ? `${done} of ${most}` : "running");
}

function say(text) {
  if (at("said").textContent !== text) at("said").textContent = text; // a reader says each change once
}

function words(code) {
  if (code === 0) return "Done.";
  if (code === 130 || code === -2) return "Stopped; what was done stays.";
  return code === 1 ? "Done; something wants a look (see below)." : "It did not go; the reason is below.";
}

async function ask(where, body) {
  clearTimeout(timer);
  try {
    const settings = body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    const answer = await fetch(where === "state" ? `state?since=${shown}` : where, settings);
    const told = await answer.json();
    at("problem").hidden = !told.problem;
    if (told.problem) at("problem").textContent = told.problem;
    else show(told);
  } catch {
    at("problem").hidden = false;
    at("problem").textContent = "The desk does not answer; is your server still running? It is asked again.";
  }
  timer = setTimeout(() => ask("state"), job && job.code === null ? OFTEN : SELDOM);
}

at("stop").addEventListener("click", () => ask("act", { action: "stop" }));
ask("state");
