// Elements of the page, made in one line each, which keys they keep, and where arrow keys lead.

let idsGiven = 0;

/** An id that no other explorer on the page has, for labels and descriptions. */
export function uniqueId() {
  return `conv-explorer-${Date.now().toString(36)}-${idsGiven++}`;
}

const TAKES_KEYS = new Set(["button", "input", "select", "summary"]);
const KEEPS = "data-lm-suppress-shortcuts"; // JupyterLab asks for it at each key, before any of us
const KEYS = new Set([
  "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown",
  "Tab", "Enter", "Escape", "Backspace", "Delete",
]);

/** Whether a control of ours uses a key; a bare letter must never run a command of the notebook. */
export function usesKey(control, { key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (key === "Enter" && (shiftKey || ctrlKey || metaKey || altKey)) return false; // runs the cell
  if (!ctrlKey && !metaKey && !altKey) return KEYS.has(key) || key.length === 1;
  if (ctrlKey && altKey) return key.length === 1; // AltGr writes signs
  const isText = control.type === "text";
  return !altKey && ((isText && "acvxyz".includes(key.toLowerCase())) || (key !== "Escape" && KEYS.has(key)));
}

/** Let JupyterLab have all keys but those that the control uses: Ctrl+S saves, Shift+Enter runs. */
export function keepKeys(control) {
  control.setAttribute(KEEPS, "true");
  control.dataset.keepsKeys = "";
  // One listener for all explorers and sliders of the page. It has to come before JupyterLab's own.
  if (window.convlibKeepsKeys) return;
  window.convlibKeepsKeys = true;
  window.addEventListener("keydown", (event) => {
    const { target } = event;
    if (target.dataset?.keepsKeys === undefined) return;
    if (usesKey(target, event)) target.setAttribute(KEEPS, "true");
    else target.removeAttribute(KEEPS);
  }, true);
}

/** Make an element: attributes by name, `text` for its words, then what lies in it. */
export function element(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  if (TAKES_KEYS.has(tag) || "tabindex" in attributes) keepKeys(node);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

/** A button that does something, with a class and the like where it needs them. */
export function button(text, act, attributes = {}) {
  const node = element("button", { type: "button", text, ...attributes });
  node.addEventListener("click", act);
  return node;
}

/** A control with its label before it, and what follows it. */
export function field(text, control, ...after) {
  control.id = uniqueId();
  return element("span", { class: "field" }, element("label", { for: control.id, text }), control, ...after);
}

/** A part of the explorer under a title, which names it for those who cannot see it. */
export function part(name, title, ...children) {
  title.id = uniqueId();
  title.classList.add("title");
  return element("div", { class: name, role: "group", "aria-labelledby": title.id }, title, ...children);
}

/** Put a view on the page, as anywidget and the page ask for it; give back what takes it away. */
export function mount(view, model, el) {
  // JupyterLab marks only boxes of widgets; it tells this event when the kernel restarts or ends.
  const lose = () => view.node.classList.add("lost-kernel");
  model.on("comm_live_update", lose);
  el.append(view.node); // a child of our own: exports drop classes that are set on `el` itself
  return () => {
    model.off("comm_live_update", lose);
    view.close();
  };
}

/** What is shown once the kernel is another one or none: a class of JupyterLab's, or ours, says so. */
export function lostKernel(so) {
  return element("p", { class: "convlib-lost", role: "status",
    text: `The kernel that made this has ended, so ${so}. Run this cell again (Shift+Enter).` });
}

/** A line to be read aloud once the hand rests: a text, or what makes it then; emptied after `keep`. */
export function spokenLine(node, after, keep) {
  let timer;
  const later = (act, wait) => { timer = setTimeout(act, wait); };
  return {
    node,
    say(text) {
      clearTimeout(timer);
      later(() => {
        setText(node, typeof text === "function" ? text() : text);
        if (keep) later(() => setText(node, ""), keep);
      }, after);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Set the text only where it differs: nothing is laid out anew for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Rows and columns that an arrow key goes. */
export const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key leads from a cell of a grid; null if the key leads nowhere. */
export function lead(event, { row, column }, rows, columns) {
  const step = STEPS[event.key];
  const inside = (place, size) => Math.max(0, Math.min(size - 1, place));
  if (step) return { row: inside(row + step[0], rows), column: inside(column + step[1], columns) };
  if (event.key === "Home") return { row: event.ctrlKey ? 0 : row, column: 0 };
  if (event.key === "End") return { row: event.ctrlKey ? rows - 1 : row, column: columns - 1 };
  return null;
}
