// Pointer and arrow keys on the two grids. What hovering does, arrow keys do as well.

/** Rows and columns that an arrow key goes. */
export const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads from a cell of a grid; null if the key leads nowhere. */
function lead(event, { row, column }, rows, columns) {
  const step = STEPS[event.key];
  const inside = (place, size) => Math.max(0, Math.min(size - 1, place));
  if (step) return { row: inside(row + step[0], rows), column: inside(column + step[1], columns) };
  if (event.key === "Home") return { row: event.ctrlKey ? 0 : row, column: 0 };
  if (event.key === "End") return { row: event.ctrlKey ? rows - 1 : row, column: columns - 1 };
  return null;
}

// What a finger pointed at stays to be looked at; a mouse takes it along.
function leave(view, canvas) {
  canvas.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") view.point(null);
  }, view.listening);
}

/** On the map the window follows, until a cell is pinned. */
export function listenToMap(view) {
  const { map, listening, state } = view;
  const canvas = map.top;
  const follow = (event) => {
    view.playbar.pause();
    const cell = map.cellAt(event);
    if (state.get("pinned")) view.point({ kind: "output", ...cell });
    else if (cell.row !== view.row || cell.column !== view.column || view.filling) {
      view.move(cell.row, cell.column, { aloud: false });
    }
  };
  canvas.addEventListener("pointermove", follow, listening);
  leave(view, canvas);
  canvas.addEventListener("click", (event) => {
    const { row, column } = map.cellAt(event);
    const again = state.get("pinned") && row === view.row && column === view.column;
    view.move(row, column);
    // A finger cannot hover: its tap only moves the window, and a button pins it.
    if (event.pointerType !== "touch") view.pin(!again);
  }, listening);
  canvas.addEventListener("keydown", (event) => {
    const { g } = view.layer;
    const cell = lead(event, view, g.rows, g.columns);
    if (cell) {
      view.playbar.pause();
      view.move(cell.row, cell.column);
    } else if (event.key === "Enter" || event.key === " ") view.pin(!state.get("pinned"));
    else if (event.key === "Escape") view.pin(false);
    else return;
    event.preventDefault();
  }, listening);
}

/** On the input a pixel is chosen, and painted where that is switched on. */
export function listenToInput(view) {
  const { input, listening } = view;
  const canvas = input.top;
  let last = null; // where a stroke of the brush was a moment ago
  const look = (cell) => {
    const { g } = view.layer;
    const inside = cell.row >= 0 && cell.column >= 0 && cell.row < g.height && cell.column < g.width;
    if (inside) view.cursor = cell;
    view.point(inside ? { kind: "input", ...cell } : null);
  };
  canvas.addEventListener("pointerdown", (event) => {
    const cell = input.cellAt(event);
    if (view.painting) {
      canvas.setPointerCapture(event.pointerId);
      last = cell;
      view.paint([cell]);
    }
    look(cell);
  }, listening);
  canvas.addEventListener("pointermove", (event) => {
    const cell = input.cellAt(event);
    if (last) {
      view.paint(stroke(last, cell));
      last = cell;
    }
    look(cell);
  }, listening);
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { last = null; }, listening);
  }
  leave(view, canvas);
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && look(view.cursor), listening);
  canvas.addEventListener("blur", () => view.point(null), listening);
  canvas.addEventListener("keydown", (event) => {
    const { g } = view.layer;
    const held = {
      row: Math.min(view.cursor.row, g.height - 1), column: Math.min(view.cursor.column, g.width - 1),
    };
    const cell = lead(event, held, g.height, g.width);
    const press = event.key === "Enter" || event.key === " ";
    if (!cell && !press) return;
    event.preventDefault();
    if (press && view.painting) view.paint([held]);
    look(cell ?? held);
    view.say(() => view.status.textContent);
  }, listening);
}

// All cells between two that a fast hand touched.
function stroke(from, to) {
  const steps = Math.max(1, Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return {
      row: Math.round(from.row + share * (to.row - from.row)),
      column: Math.round(from.column + share * (to.column - from.column)),
    };
  });
}
