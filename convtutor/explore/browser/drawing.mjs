// How large everything is, and the two pictures below the marks.
import { unread } from "./arithmetic.mjs";
import { scaleBar, scaleOf, scaleWords } from "./colours.mjs";
import { setText } from "./elements.mjs";
import { LINES_FROM, mixedColours } from "./plane.mjs";
import { number, plural } from "./words.mjs";

const GAP = 28; // between the columns, as in the style sheet
const LARGEST_SIDE = 380;
const NARROWEST_MIDDLE = 360;
const LARGEST_CELL = 44;

/** Three columns, two, or one below the other; each grid as large as its place. */
export function layOut(view, width) {
  const { node, layer: { g } } = view;
  view.width = width;
  const room = width - parseFloat(getComputedStyle(node).paddingLeft) * 2;
  const shape = room >= 880 ? "wide" : room >= 540 ? "medium" : "narrow";
  node.dataset.layout = shape;
  // The same for every kernel, so that the pictures stay where they are while its slider moves.
  const middle = shape === "wide" ? Math.max(NARROWEST_MIDDLE, room * 0.46) : room;
  const column = { wide: (room - middle - 2 * GAP) / 2, medium: (room - GAP) / 2, narrow: room }[shape];
  const side = Math.min(column, LARGEST_SIDE);
  const cellOf = (rows, columns, most) => {
    const cell = Math.min(most, side / columns, side / rows);
    return cell >= LINES_FROM ? Math.floor(cell) : cell; // lines between cells need whole pixels
  };
  const ring = 2 * g.padding;
  const cell = cellOf(g.height + ring, g.width + ring, LARGEST_CELL);
  view.input.resize(g.height, g.width, cell, g.padding);
  // A smaller map should look smaller, but its cells must stay large enough to point at.
  view.map.resize(g.rows, g.columns, cellOf(g.rows, g.columns, Math.max(1.6 * cell, 36)));
  view.panel.build(middle);
  node.style.setProperty("--middle", `${middle}px`);
}

export function paintInput(view) {
  const { image, g } = view.layer;
  const size = g.height * g.width;
  view.imageScale = scaleOf([image.values], 1);
  const cells = g.channels === 3
    ? { colours: mixedColours(image.values, size) }
    : { values: image.values.subarray(0, size), scale: view.imageScale };
  view.input.paint({ ...cells, unread: unread(g) });
  const first = [1, 3].includes(g.channels) ? "" : ", the first one shown";
  setText(view.inputTitle, `Input: ${plural(g.channels, "channel")} of ${sides(g.height, g.width)}${first}`);
}

export function paintMaps(view, changed) {
  const { layer: { g, maps, scale }, filter } = view;
  view.map.paint({ values: maps[filter], scale });
  view.thumbnails.show(changed);
  const size = sides(g.rows, g.columns);
  setText(view.mapTitle, g.filters === 1
    ? `Feature map: ${size}` : `Feature maps: ${g.filters} of ${size}`);
  setText(view.scale, scaleWords(scale, number));
  view.scaleBar.style.background = scaleBar(scale);
}

// "32 × 32", never broken at the end of a line.
const sides = (height, width) => `${height}\u00a0×\u00a0${width}`;
