// The explorer's elements and where each has its place.
import { Counters } from "./counters.mjs";
import { element, part, uniqueId } from "./elements.mjs";
import { Formula } from "./formula.mjs";
import { Panel } from "./panel.mjs";
import { Plane } from "./plane.mjs";
import { PlayBar } from "./playbar.mjs";
import { Sliders } from "./sliders.mjs";
import { Thumbnails } from "./thumbnails.mjs";
import { Tools } from "./tools.mjs";
import { HELP, INPUT_KEYS, MAP_KEYS } from "./words.mjs";

/** Make all parts of a view; `view.node` holds them. */
export function buildPage(view) {
  const described = uniqueId();
  const grid = (label) => new Plane({
    tabindex: 0, role: "application", "aria-label": label, "aria-describedby": described,
  });
  view.input = grid(INPUT_KEYS);
  view.map = grid(MAP_KEYS);
  view.panel = new Panel(view);
  view.formula = new Formula(view);
  view.thumbnails = new Thumbnails(view);
  view.sliders = new Sliders(view);
  view.tools = new Tools(view);
  view.playbar = new PlayBar(view);
  view.counters = new Counters(view.panels.has("counts"));
  view.inputTitle = element("p");
  view.mapTitle = element("p");
  view.unread = element("p", { class: "note" });
  view.scale = element("span");
  view.scaleBar = element("span", { class: "bar", "aria-hidden": "true" });
  view.status = element("p", { class: "status", id: described });
  view.live = element("p", { class: "spoken", role: "status", "aria-live": "polite" });
  view.node = element("div", { class: "conv-explorer", role: "group", "aria-label": "convolution explorer" },
    view.sliders.node,
    view.counters.node, // in sight of the sliders that change them
    element("div", { class: "stage" },
      part("input", view.inputTitle, view.input.node, view.unread, view.tools.inputNode),
      part("value", element("p", { text: "How one value is made" }),
        view.tools.kernelNode, view.panel.node, view.formula.node),
      part("output", view.mapTitle, view.map.node,
        element("p", { class: "note scale" }, view.scaleBar, view.scale), view.thumbnails.node)),
    view.status,
    view.playbar.node,
    element("details", { class: "keys" },
      element("summary", { text: "Mouse, touch and keys" }), ...HELP.map((text) => element("p", { text }))),
    view.live);
}
