// Sentences and numbers as the page writes them.
import { countOf, withinMap } from "./reach.mjs";

/** A whole number with commas: toLocaleString takes a hundred times as long. */
export const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
export const shapeWords = (shape) => shape.map(number).join(" × ");
const pair = ([rows, columns]) => `${number(rows)} × ${number(columns)}`;

export const plural = (count, one) => `${number(count)} ${one}${BigInt(count) === 1n ? "" : "s"}`;

/** What a layer is called: "layer 3, conv", or "the picture". */
export const nameOf = (network, place) => (place ? `layer ${place}, ${network.layers[place - 1].kind}` : "the picture");

/** Shape, cost and receptive field of a step, line by line. */
export function factsOf(step, place) {
  if (!step.shape.length) return step.problem ? ["does not fit"] : ["not known, since a layer before it does not fit"];
  const cost = `${plural(step.parameters, "parameter")} · ${plural(step.multiplications, "multiplication")}`;
  const size = plural(step.bytes, "byte");
  if (!place) return [shapeWords(step.shape), size];
  const sees = `sees ${pair(step.field)}${step.shape.length === 3 ? `, step ${pair(step.step)}` : ""}`;
  return [shapeWords(step.shape), cost, `${size} · ${sees}`];
}

/** What is seen of a volume, or reached in it, in words. */
export function lookWords(look, volume, step) {
  if (!look || !volume) return "";
  const { channels, rows, columns, way } = look;
  if (way === "here") return "here";
  const verb = way === "seen" ? "seen" : "reached";
  const inner = [withinMap(rows, volume.rows), withinMap(columns, volume.columns)];
  if (!inner[0].length || !inner[1].length) return `${verb}: nothing${rows.length && way === "seen" ? " but padding" : ""}`;
  const [first, last] = channels;
  const one = step.shape.length === 1 && volume.rows * volume.columns === 1 ? "number" : "channel";
  const every = first === 0 && last === volume.channels - 1;
  const parts = [
    volume.channels === 1 ? "" : every ? `all ${number(volume.channels)} ${one}s` : along(one, [[first, last]]),
    volume.rows === 1 ? "" : along("row", inner[0]),
    volume.columns === 1 ? "" : along("column", inner[1]),
  ].filter(Boolean);
  const padding = [[rows, inner[0], "row"], [columns, inner[1], "column"]]
    .map(([all, within, name]) => [countOf(all) - countOf(within), name])
    .filter(([count]) => count > 0)
    .map(([count, name]) => plural(count, name));
  const zeros = padding.length ? `, and ${padding.join(" and ")} of padding` : "";
  return `${verb}: ${parts.join(", ") || "its one value"}${zeros}`;
}

function along(name, runs) {
  const [first, last] = [runs[0][0], runs.at(-1)[1]];
  if (first === last) return `${name} ${first}`;
  const gaps = runs.length > 1 ? ` (${number(countOf(runs))} of them, with gaps)` : "";
  return `${name}s ${first} to ${last}${gaps}`;
}

/** Where one looks from, what it sees of the picture and what it reaches in the end. */
export function lookSentence({ network, steps, volumes, looks, look }) {
  if (look.from < 0) return "";
  const { channels, rows, columns } = volumes[look.from];
  const at = [
    channels > 1 && `channel ${look.channel}`, rows > 1 && `row ${look.row}`, columns > 1 && `column ${look.column}`,
  ].filter(Boolean).join(", ");
  const what = look.from ? "The value" : "The pixel";
  const from = look.from ? ` of ${nameOf(network, look.from)}` : "";
  const first = looks[0];
  const size = (runs) => number(countOf(runs));
  const back = look.from === 0 ? "" : countOf(first.rows) && countOf(first.columns)
    ? ` sees ${size(first.rows)} × ${size(first.columns)} pixels of the picture: ${lookWords(first, volumes[0], steps[0]).replace("seen: ", "")}.`
    : " sees nothing of the picture: its window lies in padding.";
  const end = volumes.findLastIndex((volume) => volume);
  if (end === look.from) return `${what}${from} (${at || "its only one"})${back || " is all there is."}`;
  const reached = lookWords(looks[end], volumes[end], steps[end]).replace("reached: ", "");
  const ahead = `${back ? " It" : ""} reaches of ${nameOf(network, end)} (${shapeWords(steps[end].shape)}): ${reached}.`;
  return `${what}${from} (${at || "its only one"})${back}${ahead}`;
}
