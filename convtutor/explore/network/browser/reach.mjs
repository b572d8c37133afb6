// Which values one value depends on, in every earlier layer, and which it reaches in every later one.
// What is seen of a volume are all channels from one to another, times runs of rows, times runs of
// columns; a run is [first, last]. Runs before 0, or behind the last row, are padding.
import { windowOf } from "./outputs.mjs";

const MOST_RUNS = 3000; // more of them are taken as one, from the first to the last

/** Channels, rows and columns of a step; those of a row of numbers are of the maps it was made of. */
export function volumeOf({ shape, maps }) {
  if (shape.length === 3) return { channels: shape[0], rows: shape[1], columns: shape[2] };
  return { channels: Number(BigInt(shape[0]) / (BigInt(maps[0]) * BigInt(maps[1]))), rows: maps[0], columns: maps[1] };
}

/** What is seen of each step's volume from a place in one of them; null where a layer is unknown. */
export function lookFrom(network, steps, from, { channel, row, column }) {
  const volumes = steps.map((step) => (step.shape.length ? volumeOf(step) : null));
  const looks = steps.map(() => null);
  if (!volumes[from]) return looks;
  looks[from] = { channels: [channel, channel], rows: [[row, row]], columns: [[column, column]], way: "here" };
  for (let at = from; at > 0; at--) {
    const rows = withinMap(looks[at].rows, volumes[at].rows);
    const columns = withinMap(looks[at].columns, volumes[at].columns);
    const window = windowOf(network.layers[at - 1], steps[at - 1]);
    const seen = rows.length > 0 && columns.length > 0;
    looks[at - 1] = {
      channels: channelsOf(network.layers[at - 1], looks[at].channels, volumes[at].channels, volumes[at - 1].channels),
      rows: seen ? readBy(rows, ...axisOf(window, 0)) : [],
      columns: seen ? readBy(columns, ...axisOf(window, 1)) : [],
      way: "seen",
    };
  }
  for (let at = from + 1; at < steps.length && volumes[at]; at++) {
    const window = windowOf(network.layers[at - 1], steps[at - 1]);
    looks[at] = {
      channels: channelsOf(network.layers[at - 1], looks[at - 1].channels, volumes[at - 1].channels, volumes[at].channels),
      rows: reachedFrom(looks[at - 1].rows, volumes[at].rows, ...axisOf(window, 0)),
      columns: reachedFrom(looks[at - 1].columns, volumes[at].columns, ...axisOf(window, 1)),
      way: "reached",
    };
  }
  return looks;
}

/** How many places there are in runs. */
export const countOf = (runs) => runs.reduce((all, [first, last]) => all + last - first + 1, 0);

/** The part of some runs that is no padding. */
export const withinMap = (runs, size) => runs
  .map(([first, last]) => [Math.max(0, first), Math.min(size - 1, last)])
  .filter(([first, last]) => first <= last);

const axisOf = ({ kernel, stride, padding, dilation }, axis) => [kernel[axis], stride[axis], padding[axis], dilation[axis]];

/** The channels on the other side of a layer: of a convolution all of the groups that are touched. */
function channelsOf({ kind, groups }, [first, last], here, there) {
  if (kind === "linear") return [0, there - 1];
  if (kind !== "conv") return [first, last];
  const [each, other] = [here / groups, there / groups];
  return [Math.floor(first / each) * other, (Math.floor(last / each) + 1) * other - 1];
}

/** The places that windows read, padding included. */
function readBy(runs, kernel, stride, padding, dilation) {
  const found = [];
  for (const [first, last] of runs) {
    const windows = last - first + 1;
    const start = first * stride - padding;
    const end = last * stride - padding + dilation * (kernel - 1);
    const joined = dilation === 1 && stride <= kernel;
    // Either each window's pixels are a run, or each tap's.
    if (joined || windows * kernel > 100 * MOST_RUNS) found.push([start, end]);
    else if (dilation === 1) for (let at = 0; at < windows; at++) found.push([start + at * stride, start + at * stride + kernel - 1]);
    else {
      for (let at = 0; at < windows; at++) {
        for (let tap = 0; tap < kernel; tap++) found.push(Array(2).fill(start + at * stride + tap * dilation));
      }
    }
  }
  return joinRuns(found);
}

/** The windows that read any of some places. */
function reachedFrom(runs, size, kernel, stride, padding, dilation) {
  const found = [];
  const add = (low, high) => {
    const [first, last] = [Math.max(0, Math.ceil(low / stride)), Math.min(size - 1, Math.floor(high / stride))];
    if (first <= last) found.push([first, last]);
  };
  for (const [first, last] of runs) {
    if (dilation === 1 || kernel * runs.length > 100 * MOST_RUNS) {
      add(first + padding - dilation * (kernel - 1), last + padding);
    } else {
      for (let tap = 0; tap < kernel; tap++) add(first + padding - tap * dilation, last + padding - tap * dilation);
    }
  }
  return joinRuns(found);
}

function joinRuns(found) {
  found.sort(([one], [other]) => one - other);
  const joined = [];
  for (const [first, last] of found) {
    const end = joined.at(-1);
    if (end && first <= end[1] + 1) end[1] = Math.max(end[1], last);
    else joined.push([first, last]);
  }
  return joined.length > MOST_RUNS ? [[joined[0][0], joined.at(-1)[1]]] : joined;
}
