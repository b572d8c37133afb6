// What the pages do beside Sphinx's own: explorers in frames, pictures under controls.

import controls from "./controls.mjs";
import { PageModel } from "./pagemodel.mjs";

// A frame is as high as what is in it, and as light or dark as the page around it.

const LIGHT = { 1: "#ffffff", ink: "#1f1f1f", line: "#c8c8c8", 2: "#f3f3f3" };
const DARK = { 1: "#14181e", ink: "#ced6dd", line: "#48566b", 2: "#222832" };

function dress(frame) {
  const { documentElement: root, body } = frame.contentDocument;
  const dark = document.documentElement.dataset.theme === "dark";
  const colours = dark ? DARK : LIGHT;
  body.dataset.jpThemeLight = String(!dark);
  root.style.colorScheme = dark ? "dark" : "light";
  body.style.background = colours[1];
  body.style.setProperty("--jp-layout-color1", colours[1]);
  body.style.setProperty("--jp-layout-color2", colours[2]);
  body.style.setProperty("--jp-content-font-color1", colours.ink);
  body.style.setProperty("--jp-border-color1", colours.line);
}

function fit(frame) {
  const { documentElement: root, body } = frame.contentDocument;
  root.style.overflow = "hidden"; // the page itself scrolls
  body.querySelector("h1").hidden = true; // the page has one
  const measure = () => {
    frame.style.height = `${Math.ceil(body.getBoundingClientRect().height)}px`;
  };
  new frame.contentWindow.ResizeObserver(measure).observe(body);
  dress(frame);
  new MutationObserver(() => dress(frame))
    .observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

for (const frame of document.querySelectorAll("iframe.explorer")) {
  if (frame.contentDocument?.querySelector("main > div")) fit(frame);
  else frame.addEventListener("load", () => fit(frame));
}

// Controls over pictures that were drawn beforehand.

function place(parent) {
  const el = document.createElement("div");
  parent.append(el);
  return el;
}

function play(area) {
  const { controls: described, pictures } = JSON.parse(area.querySelector("script").textContent);
  const models = described.map(({ start, min, step, ...traits }) => new PageModel(
    traits.kind === "menu" ? { ...traits, index: start } : { ...traits, min, step, value: min + start * step },
  ));
  const counts = described.map((one) => one.labels?.length ?? Math.round((one.max - one.min) / one.step) + 1);
  const stop = (model) => model.get("index") ?? Math.round((model.get("value") - model.get("min")) / model.get("step"));
  const chosen = () => pictures[models.reduce((whole, model, i) => whole * counts[i] + stop(model), 0)];
  const picture = new PageModel({ kind: "picture", ...chosen() });

  const shown = area.querySelector(".shown");
  const above = document.createElement("div");
  shown.before(above);
  for (const model of models) {
    controls.render({ model, el: place(above) });
    for (const change of ["change:value", "change:index"]) {
      model.on(change, () => {
        picture.set("text", chosen().text);
        picture.set("value", chosen().value);
      });
    }
  }
  shown.replaceChildren();
  controls.render({ model: picture, el: shown });
  // Once a hand is near, all pictures are fetched, so that none is waited for.
  const fetchAll = () => {
    const holder = document.createElement("template");
    for (const one of pictures) {
      holder.innerHTML = one.value;
      new Image().src = holder.content.querySelector("img")?.src ?? "";
    }
  };
  for (const event of ["pointerenter", "focusin"]) above.addEventListener(event, fetchAll, { once: true });
}

for (const area of document.querySelectorAll(".played")) play(area);

// What is wider than a narrow page can be scrolled by the arrow keys, too.
for (const figure of document.querySelectorAll("figure")) {
  figure.tabIndex = figure.scrollWidth > figure.clientWidth ? 0 : -1;
}
