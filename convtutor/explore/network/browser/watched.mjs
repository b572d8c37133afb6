// The learner's picture: chosen, worked out on the layers once the hand rests, and put on their volumes.
import { button, element, uniqueId } from "../../../browser/elements.mjs";
import { writeNetwork } from "./layers.mjs";
import { canShow, canvasOf, mapsOf, pixelsOf, weightsOf } from "./maps.mjs";
import { number } from "./words.mjs";

const THUMBNAIL = 44; // pixels of the page, at most
const REST = 300; // milliseconds without a change

const upTo = (network, at) => ({ ...network, layers: network.layers.slice(0, at) });

export class Watched {
  #bitmap;
  #maps = []; // of each layer: {values, line}: the network up to it
  #timer;

  constructor({ picture, trained }, { changed, warn, choose }) {
    Object.assign(this, { changed, choose, weights: weightsOf(trained) });
    const file = element("input", { type: "file", accept: "image/*", id: uniqueId() });
    file.addEventListener("change", () => file.files[0] && this.#take(file.files[0]).catch(() => {
      this.note.textContent = `${file.files[0].name} is not a picture that this browser can read; choose a PNG or JPEG file.`;
      warn(this.note.textContent);
    }));
    this.note = element("span", { class: "note" });
    this.node = element("p", { class: "own" }, element("label", { for: file.id, text: "your own picture" }), file, this.note);
    this.sheet = element("div", { class: "sheet", role: "group", "aria-label": "all maps of the layer that is looked at" });
    this.#take(new Blob([picture], { type: "image/png" }));
  }

  async #take(blob) {
    const bitmap = await createImageBitmap(blob);
    this.#bitmap?.close();
    this.#bitmap = bitmap;
    this.#maps = [];
    this.line = null;
    this.changed();
  }

  /** Put what is known on the volumes, and work out the rest once the hand rests. */
  refresh(state, volumes) {
    const { network, volumes: [input] } = state;
    const shows = this.#bitmap && input && canShow(input) && [1, 3].includes(input.channels);
    this.node.hidden = !shows;
    const same = this.#maps.findIndex(({ line }, at) => line !== writeNetwork(upTo(network, at)));
    if (!shows) this.#maps = [];
    else if (same >= 0) this.#maps.length = same;
    volumes.forEach((volume, at) => volume.paint(this.#addressOf(state, at)));
    this.#showSheet(state);
    if (!shows || this.line === state.line) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(state), this.line ? REST : 0);
  }

  #work({ network, steps, line }) {
    this.line = line;
    const picture = this.#maps[0]?.values ?? pixelsOf(this.#bitmap, steps[0].shape);
    this.#maps = mapsOf(network, steps, picture, this.weights).map((values, at) => (
      this.#maps[at] ?? { values, line: writeNetwork(upTo(network, at)) }));
    const known = this.#maps.length - 1;
    this.note.textContent = known ? `It can be watched on ${known === 1 ? "layer 1" : `layers 1 to ${known}`}.`
      : "Its maps can be watched on the course's own network, whose weights are known.";
    this.changed();
  }

  #addressOf(state, at) {
    const map = this.#maps[at];
    const volume = state.volumes[at];
    if (!map || !volume || !canShow(volume)) return null;
    const channel = Math.min(state.look.channel, volume.channels - 1);
    if (map.channel !== channel) {
      const canvas = canvasOf(map.values, state.steps[at].shape, channel, volume.channels === 3);
      Object.assign(map, { channel, address: addressOf(canvas) });
    }
    return map.address;
  }

  /** All maps of the layer that is looked at, side by side; each can be chosen. */
  #showSheet({ look, steps, volumes }) {
    const map = this.#maps[look.from];
    const shown = map && look.from > 0 && volumes[look.from].channels > 3;
    this.sheet.hidden = !shown;
    if (!shown) return;
    if (!map.sheet) {
      map.sheet = Array.from({ length: volumes[look.from].channels }, (_, channel) => {
        const canvas = canvasOf(map.values, steps[look.from].shape, channel, false);
        const node = button("", () => this.choose({ channel }), { "aria-label": `channel ${number(channel)}` });
        node.append(element("img", { src: addressOf(canvas), alt: "", width: THUMBNAIL, height: THUMBNAIL }));
        return node;
      });
    }
    if (this.sheet.firstChild !== map.sheet[0]) this.sheet.replaceChildren(...map.sheet);
    map.sheet.forEach((node, channel) => node.setAttribute("aria-pressed", channel === look.channel));
  }

  close() {
    clearTimeout(this.#timer);
    this.#bitmap?.close();
  }
}

function addressOf(offscreen) {
  const canvas = element("canvas", { width: offscreen.width, height: offscreen.height });
  canvas.getContext("2d").drawImage(offscreen, 0, 0);
  return canvas.toDataURL();
}
