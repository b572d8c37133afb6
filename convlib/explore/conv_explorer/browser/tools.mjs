// Beside the sliders: kernel presets, the flip, painting, pictures, and back to the start.
import { element } from "./elements.mjs";
import { readNumber } from "./panel.mjs";
import { takePicture } from "./presets.mjs";
import { resizePicture } from "./reshape.mjs";

const LARGEST_FILE = 256; // pixels: a photograph is made smaller before it becomes the input
const FIRST_SIZE = 48; // and it begins at a size at which a window can still be seen

export class Tools {
  constructor(view) {
    this.view = view;
    const { panels, listening } = view;
    const on = (node, event, act) => {
      node.addEventListener(event, act, listening);
      return node;
    };
    const labelled = (text, ...nodes) => element("label", {}, element("span", { text }), ...nodes);

    this.preset = on(element("select"), "change", () => this.#takePreset());
    this.flip = on(element("input", { type: "checkbox" }), "change", () =>
      view.change({ flip: this.flip.checked }));
    this.paint = on(element("input", { type: "checkbox" }), "change", () => view.setPainting(this.paint.checked));
    this.colour = element("input", { type: "color", value: "#ffffff", "aria-label": "colour of the brush" });
    this.brush = element("input", {
      type: "text", inputmode: "decimal", value: "1", class: "bias", "aria-label": "number of the brush",
    });
    this.picture = on(element("select"), "change", () => this.#takeMenu());
    this.file = on(element("input", { type: "file", accept: "image/*" }), "change", () => this.#takeFile());
    const reset = on(element("button", { type: "button", text: "Reset" }), "click", () => view.reset());

    const parts = {
      kernel: [labelled("kernel", this.preset)],
      flip: [labelled("flip the kernel (true convolution)", this.flip)],
      paint: [element("span", { class: "brush" }, labelled("paint pixels", this.paint), this.colour, this.brush)],
      picture: [labelled("picture", this.picture), labelled("your own", this.file)],
      reset: [reset],
    };
    const shown = Object.entries(parts).filter(([name]) => panels.has(name)).flatMap(([, nodes]) => nodes);
    this.node = element("div", { class: "tools" }, ...shown);
    this.node.hidden = shown.length === 0;
    const names = Object.keys(view.presets.pictures);
    this.picture.append(...["as given", ...names].map((name) => element("option", { text: name })));
  }

  /** What the brush puts into a pixel: one number for each channel. */
  brushValues(channels) {
    if (channels !== 3) return Array(channels).fill(readNumber(this.brush.value) ?? 1);
    return [1, 3, 5].map((at) => parseInt(this.colour.value.slice(at, at + 2), 16) / 255);
  }

  refresh() {
    const { state, layer: { g }, presets, panels } = this.view;
    this.flip.checked = state.get("flip");
    this.colour.hidden = g.channels !== 3;
    this.brush.hidden = g.channels === 3;
    if (panels.has("kernel")) this.#refreshPresets(state, g, presets);
  }

  #refreshPresets(state, g, presets) {
    const size = g.kernelHeight;
    const square = g.kernelHeight === g.kernelWidth;
    const names = square ? presets.namesFor(size, g.channels) : [];
    const others = presets.namesFor(7, g.channels).filter((name) => name.startsWith("learned"));
    const learned = size === 7 || Math.min(g.height, g.width) + 2 * g.padding < 6 * g.dilation + 1 ? [] : others;
    const { values } = state.get("weight");
    const own = values.subarray(this.view.filter * g.weights, (this.view.filter + 1) * g.weights);
    const name = square ? presets.nameOf(own, size, g.channels) : "";
    const options = [["", "your own numbers"], ...names.map((each) => [each, each]),
      ...learned.map((each) => [each, `${each} (7 × 7)`])];
    const key = options.join();
    if (key !== this.presetKey) {
      this.presetKey = key;
      this.preset.replaceChildren(...options.map(([value, text]) => element("option", { value, text })));
    }
    this.preset.value = name;
  }

  #takePreset() {
    const { view } = this;
    const name = this.preset.value;
    if (!name) return this.refresh();
    let weight = view.state.get("weight");
    if (name.startsWith("learned") && weight.shape[2] !== 7) weight = view.presets.resize(weight, 7);
    view.change({ weight: view.presets.replace(weight, view.filter, name) });
  }

  #takeMenu() {
    const { view } = this;
    const name = this.picture.value;
    const start = view.state.startOf("image");
    view.takeSource(name === "as given" ? start : view.presets.picture(name));
  }

  async #takeFile() {
    const { view } = this;
    const [file] = this.file.files;
    if (!file) return;
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      view.say(`${file.name} is no picture that this browser can read; choose a PNG, JPEG or WebP file.`);
      return;
    }
    const source = pixelsOf(bitmap);
    view.takeSource(source, Math.min(FIRST_SIZE, source.shape[1]));
  }
}

// Red, green and blue from 0 to 1, no side longer than LARGEST_FILE.
function pixelsOf(bitmap) {
  const share = Math.min(1, LARGEST_FILE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * share));
  const height = Math.max(1, Math.round(bitmap.height * share));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff"; // behind what is transparent
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Float64Array(3 * width * height);
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < 3; channel++) {
      values[channel * width * height + at] = data[4 * at + channel] / 255;
    }
  }
  return { shape: [3, height, width], values };
}

/** A source as the input, at a height of so many pixels. */
export function inputOf(source, height, state, g) {
  const [, fullHeight, fullWidth] = source.shape;
  const width = Math.max(1, Math.round((height * fullWidth) / fullHeight));
  const picture = height === fullHeight ? source : resizePicture(source, height, width);
  return takePicture(state, picture, g);
}
