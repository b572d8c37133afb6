// Play, pause, step and scrub: the window goes through all places in reading order.
import { element, field, setText } from "./elements.mjs";
import { thousands } from "./words.mjs";

const CALM = "(prefers-reduced-motion: reduce)";

export class PlayBar {
  #timer;

  constructor(view) {
    this.view = view;
    const { listening } = view;
    const button = (text, act) => {
      const made = element("button", { type: "button", text });
      made.addEventListener("click", act, listening);
      return made;
    };
    this.play = button("▶ Play", () => (this.playing ? this.pause() : this.start()));
    this.pin = button("Pin", () => view.pin(!view.state.get("pinned")));
    this.scrub = element("input", { type: "range", min: 1, step: 1, class: "scrub" });
    this.scrub.addEventListener("input", () => this.goTo(Number(this.scrub.value) - 1), listening);
    this.place = element("output", { "aria-hidden": "true" });
    // Who asked the system for less motion gets a slower start, and may still ask for more.
    const value = window.matchMedia(CALM).matches ? 1 : 6;
    this.speed = element("input", { type: "range", min: 1, max: 60, step: 1, value });
    this.speedWords = element("output", { "aria-hidden": "true" });
    this.speed.addEventListener("input", () => this.refresh(), listening);
    const shown = view.panels.has("play");
    const buttons = [
      ...(shown ? [button("|◀ First", () => this.goTo(0)), button("◀ Back", () => this.step(-1)),
        this.play, button("Next ▶", () => this.step(1))] : []),
      this.pin,
      ...(view.panels.has("reset") ? [button("Reset", () => view.reset())] : []),
    ];
    this.node = element(
      "div", { class: "playbar", role: "group", "aria-label": "slide the window" },
      element("span", { class: "buttons" }, ...buttons),
      ...(shown ? [
        field("place in reading order", this.scrub, this.place),
        field("speed", this.speed, this.speedWords),
      ] : []),
    );
  }

  get playing() {
    return this.#timer !== undefined;
  }

  start() {
    const { view } = this;
    view.pin(false);
    if (view.place === view.places - 1) view.goTo(0, { filling: true });
    const next = () => {
      // A cell that was run again or removed must not go on sliding unseen.
      if (!view.node.isConnected) return this.pause();
      if (view.place >= view.places - 1) return this.pause();
      view.goTo(view.place + 1, { filling: true, aloud: false });
      this.#timer = setTimeout(next, 1000 / this.speed.value);
    };
    this.#timer = setTimeout(next, 1000 / this.speed.value);
    this.refresh();
  }

  pause() {
    if (!this.playing) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.refresh();
    this.view.sayPlace();
  }

  step(by) {
    this.goTo(Math.max(0, Math.min(this.view.places - 1, this.view.place + by)));
  }

  goTo(place) {
    this.pause();
    this.view.goTo(place, { filling: true });
  }

  refresh() {
    const { view } = this;
    setText(this.play, this.playing ? "⏸ Pause" : "▶ Play");
    const pinned = view.state.get("pinned");
    setText(this.pin, pinned ? "Unpin" : "Pin");
    Object.assign(this.scrub, { max: view.places, value: view.place + 1, disabled: view.places === 1 });
    setText(this.place, `${thousands(view.place + 1)} of ${thousands(view.places)}`);
    setText(this.speedWords, `${this.speed.value} a second`);
  }
}
