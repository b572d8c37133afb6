// A network as Python for PyTorch: as `torch_code.py` writes it.
import { isPool, same, short } from "./layers.mjs";

/** Lines of code; an Error says which layer does not fit. */
export function torchCode(network, steps) {
  const place = steps.findIndex(({ problem }) => problem);
  if (place >= 0) {
    throw new Error(`${place ? `layer ${place}` : "the input"} does not fit: ${steps[place].problem.sentence}`);
  }
  const shape = (step) => step.shape.map((size) => `, ${size}`).join("");
  return [
    "from torch import nn",
    "",
    `network = nn.Sequential(  # from (N${shape(steps[0])}) to (N${shape(steps.at(-1))})`,
    ...network.layers.map((layer, at) => `    nn.${lineOf(layer, steps[at])},`),
    ")",
  ].join("\n");
}

function lineOf(layer, before) {
  const { kind, outputs, kernel, stride, padding, dilation, groups, bias } = layer;
  if (kind === "relu") return "ReLU()";
  if (kind === "flatten") return "Flatten()";
  const settings = [
    !same(stride, isPool(layer) ? kernel : [1, 1]) && `stride=${sizeOf(stride)}`,
    !same(padding, [0, 0]) && `padding=${sizeOf(padding)}`,
    !same(dilation, [1, 1]) && `dilation=${sizeOf(dilation)}`,
    groups !== 1 && `groups=${groups}`,
    !bias && "bias=False",
  ].filter(Boolean);
  const call = (name, ...words) => `${name}(${[...words, ...settings].join(", ")})`;
  if (kind === "linear") return call("Linear", before.shape[0], outputs);
  if (kind === "conv") return call("Conv2d", before.shape[0], outputs, sizeOf(kernel));
  return call(kind === "maxpool" ? "MaxPool2d" : "AvgPool2d", sizeOf(kernel));
}

const sizeOf = (two) => (two[0] === two[1] ? short(two) : `(${two.join(", ")})`);
