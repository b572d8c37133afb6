// Play, pause, step and scrub: the window goes through all places in reading order.
import { button, element, field, setText } from "../../browser/elements.mjs";
import { thousands } from "./words.mjs";

const CALM = "(prefers-reduced-motion: reduce)";
const SPEEDS = { calm: 1, usual: 3, most: 60 }; // places a second

export class PlayBar {
  #timer;

  constructor({ names, state, goTo, reset, rest }) {
    Object.assign(this, { state, goTo, rest });
    this.play = button("", () => (this.playing ? this.pause() : this.start()));
    this.sign = element("span", { class: "play-sign", "aria-hidden": "true" }); // drawn: fonts lack ⏸
    this.playWord = element("span");
    this.play.append(this.sign, this.playWord);
    this.pin = button("Pin", () => state.set({ pinned: !state.get("pinned") }));
    this.scrub = element("input", { type: "range", min: 1, step: 1, class: "scrub" });
    this.scrub.addEventListener("input", () => goTo(Number(this.scrub.value) - 1));
    this.place = element("output", { "aria-hidden": "true" });
    // Who asked the system for less motion gets a slower start, and may still ask for more.
    const value = window.matchMedia(CALM).matches ? SPEEDS.calm : SPEEDS.usual;
    this.speed = element("input", { type: "range", min: 1, max: SPEEDS.most, step: 1, value });
    this.speedWords = element("output", { "aria-hidden": "true" });
    this.speed.addEventListener("input", () => this.refresh());
    const shown = names.has("play");
    const buttons = [
      ...(shown ? [
        button("|◀ First", () => goTo(0)),
        button("◀ Back", () => goTo(Math.max(0, state.place - 1))),
        this.play,
        button("Next ▶", () => goTo(Math.min(state.places - 1, state.place + 1))),
      ] : []),
      this.pin,
      ...(names.has("reset") ? [button("Reset", reset)] : []),
    ];
    this.node = element(
      "div", { class: "playbar", role: "group", "aria-label": "slide the window" },
      element("span", { class: "buttons" }, ...buttons),
      ...(shown ? [
        field("place", this.scrub, this.place),
        field("speed", this.speed, this.speedWords),
      ] : []),
    );
  }

  get playing() {
    return this.#timer !== undefined;
  }

  start() {
    const { state } = this;
    state.set({ pinned: false });
    if (state.place === state.places - 1) this.goTo(0);
    const wait = () => { this.#timer = setTimeout(next, 1000 / this.speed.value); };
    const next = () => {
      // A cell that was run again or removed must not go on sliding unseen.
      if (!this.node.isConnected || state.place >= state.places - 1) return this.pause();
      this.goTo(state.place + 1, { playing: true });
      wait();
    };
    wait();
    this.refresh();
  }

  pause() {
    if (!this.playing) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.refresh();
    this.rest();
  }

  refresh() {
    const { place, places } = this.state;
    this.sign.classList.toggle("pause", this.playing);
    setText(this.playWord, this.playing ? "Pause" : "Play");
    setText(this.pin, this.state.get("pinned") ? "Unpin" : "Pin");
    Object.assign(this.scrub, { max: places, value: place + 1, disabled: places === 1 });
    setText(this.place, `${thousands(place + 1)} of ${thousands(places)}`);
    setText(this.speedWords, `${this.speed.value} a second`);
  }
}
