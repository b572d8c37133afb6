// What was answered: a set of answers with ids and times, so that two tabs can be put together.

export const VERSION = 1;
export const EMPTY = { version: VERSION, wiped: 0, answers: [] };
const KEY = "convolution-course-practice";

/** The answers of both, each once, in the order of time; without those before the last wiping. */
export function merged(one, other) {
  const wiped = Math.max(one.wiped, other.wiped);
  const answers = new Map([...one.answers, ...other.answers].map((answer) => [answer.id, answer]));
  const kept = [...answers.values()].filter(({ time }) => time > wiped);
  return { version: VERSION, wiped, answers: kept.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1)) };
}

/** Read a record; what is none says why. */
export function readRecord(text) {
  if (text === null) return { record: EMPTY };
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return { fault: "is damaged" };
  }
  if (found?.version !== VERSION) return { fault: "is from another version of the course" };
  return isRecord(found) ? { record: found } : { fault: "is damaged" };
}

function isRecord({ wiped, answers }) {
  return Number.isFinite(wiped) && Array.isArray(answers) && answers.every((one) =>
    ["id", "question", "idea"].every((name) => typeof one?.[name] === "string")
    && Number.isFinite(one.time) && typeof one.right === "boolean"
    && [one.answer, one.misconceptions].every(Array.isArray));
}

/** An id that no other answer has, on any machine. */
export const freshId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

/** Keeps the record in the browser's storage; other tabs of the page are heard. */
export class BrowserRecord {
  warning = "";
  #record = EMPTY;
  #heard;

  constructor(changed) {
    this.#load();
    this.#heard = (event) => {
      if (event.key !== KEY && event.key !== null) return;
      this.#record = merged(this.#record, readRecord(event.newValue).record ?? EMPTY);
      changed();
    };
    window.addEventListener("storage", this.#heard);
  }

  get record() {
    return this.#record;
  }

  /** Add to the record, or wipe it; what another tab has written meanwhile stays. */
  put(change) {
    this.#record = merged(this.#record, change);
    try {
      const stored = readRecord(localStorage.getItem(KEY)).record ?? EMPTY;
      this.#record = merged(this.#record, stored);
      localStorage.setItem(KEY, JSON.stringify(this.#record));
    } catch {
      this.warning = "This browser keeps nothing for this page, so your answers count until you close it.";
    }
  }

  #load() {
    try {
      const text = localStorage.getItem(KEY);
      const { record, fault } = readRecord(text);
      if (record) this.#record = record;
      else {
        const aside = `${KEY}-kept-${new Date().toISOString()}`;
        localStorage.setItem(aside, text);
        localStorage.removeItem(KEY);
        this.warning = `What this browser had kept of earlier answers ${fault}. It lies there still, as ${aside}; `
          + "here practice begins anew.";
      }
    } catch {
      this.warning = "This browser keeps nothing for this page, so your answers count until you close it.";
    }
  }

  close() {
    window.removeEventListener("storage", this.#heard);
  }
}

/** Keeps the record in the kernel, which writes it to the learner's folder. */
export class KernelRecord {
  #model;
  #changed;

  constructor(model, changed) {
    this.#model = model;
    this.#changed = changed;
    model.on("change:record", changed);
    model.on("change:warning", changed);
  }

  get record() {
    return this.#model.get("record");
  }

  get warning() {
    return this.#model.get("warning");
  }

  put(change) {
    this.#model.set("record", merged(this.record, change));
    this.#model.save_changes();
  }

  close() {
    this.#model.off("change:record", this.#changed);
    this.#model.off("change:warning", this.#changed);
  }
}
