// The learner's work, as JupyterLite keeps it in this browser: points, taking along, putting back.

const DATABASE = "convolution-course"; // as lite/jupyter-lite.json calls it
const FILES = "files";
const VERDICT = "application/vnd.convlib.verdict+json";

const NOT_KEPT =
  "This browser keeps nothing that pages store (a private window, or its settings), so there is no work " +
  "here. Allow it for this site, or take another window.";
const NOT_THERE =
  "The list of units did not arrive. Is the network there? What you saved is kept: reload this page.";
const FULL =
  "There is no room left in this browser's storage, and nothing was changed. Delete what other sites " +
  "have stored, and try again.";

/** Turn a request of IndexedDB into a promise. */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Open the place of the files; make it where no unit was ever opened. */
async function opened() {
  const database = await settled(indexedDB.open(DATABASE));
  if (database.objectStoreNames.contains(FILES)) return database;
  database.close();
  const request = indexedDB.open(DATABASE, database.version + 1);
  request.onupgradeneeded = () => request.result.createObjectStore(FILES);
  return settled(request);
}

/** Do something with the files: all of it happens, or nothing. */
async function withFiles(mode, act) {
  const database = await opened();
  try {
    const transaction = database.transaction(FILES, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await act(transaction.objectStore(FILES));
    await done;
    return result;
  } finally {
    database.close();
  }
}

const pathOf = (unit) => `${unit.name}/${unit.name}.ipynb`;

/** All notebooks of a unit: the one at work, if it was ever saved, and those that were set aside. */
async function copiesOf(unit) {
  const folder = `${unit.name}/`;
  const all = await withFiles("readonly", (files) =>
    settled(files.getAll(IDBKeyRange.bound(folder, `${folder}\uffff`))),
  );
  const notebooks = all.filter((file) => file.type === "notebook" && isNotebook(file.content));
  const current = notebooks.find((file) => file.path === pathOf(unit));
  return { current, aside: notebooks.filter((file) => file !== current) };
}

function isNotebook(content) {
  return Array.isArray(content?.cells);
}

/** The best points of each exercise in these notebooks, by the verdicts that are saved in them. */
export function points(unit, notebooks) {
  const best = {};
  for (const cell of notebooks.flatMap((notebook) => notebook.cells)) {
    for (const output of cell.outputs ?? []) {
      const { exercise, points: earned } = output.data?.[VERDICT] ?? {};
      const most = unit.exercises[exercise];
      if (most === undefined || !(earned > 0)) continue;
      best[exercise] = Math.max(best[exercise] ?? 0, Math.min(earned, most));
    }
  }
  return Object.values(best).reduce((sum, earned) => sum + earned, 0);
}

/** A name under which a notebook can be set aside: its unit's, and the time; no two are equal. */
async function asideName(unit, files) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const stem = `${unit.name}-${day}-${time}`;
  let name = `${stem}.ipynb`;
  for (let again = 2; await settled(files.getKey(`${unit.name}/${name}`)); again++) {
    name = `${stem}-${again}.ipynb`;
  }
  return name;
}

/** Set the notebook at work aside, and put another in its place, or none: then it starts afresh. */
async function replace(unit, content) {
  return withFiles("readwrite", async (files) => {
    const path = pathOf(unit);
    const before = await settled(files.get(path));
    const name = before ? await asideName(unit, files) : "";
    if (before) files.put({ ...before, name, path: `${unit.name}/${name}` }, `${unit.name}/${name}`);
    if (content) files.put(asFile(path, content), path);
    else files.delete(path);
    return name;
  });
}

/** A file as JupyterLite stores it. */
function asFile(path, content) {
  const now = new Date().toISOString();
  return {
    name: path.split("/").at(-1),
    path,
    created: now,
    last_modified: now,
    format: "json",
    mimetype: "application/json",
    type: "notebook",
    writable: true,
    size: JSON.stringify(content).length,
    content,
  };
}

/** Read a notebook that the learner chose; an Error says why it cannot be one of the course's. */
async function read(chosen, units) {
  let content;
  try {
    content = JSON.parse(await chosen.text());
  } catch {
    throw new Error(`${chosen.name} is not a notebook; choose a file that ends in .ipynb.`);
  }
  if (!isNotebook(content)) {
    throw new Error(`${chosen.name} has no cells, so it is not a notebook; choose another file.`);
  }
  const name = content.metadata?.course?.unit ?? chosen.name.replace(/\.ipynb$/, "");
  const unit = units.find((one) => one.name === name);
  if (!unit) {
    const names = units.map((one) => one.name).join(", ");
    throw new Error(`${chosen.name} belongs to no unit of this course (${names}); nothing was changed.`);
  }
  return { unit, content };
}

function handOver(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Hand the learner's notebook over, or the unit's own where nothing was written yet. */
async function take(unit) {
  const { current } = await copiesOf(unit).catch(() => ({}));
  const content = current?.content ?? (await (await fetch(`${LITE}files/${pathOf(unit)}`)).json());
  handOver(`${unit.name}.ipynb`, content);
}

const LITE = new URL("../lite/", import.meta.url).href;

function element(tag, settings, ...children) {
  const made = Object.assign(document.createElement(tag), settings);
  made.append(...children);
  return made;
}

function button(text, name, act) {
  const made = element("button", { className: "btn btn-outline-primary btn-sm", textContent: text });
  made.setAttribute("aria-label", `${text}: ${name}`);
  made.addEventListener("click", act);
  return made;
}

async function row(unit, say, redraw) {
  const { current, aside } = await copiesOf(unit);
  const all = [...(current ? [current] : []), ...aside];
  const most = Object.values(unit.exercises).reduce((sum, one) => sum + one, 0);
  const earned = points(unit, all.map((file) => file.content));
  const where = `${LITE}notebooks/index.html?path=${pathOf(unit)}`;
  const state = element("td", {}, all.length ? `${earned} of ${most} points` : "not started");
  if (current?.content.metadata?.course?.release !== undefined) {
    if (current.content.metadata.course.release !== unit.release) {
      state.append(element("p", { className: "note", textContent: "The unit has changed since you began. "
        + "Your copy goes on working; “Start afresh” gives you the new one and keeps yours." }));
    }
  }
  for (const file of aside) {
    const link = element("a", { href: `${LITE}notebooks/index.html?path=${file.path}`, textContent: file.name });
    state.append(element("p", { className: "note" }, "kept: ", link));
  }
  const buttons = [button("Take it with you", unit.title, () => take(unit))];
  if (current) {
    const afresh = async () => {
      const name = await replace(unit, null);
      say(`${unit.name} starts afresh; what you had is kept as ${name}.`);
      await redraw();
    };
    buttons.push(button("Start afresh", unit.title, () => afresh().catch((error) => say(worded(error)))));
  }
  const title = element("th", { scope: "row" }, element("a", { href: where, textContent: unit.title }));
  return element("tr", {}, title, state, element("td", {}, ...buttons));
}

function worded(error) {
  return error?.name === "QuotaExceededError" ? FULL : error.message;
}

async function show() {
  const place = document.getElementById("kept-here");
  const said = document.getElementById("put-back-said");
  const say = (text) => (said.textContent = text);
  const units = fetch(`${LITE}units.json`).then((answer) => answer.json());
  const redraw = async () => {
    const rows = [];
    for (const unit of await units) rows.push(await row(unit, say, redraw));
    const heads = ["Unit", "How far you are", "Your notebook"].map((textContent) =>
      element("th", { scope: "col", textContent }),
    );
    const head = element("thead", {}, element("tr", {}, ...heads));
    place.replaceChildren(element("table", { className: "table" }, head, element("tbody", {}, ...rows)));
  };
  document.getElementById("put-back").addEventListener("change", async ({ target }) => {
    try {
      const { unit, content } = await read(target.files[0], await units);
      const name = await replace(unit, content);
      say(`${unit.title}: your notebook is back.` + (name ? ` What was here is kept as ${name}.` : ""));
      await redraw();
    } catch (error) {
      say(worded(error));
    }
    target.value = "";
  });
  const tell = (textContent) => place.replaceChildren(element("p", { textContent }));
  await units.then(
    () => redraw().catch(() => tell(NOT_KEPT)),
    () => tell(NOT_THERE),
  );
}

if (document.getElementById("kept-here")) show();

// On a unit's page: hand over what this browser has of it.
for (const link of document.querySelectorAll("a[data-take]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    take({ name: link.dataset.take });
  });
}
