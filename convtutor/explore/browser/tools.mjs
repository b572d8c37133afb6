// What can be done beside sliding: kernels by name, the flip, the bias, painting, other pictures.
import { element, field } from "./elements.mjs";
import { takePicture } from "./presets.mjs";
import { resizePicture } from "./reshape.mjs";
import { number, readNumber } from "./words.mjs";

const LARGEST_FILE = 256; // pixels: a photograph is made smaller before it becomes the input
const FIRST_SIZE = 48; // and it begins at a size at which a window can still be seen
const AS_GIVEN = "as given";

export class Tools {
  constructor(view) {
    this.view = view;
    const { panels, listening } = view;
    const shown = (name, ...nodes) => (panels.has(name) ? nodes : []);

    this.preset = element("select");
    this.flip = element("input", { type: "checkbox" });
    this.bias = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "bias" });
    this.kernelNode = element("div", { class: "tools" },
      ...shown("kernel", field("kernel", this.preset)),
      ...shown("kernel", field("bias", this.bias)),
      ...shown("flip", field("flip the kernel (true convolution)", this.flip)));

    this.picture = element("select");
    this.file = element("input", { type: "file", accept: "image/*" });
    this.painting = element("input", { type: "checkbox" });
    this.colour = element("input", { type: "color", value: "#ffffff", "aria-label": "colour of the brush" });
    this.brush = element("input", {
      type: "text", inputmode: "decimal", value: "1", class: "bias", "aria-label": "number of the brush",
    });
    this.inputNode = element("div", { class: "tools" },
      ...shown("paint", field("paint pixels", this.painting), this.colour, this.brush),
      ...shown("picture", field("picture", this.picture), field("your own", this.file)));
    const names = [AS_GIVEN, ...Object.keys(view.presets.pictures)];
    this.picture.append(...names.map((name) => element("option", { text: name })));

    const on = (node, act) => node.addEventListener("change", act, listening);
    on(this.preset, () => this.#takePreset());
    on(this.flip, () => view.change({ flip: this.flip.checked }));
    on(this.bias, () => this.#takeBias());
    on(this.painting, () => view.setPainting(this.painting.checked));
    on(this.picture, () => this.#takeMenu());
    on(this.file, () => this.#takeFile());
  }

  /** What the brush puts into a pixel: one number for each channel. */
  brushValues(channels) {
    if (channels !== 3) return Array(channels).fill(readNumber(this.brush.value) ?? 1);
    return [1, 3, 5].map((at) => parseInt(this.colour.value.slice(at, at + 2), 16) / 255);
  }

  refresh() {
    const { state, layer, filter } = this.view;
    this.flip.checked = state.get("flip");
    this.bias.value = number(layer.bias[filter], 3);
    this.colour.hidden = layer.g.channels !== 3;
    this.brush.hidden = layer.g.channels === 3;
    this.#refreshPresets();
  }

  reset() {
    this.painting.checked = false;
    this.view.setPainting(false);
    this.picture.value = AS_GIVEN;
    this.file.value = "";
  }

  #refreshPresets() {
    const { layer: { g, weight }, presets, filter, state } = this.view;
    const size = g.kernelHeight === g.kernelWidth ? g.kernelHeight : 0;
    const choices = presets.choicesFor(size, g);
    if (choices.join() !== this.choices) {
      this.choices = choices.join();
      const options = ["your own numbers", ...choices];
      this.preset.replaceChildren(...options.map((name) => element("option", { text: name })));
    }
    const { values } = state.get("weight");
    const own = values.subarray(filter * g.weights, (filter + 1) * g.weights);
    this.preset.value = (size && presets.nameOf(own, size, g.channels)) || "your own numbers";
  }

  #takePreset() {
    const { view } = this;
    const changed = view.presets.put(this.preset.value, view.state.get("weight"), view.filter);
    if (changed) view.change({ weight: changed });
    else view.schedule("settings");
  }

  #takeBias() {
    const { state, filter } = this.view;
    const value = readNumber(this.bias.value);
    const { shape, values } = state.get("bias");
    if (value === undefined) this.view.schedule("settings");
    else this.view.change({ bias: { shape, values: values.with(filter, value) } });
  }

  #takeMenu() {
    const { view } = this;
    const name = this.picture.value;
    view.takeSource(name === AS_GIVEN ? view.state.startOf("image") : view.presets.picture(name));
  }

  async #takeFile() {
    const { view } = this;
    const [file] = this.file.files;
    if (!file) return;
    try {
      const source = pixelsOf(await createImageBitmap(file));
      view.takeSource(source, Math.min(FIRST_SIZE, source.shape[1]));
    } catch {
      view.warn(`${file.name} is not a picture that this browser can read; choose a PNG or JPEG file.`);
    }
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
  const size = width * height;
  const values = Float64Array.from({ length: 3 * size }, (_, at) =>
    data[4 * (at % size) + Math.floor(at / size)] / 255);
  return { shape: [3, height, width], values };
}

/** The changes that make a source the input, at a height of so many pixels. */
export function inputOf(source, height, state, g) {
  const [, fullHeight, fullWidth] = source.shape;
  const width = Math.max(1, Math.round((height * fullWidth) / fullHeight));
  const picture = height === fullHeight ? source : resizePicture(source, height, width);
  return takePicture(state, picture, g);
}
