// One native HTML control in its <label>: a slider, a menu or a tick box; or the picture below them.
// Why not those of ipywidgets: see controls.py.

import { element, lostKernel, setText, spokenLine } from "../../browser/elements.mjs";

// 0.3, not the 0.30000000000000004 that three steps of 0.1 make.
function rounded(number) {
  return Number(Number(number).toPrecision(12));
}

const slider = {
  make: () => element("input", { type: "range" }),
  event: "input",
  traits: ["min", "max", "step", "value"],
  show(input, model) {
    // The bounds first: the browser would clip the value to the old ones.
    for (const name of this.traits) input[name] = model.get(name);
  },
  read: (input) => ["value", rounded(input.value)],
  words: (model) => String(rounded(model.get("value"))).replace("-", "−"),
};

const menu = {
  make(model) {
    const input = element("select");
    input.append(...model.get("labels").map((label) => new Option(label)));
    return input;
  },
  event: "change",
  traits: ["index"],
  show(input, model) {
    input.selectedIndex = model.get("index");
  },
  read: (input) => ["index", input.selectedIndex],
};

const tick = {
  make: () => element("input", { type: "checkbox" }),
  event: "change",
  traits: ["value"],
  show(input, model) {
    input.checked = model.get("value");
  },
  read: (input) => ["value", input.checked],
};

const KINDS = { slider, menu, tick };

function renderControl({ model, el }) {
  const kind = KINDS[model.get("kind")];
  const words = element("span", { class: "words" });
  const input = kind.make(model);
  // A screen reader says a slider's value already.
  const readout = element("span", { class: "readout", "aria-hidden": "true" });
  el.append(element("div", { class: `convlib-control ${model.get("kind")}` },
    element("label", {}, words, input), ...(kind.words ? [readout] : [])));

  function show() {
    setText(words, model.get("description"));
    kind.show(input, model);
    if (kind.words) setText(readout, kind.words(model));
  }
  input.addEventListener(kind.event, () => {
    model.set(...kind.read(input));
    model.save_changes();
  });
  const watched = ["description", ...kind.traits].map((name) => `change:${name}`);
  for (const change of watched) model.on(change, show);
  show();
  return () => {
    for (const change of watched) model.off(change, show);
  };
}

// The picture, and a line for screen readers that says it when the hand rests.

const PAUSE = 700; // milliseconds: longer than between two keys, or two steps of a held one
const READ = 20000; // after that the line is emptied, so that nobody meets the same text twice

function renderPicture({ model, el }) {
  const picture = element("div", { class: "convlib-area" });
  // Announced when it changes, after what is being said.
  const line = spokenLine(element("div", { class: "convlib-spoken", role: "status" }), PAUSE, READ);
  el.append(picture, line.node, lostKernel("these controls do nothing now"));

  function show() {
    picture.innerHTML = model.get("value");
  }
  function change() {
    show();
    line.say(() => model.get("text"));
  }
  // The first picture is not announced: a notebook would read out all its explorers at once.
  show();
  model.on("change:value", change);
  return () => {
    line.stop();
    model.off("change:value", change);
  };
}

export default {
  render: (context) => (context.model.get("kind") === "picture" ? renderPicture : renderControl)(context),
};
