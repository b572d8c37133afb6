// How large everything is drawn: in three columns, no higher than the window if that can be; or in two,
// or one below the other.
import { setText } from "../../browser/elements.mjs";
import { LINES_FROM } from "./plane.mjs";

const GAP = 20; // between the columns, as in the style sheet
const WIDE_FROM = 700; // JupyterLab on a laptop, its file browser open, leaves about 800
const LARGEST_SIDE = 380;
const NARROWEST_MIDDLE = 390;
const LARGEST_CELL = 44;
const SPARE = 4; // for heights that are no whole pixels
const LOWEST = 600; // pixels of the page that we take even where the window seems lower
// What a text says of three columns has to be found where there are fewer.
const WHERE = {
  wide: "",
  medium: "The picture stands on the left, the map on the right; the middle part, how one value is made, stands below.",
  narrow: "From top to bottom: the picture (left in wider windows), how one value is made (middle), the map (right).",
};

/** Give the grids of a view their place and their cells, in so many pixels of width and height. */
export function layOut({ node, where, stage, input, value, maps }, g, width, viewHeight) {
  const room = width - parseFloat(getComputedStyle(node).paddingLeft) * 2;
  const shape = room >= WIDE_FROM ? "wide" : room >= 540 ? "medium" : "narrow";
  node.dataset.layout = shape;
  setText(where, WHERE[shape]);
  // The same for every kernel, so that the pictures stay where they are while its slider moves.
  const middle = shape === "wide" ? Math.max(NARROWEST_MIDDLE, room * 0.46) : room;
  node.style.setProperty("--middle", `${middle}px`);
  node.style.setProperty("--formula", `${g.channels > 1 && middle < 480 ? 2 : 1}`); // lines of it, however long
  // What is left for the grids, between all that has a height of its own.
  const around = node.offsetHeight - stage.offsetHeight
    + value.node.offsetHeight - value.grids.offsetHeight - value.products.offsetHeight;
  const height = shape === "wide" ? viewHeight - SPARE - around : Infinity;
  value.build(middle, height);
  const column = { wide: (room - middle - 2 * GAP) / 2, medium: (room - GAP) / 2, narrow: room }[shape];
  const side = Math.min(column, LARGEST_SIDE);
  const cellOf = (rows, columns, most) => {
    const cell = Math.min(most, side / columns, side / rows);
    return cell >= LINES_FROM ? Math.floor(cell) : cell; // lines between cells need whole pixels
  };
  const ring = 2 * g.padding;
  const cell = cellOf(g.height + ring, g.width + ring, LARGEST_CELL);
  input.plane.resize(g.height, g.width, cell, g.padding);
  // A smaller map should look smaller, but its cells must stay large enough to point at.
  maps.plane.resize(g.rows, g.columns, cellOf(g.rows, g.columns, Math.max(1.6 * cell, 36)));
}

/** The height that can be seen at once. A frame of an output is as high as what lies in it. */
export function heightOfView(node) {
  const notebook = node.closest(".jp-WindowedPanel-outer, .jp-Notebook");
  const page = window === window.top ? window.innerHeight : window.screen.availHeight - 200;
  return Math.max(LOWEST, notebook?.clientHeight || page);
}
