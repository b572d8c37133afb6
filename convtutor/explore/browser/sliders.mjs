// The sliders: each offers only settings with which the kernel fits.
import { covered } from "./arithmetic.mjs";
import { element, field, setText } from "./elements.mjs";
import { resizePicture } from "./reshape.mjs";

const LARGEST = { input_size: 64, kernel_size: 11, stride: 8, dilation: 4, filters: 8 };

/** The name, label, range and effect of each slider, from the view's present settings. */
export const SLIDERS = {
  input_size: {
    label: "input size (pixels)",
    range: ({ layer: { g }, sources }) => [
      Math.max(1, g.coveredHeight - 2 * g.padding, g.coveredWidth - 2 * g.padding),
      Math.max(LARGEST.input_size, g.height, sources.image.shape[1]),
    ],
    value: ({ layer: { g } }) => g.height,
    choose: (view, size) => {
      const [, height, width] = view.sources.image.shape;
      const { g } = view.layer;
      const least = Math.max(1, g.coveredWidth - 2 * g.padding);
      return { image: resizePicture(view.sources.image, size, Math.max(least, Math.round((size * width) / height))) };
    },
  },
  kernel_size: {
    label: "kernel size",
    range: ({ layer: { g } }) => {
      const room = Math.min(g.height, g.width) + 2 * g.padding;
      const fits = Math.floor((room - 1) / g.dilation) + 1;
      return [1, Math.max(g.kernelHeight, Math.min(LARGEST.kernel_size, fits))];
    },
    value: ({ layer: { g } }) => g.kernelHeight,
    choose: (view, size) => ({ weight: view.presets.resize(view.sources.weight, size) }),
  },
  stride: {
    label: "stride (pixels)",
    range: ({ layer: { g } }) => [1, Math.max(g.stride, LARGEST.stride)],
    value: ({ layer: { g } }) => g.stride,
    choose: (view, stride) => ({ stride }),
  },
  padding: {
    label: "padding (zeros on each side)",
    // More than covered - 1 would only make windows that read nothing but zeros.
    range: ({ layer: { g } }) => [
      Math.max(0, Math.ceil((g.coveredHeight - g.height) / 2), Math.ceil((g.coveredWidth - g.width) / 2)),
      Math.max(g.padding, Math.min(g.coveredHeight, g.coveredWidth) - 1),
    ],
    value: ({ layer: { g } }) => g.padding,
    choose: (view, padding) => ({ padding }),
  },
  dilation: {
    label: "dilation (1: no gaps)",
    range: ({ layer: { g } }) => {
      let most = LARGEST.dilation;
      const fits = (d) => covered(g.kernelHeight, d) <= g.height + 2 * g.padding
        && covered(g.kernelWidth, d) <= g.width + 2 * g.padding;
      while (most > 1 && !fits(most)) most--;
      return [1, Math.max(most, g.dilation)];
    },
    value: ({ layer: { g } }) => g.dilation,
    choose: (view, dilation) => ({ dilation }),
  },
  filters: {
    label: "number of filters",
    range: ({ layer: { g } }) => [1, Math.max(LARGEST.filters, g.filters)],
    value: ({ layer: { g } }) => g.filters,
    choose: (view, filters) => view.presets.refill(view.state, filters),
  },
};

export class Sliders {
  constructor(view) {
    this.view = view;
    this.all = Object.entries(SLIDERS).filter(([name]) => view.panels.has(name)).map(([name, slider]) => {
      const input = element("input", { type: "range", step: 1, "data-setting": name });
      const output = element("output", { "aria-hidden": "true" });
      input.addEventListener("input", () => {
        const changes = slider.choose(view, Number(input.value));
        view.change(changes, { resizing: name.endsWith("_size") });
      }, view.listening);
      return { slider, input, output, node: field(slider.label, input, output) };
    });
    this.node = element("div", { class: "sliders" }, ...this.all.map(({ node }) => node));
    this.node.hidden = this.all.length === 0;
  }

  refresh() {
    for (const { slider, input, output } of this.all) {
      const [least, most] = slider.range(this.view);
      const value = slider.value(this.view);
      // The range first: a browser holds the value inside it.
      Object.assign(input, { min: least, max: most, value, disabled: least === most });
      setText(output, String(value));
    }
  }
}
