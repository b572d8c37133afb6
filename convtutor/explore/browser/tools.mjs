// What can be done beside sliding: kernels by name, the flip, the bias, painting, other pictures.
import { planesOf } from "../../browser/colours.mjs";
import { element, field } from "../../browser/elements.mjs";
import { inputOf } from "./presets.mjs";
import { number, readNumber } from "./words.mjs";

const LARGEST_FILE = 256; // pixels: a photograph is made smaller before it becomes the input
const FIRST_SIZE = 48; // and it begins at a size at which a window can still be seen
const AS_GIVEN = "as given";
const OWN_NUMBERS = "your own numbers";

export class Tools {
  #choices; // of the menu of kernels

  constructor({ names, state, presets, change, setBrush, putBack, warn }) {
    Object.assign(this, { state, presets, change, setBrush, putBack, warn });
    const shown = (name, ...nodes) => (names.has(name) ? nodes : []);
    const textField = (attributes) =>
      element("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "bias", ...attributes });

    this.preset = element("select");
    this.flip = element("input", { type: "checkbox" });
    this.bias = textField();
    this.ofKernel = element("div", { class: "tools" },
      ...shown("kernel", field("kernel", this.preset), field("bias", this.bias)),
      ...shown("flip", field("flip the kernel (true convolution)", this.flip)));

    this.picture = element("select", {}, ...options([AS_GIVEN, ...Object.keys(presets.pictures)]));
    this.file = element("input", { type: "file", accept: "image/*" });
    this.painting = element("input", { type: "checkbox" });
    this.colour = element("input", { type: "color", value: "#ffffff", "aria-label": "colour of the brush" });
    this.brush = textField({ value: "1", "aria-label": "number of the brush" });
    this.ofInput = element("div", { class: "tools" },
      ...shown("paint", field("paint pixels", this.painting), this.colour, this.brush),
      ...shown("picture", field("picture", this.picture), field("your own", this.file)));

    const on = (node, act) => node.addEventListener("change", act);
    on(this.preset, () => this.#takePreset());
    on(this.flip, () => change({ flip: this.flip.checked }));
    on(this.bias, () => this.#takeBias());
    on(this.painting, () => this.#takeBrush());
    on(this.picture, () => this.#takeMenu());
    on(this.file, () => this.#takeFile());
  }

  refresh() {
    const { g, bias } = this.state;
    this.flip.checked = this.state.get("flip");
    this.bias.value = number(bias, 3);
    this.colour.hidden = g.channels !== 3;
    this.brush.hidden = g.channels === 3;
    this.#refreshPresets();
  }

  reset() {
    this.painting.checked = false;
    this.#takeBrush();
    this.picture.value = AS_GIVEN;
    this.file.value = "";
  }

  #refreshPresets() {
    const { state: { g, filter }, presets } = this;
    const size = g.kernelHeight === g.kernelWidth ? g.kernelHeight : 0;
    const choices = presets.choicesFor(size, g);
    if (choices.join() !== this.#choices) {
      this.#choices = choices.join();
      this.preset.replaceChildren(...options([OWN_NUMBERS, ...choices]));
    }
    const { values } = this.state.get("weight");
    const weights = values.subarray(filter * g.weights, (filter + 1) * g.weights);
    this.preset.value = (size && presets.nameOf(weights, size, g.channels)) || OWN_NUMBERS;
  }

  #takePreset() {
    const { state } = this;
    const weight = this.presets.put(this.preset.value, state.get("weight"), state.filter);
    if (weight) this.change({ weight });
    else this.putBack();
  }

  #takeBias() {
    const value = readNumber(this.bias.value);
    const { shape, values } = this.state.get("bias");
    if (value === undefined) this.putBack();
    else this.change({ bias: { shape, values: values.with(this.state.filter, value) } });
  }

  #takeBrush() {
    // One number for each channel.
    const brush = (channels) => (channels === 3
      ? [1, 3, 5].map((at) => parseInt(this.colour.value.slice(at, at + 2), 16) / 255)
      : Array(channels).fill(readNumber(this.brush.value) ?? 1));
    this.setBrush(this.painting.checked ? brush : null);
  }

  #takeMenu() {
    const name = this.picture.value;
    this.#takeSource(name === AS_GIVEN ? this.state.startOf("image") : this.presets.picture(name));
  }

  async #takeFile() {
    const [file] = this.file.files;
    if (!file) return;
    try {
      const source = pixelsOf(await createImageBitmap(file));
      this.#takeSource(source, Math.min(FIRST_SIZE, source.shape[1]));
    } catch {
      this.warn(`${file.name} is not a picture that this browser can read; choose a PNG or JPEG file.`);
    }
  }

  #takeSource(source, height = source.shape[1]) {
    const { state } = this;
    this.change(inputOf(source, height, state.get("weight"), state.g));
    state.sources.image = source;
  }
}

function options(names) {
  return names.map((text) => element("option", { text }));
}

// Red, green and blue from 0 to 1, no side longer than LARGEST_FILE.
function pixelsOf(bitmap) {
  const share = Math.min(1, LARGEST_FILE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * share));
  const height = Math.max(1, Math.round(bitmap.height * share));
  const values = planesOf(bitmap, width, height);
  bitmap.close();
  return { shape: [3, height, width], values };
}
