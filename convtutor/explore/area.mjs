// The picture of an explorer, and a line for screen readers that says it when the hand rests.

const PAUSE = 700; // milliseconds: longer than between two keys, or two steps of a held one
const READ = 20000; // after that the line is emptied, so that nobody meets the same text twice

function render({ model, el }) {
  const picture = document.createElement("div");
  picture.className = "convlib-area";
  const line = document.createElement("div");
  line.className = "convlib-spoken";
  line.setAttribute("role", "status"); // announced when it changes, after what is being said
  el.append(picture, line);
  let timer;

  function show() {
    picture.innerHTML = model.get("value");
  }
  function speak() {
    line.textContent = model.get("text");
    timer = setTimeout(() => (line.textContent = ""), READ);
  }
  function change() {
    show();
    clearTimeout(timer);
    timer = setTimeout(speak, PAUSE);
  }
  // The first picture is not announced: a notebook would read out all its explorers at once.
  show();
  model.on("change:value", change);
  return () => {
    clearTimeout(timer);
    model.off("change:value", change);
  };
}

export default { render };
