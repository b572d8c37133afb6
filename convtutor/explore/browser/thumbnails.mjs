// The stack of maps: one small picture for each filter, to choose the one that is shown large.
import { element, uniqueId } from "./elements.mjs";
import { Plane } from "./plane.mjs";

const SIDE = 56; // pixels of the page

export class Thumbnails {
  constructor(view) {
    this.view = view;
    this.all = [];
    this.group = uniqueId();
    this.node = element("div", { class: "thumbnails", role: "radiogroup", "aria-label": "filter that is shown" });
  }

  show(changed) {
    const { layer: { g, maps, scale }, filter, listening } = this.view;
    while (this.all.length > g.filters) this.all.pop().label.remove();
    while (this.all.length < g.filters) {
      const index = this.all.length;
      const plane = new Plane(null);
      const radio = element("input", { type: "radio", name: this.group, "aria-label": `filter ${index}` });
      radio.addEventListener("change", () => this.view.choose(index), listening);
      const label = element("label", {}, radio, plane.node, element("span", { text: String(index) }));
      this.all.push({ plane, radio, label });
      this.node.append(label);
      changed.add(index);
    }
    this.node.hidden = g.filters === 1;
    if (this.node.hidden) return;
    const rescaled = JSON.stringify(scale) !== this.scale;
    this.scale = JSON.stringify(scale);
    this.all.forEach(({ plane, radio }, index) => {
      radio.checked = index === filter;
      const resized = plane.resize(g.rows, g.columns, SIDE / Math.max(g.rows, g.columns));
      if (changed.has(index) || resized || rescaled) plane.paint({ values: maps[index], scale });
    });
  }
}
