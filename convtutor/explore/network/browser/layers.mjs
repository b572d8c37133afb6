// Layers as data, and the line of text in which a network is written: as `layers.py`, word by word.

export const POOLS = ["maxpool", "avgpool"];
export const KINDS = ["conv", ...POOLS, "relu", "flatten", "linear"];
export const LARGEST = 100_000;
export const MOST_LAYERS = 100;

const EXAMPLE = "3x32x32 > conv 6 5x5 > relu";
const FORMS = {
  conv: "conv 6 5x5, or conv 6 5x5 s2 p1 d1 g1 nobias",
  maxpool: "maxpool 2, or maxpool 3x3 s2 p1",
  avgpool: "avgpool 2, or avgpool 3x3 s2 p1",
  relu: "relu",
  flatten: "flatten",
  linear: "linear 10, or linear 10 nobias",
};
const LETTERS = { s: "stride", p: "padding", d: "dilation", g: "groups" };
const ALLOWED = { conv: "spdgn", maxpool: "sp", avgpool: "sp", linear: "n" };
export const NUMBERS_FIRST = { conv: 2, maxpool: 1, avgpool: 1, linear: 1 };

export const isPool = ({ kind }) => POOLS.includes(kind);
export const same = ([rows, columns], other) => rows === other[0] && columns === other[1];

/** Rows and columns, as one number where they are the same. */
export const short = ([rows, columns]) => (rows === columns ? `${rows}` : `${rows}x${columns}`);

/** A layer of a kind; what is not given is as usual. */
export function layerOf(kind, given = {}) {
  const usual = { outputs: 1, kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, bias: true };
  return { kind, ...usual, ...given };
}

/** A network with any number of layers in place of the one at a place, counted from 0. */
export function put(network, place, ...layers) {
  return { ...network, layers: network.layers.toSpliced(place, 1, ...layers) };
}

export function writeNetwork({ shape, layers }) {
  return [shape.join("x"), ...layers.map(writeLayer)].join(" > ");
}

export function writeLayer(layer) {
  const { kind, outputs, kernel, stride, padding, dilation, groups, bias } = layer;
  if (kind === "relu" || kind === "flatten") return kind;
  const words = [kind];
  if (kind === "conv" || kind === "linear") words.push(`${outputs}`);
  if (kind === "conv") words.push(kernel.join("x"));
  else if (isPool(layer)) words.push(short(kernel));
  if (!same(stride, isPool(layer) ? kernel : [1, 1])) words.push(`s${short(stride)}`);
  if (!same(padding, [0, 0])) words.push(`p${short(padding)}`);
  if (!same(dilation, [1, 1])) words.push(`d${short(dilation)}`);
  if (groups !== 1) words.push(`g${groups}`);
  if (!bias) words.push("nobias");
  return words.join(" ");
}

/** Read a network from its line; an Error says what cannot be read. */
export function readNetwork(text) {
  const plain = text.replace(/\s*×\s*/g, "x").replaceAll("→", ">").toLowerCase();
  const [first, ...written] = plain.split(">").map((part) => part.trim());
  if (!first) throw new Error(`there is no network; write its input first, such as ${EXAMPLE}`);
  if (written.length > MOST_LAYERS) {
    throw new Error(`${written.length} layers are more than can be looked at here; use at most ${MOST_LAYERS}`);
  }
  const shape = first.split("x").map((size) => readNumber("the input", size));
  if (shape.length !== 3) {
    throw new Error(`the input '${first}' has not three sizes; write channels, rows and columns, such as 3x32x32`);
  }
  return { shape, layers: written.map((part, place) => readLayer(part, place + 1)) };
}

function readLayer(text, place) {
  const where = `layer ${place}`;
  const [kind, ...words] = text.split(/\s+/);
  if (!KINDS.includes(kind)) {
    throw new Error(`${where} '${text}' is none that is known; use ${KINDS.join(", ")}`);
  }
  const count = NUMBERS_FIRST[kind] ?? 0;
  const [first, rest] = [words.slice(0, count), words.slice(count)];
  const known = (word) => ALLOWED[kind]?.includes(word[0]) && (word[0] !== "n" || word === "nobias");
  if (first.length < count || !rest.every(known)) {
    throw new Error(`${where} '${text}' cannot be read; write ${FORMS[kind]}`);
  }
  const layer = layerOf(kind, { bias: !rest.includes("nobias") });
  if (kind === "conv" || kind === "linear") layer.outputs = readNumber(where, first[0]);
  if (kind !== "linear" && count) layer.kernel = readTwo(where, first.at(-1));
  if (isPool(layer)) layer.stride = layer.kernel;
  for (const word of rest) {
    if (word === "nobias") continue;
    const read = word[0] === "g" ? readNumber : readTwo;
    layer[LETTERS[word[0]]] = read(where, word.slice(1));
  }
  return layer;
}

/** Rows and columns from `5` or `3x5`. */
export function readTwo(where, text) {
  const cut = text.indexOf("x");
  const parts = cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
  const sizes = parts.map((part) => readNumber(where, part));
  return [sizes[0], sizes.at(-1)];
}

export function readNumber(where, text) {
  if (!text) throw new Error(`${where}: a number is missing; use 0, 1, 2 and so on`);
  if (!/^[0-9]+$/.test(text)) throw new Error(`${where}: '${text}' is not a whole number; use 0, 1, 2 and so on`);
  if (text.length > 6 || Number(text) > LARGEST) {
    throw new Error(`${where}: ${text} is too large; use at most ${LARGEST}`);
  }
  return Number(text);
}
