// What anywidget and the standalone page ask for: `render` puts a view of the model into `el`.
import { View } from "./view.mjs";

function render({ model, el }) {
  const view = new View(model);
  el.append(view.node); // a child of our own: exports drop classes that are set on `el` itself
  return () => view.close();
}

export default { render };
