"""The words of docs/speed.md: how to read it, where the time goes, what NumPy cannot do."""

INTRODUCTION = """\
# How fast `conv2d` is

`make bench ARGS="--save"` measured this page. `convlib.conv2d` is written in NumPy alone; beside
it stand the libraries that do the same in C++, and other ways to write it in NumPy.

## How to read it

- **Time.** All peers compute the same workload in turns, in one run, so that a busy moment of the
  machine slows each of them; with one thread it is the processor's time for this program. A turn
  is the median of its calls, and what is shown is the median over the turns. Before that each
  peer's maps are compared with `convlib`'s. A dash stands where a peer cannot compute the
  workload, or would take more than a second or two or more than 256 MiB of windows.
- **Ratio.** Time divided by {base}'s in the same round: 1 is as fast, 2 takes twice as long.
  After ± stands half the distance between the quartiles of the ratios.
- **Workloads.** Images × channels × side² → filters, size of the kernels, settings; W1 to W4 are
  what a slider asks for at every move, W5 and W13 are batches of small pictures, the others
  layers of well-known networks; V1 to V6 are large layers that nothing was chosen for. All have a
  bias.
- **Peers.** `torch` is `torch.nn.functional.conv2d`; `onnxruntime` a model of one Conv node,
  which may put its weights in order beforehand; *windows + einsum* and *windows + tensordot* go
  over a view of all windows; *full im2col* copies all windows into one matrix; *CS231n-style
  im2col* gathers them by arrays of indices, as that course does; `scipy.signal` is `correlate`
  for each image and filter; *four loops* go over images, filters, rows and columns.
- **The limit.** No method that multiplies matrices can be faster than the matrix product, so its
  peak, measured in the same run, is 100 %. *The bare product* is one `np.matmul(out=)` of the
  layer's own size, of matrices that are already laid out, timed in turns with the others: what is
  left to 100 % is laying out, adding the bias and writing. Pieces that stay in the cache can be
  multiplied faster than the whole, and then it is more than 100 %. *Laid out for free* is `convlib`
  itself with the copying of pixels left out (its maps are wrong): no way of laying windows out as
  columns, piece by piece, can come above it. W10 and W11 lay out nothing so, and there it is
  `convlib` once more. Operations are those of the
  definition: a method that needs fewer, such as the Fourier transform, can come out above. The
  shares of `convlib`'s time are measured by a tracer: matrix products; copies of windows and
  borders; sums and products number by number, of the bias with writing the maps too; Fourier
  transforms; and the rest, which is Python: checking arguments, making views, calling NumPy.
- **Growth.** Nanoseconds for one value of the maps. *New memory* is an array of the maps' shape,
  made and filled with zeros: what the system takes for the memory alone. *Memory kept* is
  `convlib`'s work into maps that are there already, as no function can have them that returns a
  new array: what still grows there is `convlib`'s own.
- **Rounding.** The largest error of float32 beside float64, as a share of the largest value.
"""

WHERE = """\
## Where the time goes

A strip of the maps is made in three steps. For large layers, on 28 November 2026 (AMD EPYC,
Zen 4, float32, one thread; OpenBLAS's SkylakeX kernels, then its Haswell kernels; medians of 11 to
21 calls, the processor's time; no peers in between, so the bare product is a little nearer than in
the tables above), these were their shares:

|     | laying out |  product | new memory | the rest | of the bare product |
| --- | ---------: | -------: | ---------: | -------: | ------------------: |
| W5  |   29, 22 % | 30, 48 % |   32, 23 % |   9, 7 % |           111, 60 % |
| W6  |   15, 16 % | 82, 79 % |     0, 1 % |   3, 4 % |            83, 78 % |
| W7  |     9, 9 % | 88, 89 % |     2, 1 % |   1, 1 % |           101, 93 % |
| W8  |     6, 7 % | 86, 83 % |     0, 5 % |   8, 5 % |            86, 82 % |
| W9  |     8, 8 % | 90, 89 % |     1, 1 % |   1, 2 % |            87, 84 % |
| W10 |     0, 0 % | 93, 93 % |     4, 3 % |   3, 4 % |            92, 95 % |
| W12 |   11, 11 % | 85, 84 % |     0, 1 % |   4, 4 % |           100, 91 % |
| W13 |   27, 16 % | 42, 59 % |     2, 4 % | 29, 21 % |           160, 75 % |
| V1  |     8, 9 % | 88, 87 % |     1, 1 % |   3, 3 % |            84, 84 % |
| V2  |     4, 5 % | 93, 93 % |     1, 1 % |   2, 1 % |          131, 100 % |
| V3  |     4, 5 % | 93, 93 % |     0, 0 % |   3, 3 % |            93, 95 % |
| V4  |     8, 8 % | 86, 84 % |     0, 1 % |   6, 7 % |            90, 85 % |
| V5  |     6, 7 % | 92, 91 % |     0, 0 % |   2, 2 % |          117, 106 % |
| V6  |   13, 13 % | 78, 81 % |     0, 0 % |   9, 6 % |            89, 84 % |

- **Laying out** copies each number once for every place where a weight meets it: K_h·K_w times a
  pixel, or K_w times where rows share their blocks. A copy takes 0.2 to 0.4 ns and serves as many
  multiplications as there are filters, of 0.02 ns each. So it is a quarter of the time with 6
  filters (W5, W13) and 4 to 9 % with 64 and more; 11 to 16 % where rows share nothing because of a
  dilation (W12) or because they are too short for so many filters (V6; W6, where pixels that are 4
  apart are gathered one by one, too).
- **The product** runs at 0.88 to 1.4 times the rate of the bare product of the whole layer, for its
  columns are still in the cache. What could be won here is nothing but that.
- **Bias and writing.** The bias is a line of ones, one product more for each value; and BLAS writes
  into the maps themselves. Only where images lie side by side, and where weights are too many to be
  copied, a pass over the values is left, and one more for each part of the channels where they are
  summed part by part (W8, V3, V6): *the rest*, with what Python takes.
- **New memory** is what the system takes for pages that it took back after the call before. It
  counts where maps are large beside their sums (W5), for torch as for `conv2d`. It is what grows
  with the picture: a value of 16 filters takes 5 to 7 times as long at 4096² as at 256² (torch 4 to
  8), while other programs want memory, too, and into maps that are there already 1.1 to 1.8 times;
  on a quiet machine 1.6 to 2, and into such maps 1.06 to 1.11. With one filter a value takes 1.3 to
  1.6 times as long from 1024² on: then neither the picture nor the map stays near the processor,
  and there is only one product a weight to hide it.

In a small layer (W1 to W4) about half of the time passes before and after the steps: 1 µs asks
whether the layer is known (4 check its settings where it is not), 1 tells NumPy that infinities are
no fault, 2 put the weights in order; each of the dozen views costs 0.3 to 1.

### What was tried, and does not pay

Times in the same run as `conv2d`'s, which is 1; the first with SkylakeX, the second with Haswell
kernels.

| instead                                                                   | layer | time         |
| ------------------------------------------------------------------------- | ----- | ------------ |
| no copies: a product for each weight, of the picture as it lies, added up | W7    | 1.17 to 1.23 |
|                                                                           | W8    | 1.01 to 1.04 |
|                                                                           | V2    | 1.25 to 1.35 |
| K_w copies of a row, and a product for each row of the kernel, added up   | W7    | 1.16 to 1.20 |
|                                                                           | V2    | 1.04 to 1.11 |
| rows that share blocks with dilation, too: every second row in a strip    | W12   | 1.14, 1.08   |
| windows of many weights: all channels at a time, so few places in a strip | V6    | 1.13, 1.10   |
|                                                                           | V3    | 1.08, 1.09   |
| a picture that has its border beforehand: what no way to lay it can beat  | W8    | 0.99, 0.95   |
|                                                                           | W7    | 1.01, 1.02   |
| strips of other sizes: 1 to 3 MiB, 512 to 1,024 places                    | all   | 0.95 to 1.4  |
| depthwise: `einsum` over the picture as it lies, nothing laid out         | W11   | 0.97 to 1.10 |
| depthwise: the bias as a line of ones                                     | W11   | 0.97, 1.03   |
| depthwise: nine products and sums, number by number, of whole channels    | W11   | 1.22, 1.05   |
| lines that begin where those of the processor's cache do                  | W1–W4 | 1.05 to 1.10 |
|                                                                           | W5–W9 | 0.99 to 1.05 |
|                                                                           | A256– | 0.86 to 0.96 |

The first two are what is nearest to "no copies" in NumPy. A library in C would hand BLAS the
picture's own rows as a matrix whose rows overlap; `np.matmul` gives BLAS no matrix of which one row
begins before the last one ends, and takes 1.25 (1.14) times as long for it.
"""

HONEST = """\
## What NumPy cannot do

torch and onnxruntime compute float32 by code that is made for convolution (torch's is oneDNN).
Four things in it are out of NumPy's reach:

- it writes machine code for the very layer that is asked for, when it is first asked;
- it reads windows straight from the picture into the processor's registers and keeps sums there
  until they are done. A matrix product must first have its columns in memory, and writes its sums
  there: that is the share of *copies*, and of the bias in *sums*;
- it holds channels in blocks as wide as a register, so that depthwise layers, too, fill it. In
  NumPy each product goes through memory before it is added to the others;
- it chooses its instructions by itself. NumPy's matrix product is as good as the kernels that
  OpenBLAS chose for this processor, which the first line of each run names; `make bench
  ARGS="--core-type SkylakeX"` tries others.

For float64 oneDNN has no convolution: torch, too, lays out columns and calls a matrix product,
and there NumPy can be ahead. Small calls are a matter of what is done before the first product:
there `conv2d` gains on torch, and the share of *Python* is what is left to gain.
"""
