"""What goes wrong in the shapes of a network, and in the settings for a wanted size."""

import operator
from math import prod

from convtutor.checks.faults.families import NUMBERS, number, typed_in
from convtutor.checks.faults.recipe import SLIP, Fault, Function

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ shapes through a network


def _settings(id, name, change, hint="", cost=1):
    """The numbers of every layer, (out, k, s, p), read in another way."""
    return Fault(id, name, hint, cost, settings=lambda right: [change(*one) for one in right])


def _shapes(id, name, change, hint="", cost=1):
    """Every shape, (channels, rows, columns), given in another way."""
    return Fault(id, name, hint, cost, answer=lambda right: [change(*one) for one in right])


TRACE = (
    _settings("stride-left-out", "the stride was left out", lambda out, k, s, p: (out, k, 1, p)),
    _settings("padding-left-out", "the padding was left out", lambda out, k, s, p: (out, k, s, 0)),
    _settings("padding-twice", "the padding was added twice",
              lambda out, k, s, p: (out, k, s, 2 * p)),
    _settings("settings-swapped", "stride and padding were swapped",
              lambda out, k, s, p: (out, k, p, s), cost=2),
    _settings("pooling-keeps-the-size", "pooling was taken to keep the size",
              lambda out, k, s, p: (out, 1, 1, 0) if out is None else (out, k, s, p),
              "Pooling moves a window as well, and takes one number of each."),
    *(_settings(id, f"pooling {name}", lambda out, k, s, p, change=change:
                (out, k, s, p) if out else (out, *change(k, s, p)), hint)
      for id, name, hint, change in (
        ("pooling-stride-one", "was taken to move by one pixel, whatever its stride", "",
         lambda k, s, p: (k, 1, p)),
        ("pooling-stride-of-kernel", "was taken to move by its kernel, whatever its stride", "",
         lambda k, s, p: (k, k, p)),
        ("pooling-padding-left-out", "was taken to have no padding", "", lambda k, s, p: (k, s, 0)),
        ("pooling-halves", "was taken to halve the sides, whatever its settings",
         "Its kernel size, stride and padding stand in the list, as those of every layer.",
         lambda k, s, p: (2, 2, 0)))),
    Fault("pooling-skipped", "pooling layers were skipped",
          settings=lambda right: [one for one in right if one[0] is not None]),
    *(Fault(f"input-read-{said}", f"the input's shape was read with the {name}", cost=cost,
            start=lambda right, order=order: tuple(right[i] for i in order))
      for said, name, cost, order in (
        ("channels-last", "channels last", 1, (2, 0, 1)),
        ("rows-first", "rows first, then the channels", 2, (1, 0, 2)))),
    Fault("layers-side-by-side", "every layer reads the network's input", fed_by=lambda: "input"),
    Fault("all-read-the-input", "every layer reads the network's input, its sides and its channels",
          fed_by=lambda: "input and its channels"),
    Fault("none-for-channels", "a pooling layer's None was taken for its channels",
          "None says that the channels stay. What were they before?", raises="any",
          out_of=lambda: lambda channels, out: out),
    *(Fault(id, name, hint, out_of=lambda change=change: change)
      for id, name, hint, change in (
        ("channels-kept", "the channels of the input were kept throughout", "",
         lambda channels, out: channels),
        ("channels-multiplied", "the channels were multiplied: one map for each kernel",
         "A filter sums its kernels' maps into one.", lambda channels, out: channels * (out or 1)),
        ("channels-added", "the maps of a layer were added to its input's channels", "",
         lambda channels, out: channels + (out or 0)),
        ("pooling-makes-one-channel", "pooling was taken to make one channel", "",
         lambda channels, out: out or 1))),
    Fault("pooling-back-to-the-input", "pooling was taken to have the channels of the input",
          "Pooling keeps the channels of the layer before it.", out_of=lambda given_shape:
              lambda channels, out: given_shape[0] if out is None else out),
    Fault("width-from-new-height", "the width was made from the height that had just been computed",
          "Which name stands in the line of the width, and what does it hold by then?",
          width_read=lambda: lambda width, new_height: new_height),
    _shapes("width-from-height", "the width was taken to be the height", lambda c, h, w: (c, h, h),
            "The second of the two sides has a size of its own."),
    _shapes("height-from-width", "the height was taken to be the width", lambda c, h, w: (c, w, w),
            "The first of the two sides has a size of its own."),
    _shapes("height-and-width-swapped", "height and width were swapped", lambda c, h, w: (c, w, h),
            "Rows come first, then columns."),
    _shapes("sides-multiplied", "height and width were multiplied to one number",
            lambda c, h, w: (c, h * w)),
    _shapes("trace-channels-last", "the channels were put last", lambda c, h, w: (h, w, c)),
    _shapes("channels-left-out", "the channels were left out of the shapes",
            lambda c, h, w: (h, w)),
    Fault("first-layer-only", "the list ends after the first layer",
          "How far is `return` moved in? A function ends at its first `return`.",
          answer=lambda shapes: shapes[:1]),
    Fault("last-shape-only", "only the last shape was returned",
          "One shape for each layer: where do they gather?", answer=lambda right: right[-1]),
    Fault("only-last-in-the-list", "only the last shape is in the list",
          "Is the list made anew in each turn of the loop?", answer=lambda right: right[-1:]),
    Fault("same-list-each-time",
          "one list was put in for every layer, so that all shapes are the last",
          "A list that changes later changes wherever it was put. Where is yours made?",
          answer=lambda right: [right[-1]] * len(right)),
    Fault("input-shape-first", "the list begins with the input's own shape",
          answer=lambda right, given_shape: [given_shape, *right]),
    Fault("pooling-left-out", "pooling layers were left out of the list",
          answer=lambda right, settings: [shape for shape, one in zip(right, settings,
              strict=False) if one[0] is not None]),
    *(Fault(f"{number}-for-{side}", f"the {side} of each shape {verb} the layer's {number}",
            NUMBERS, SLIP,
            answer=lambda right, settings, place=place, which=which: [
                (*shape[:place], one[which], *shape[place + 1:])
                for shape, one in zip(right, settings, strict=True)])
      for place, side, verb in ((0, "channels", "are"), (1, "height", "is"), (2, "width", "is"))
      for which, number in enumerate(("filters", "kernel-size", "stride", "padding"))),
    Fault("layers-in-reverse-order", "the shapes stand in reverse order", cost=2,
          answer=lambda right: right[::-1]),
    Fault("shapes-one-behind", "each layer has the shape that goes in, not the one that comes out",
          cost=2, answer=lambda right, given_shape: [given_shape, *right[:-1]]),
)

# ================================================================ settings for a wanted size

_TRIED = "Which strides and which paddings does your search try? The stub says which there are."
_THROUGH = "Do your loops run to their end, or does a `return` inside the outer one end them?"
_NONE = "What is asked for where nothing fits, and where does your function end then?"
_TWO = "Two numbers, in this order: stride, padding."
_BACK = "Put your numbers into the law of the size. Does the wanted size come out?"


def _none(id: str, said: str, function: Function, raises: str = "") -> Fault:
    return Fault(id, f"{said} where no setting fits, not None", _NONE, 1, raises, none=function)


def _one_setting(id: str, name: str, function: Function, hint: str = _BACK) -> Fault:
    """No search: one setting is computed."""
    return Fault(id, name, hint, answer=function)


SETTINGS = (
    Fault("never-found", "nothing (None) comes back, whatever is asked",
          "Is there a `return` where a setting fits? Print the size that each try gives.",
          answer=lambda: None),
    Fault("gives-up-at-once", "the search gives up after the first setting that does not fit",
          "How far is `return None` moved in? It belongs behind all loops.",
          fitting=lambda right, tries: right if right and right[0] == tries[0] else []),
    Fault("sizes-swapped", "in_size and out_size were swapped",
          "The larger number comes in, the smaller one comes out.",
          n=lambda out_size: out_size, wanted=lambda in_size: in_size),
    *typed_in((3, 5), "the kernel size", "k"),
    Fault("stride-one-only", "the search does not get beyond stride 1", _THROUGH,
          strides=lambda: (1,)),
    Fault("no-padding-tried", "the search does not get beyond padding 0", _THROUGH,
          paddings=lambda: (0,)),
    *(Fault(id, name, _TRIED, cost, strides=strides) for id, name, cost, strides in (
        ("strides-one-and-two-only", "only the strides 1 and 2 are tried", 1, lambda: (1, 2)),
        ("stride-one-not-tried", "stride 1 is not tried", 1, lambda right: right[1:]),
        ("strides-up-to-the-kernel", "strides larger than the kernel are not tried", 1,
         lambda k: range(1, k + 1)),
        ("strides-below-the-kernel", "only strides smaller than the kernel are tried", 1,
         lambda k: range(1, k)),
        ("last-stride-not-tried", "the largest stride is not tried: a range leaves its end out", 2,
         lambda right: right[:-1]))),
    *(Fault(id, name, _TRIED, cost, paddings=paddings) for id, name, cost, paddings in (
        ("padding-zero-not-tried", "padding 0 is not tried", 1, lambda right: right[1:]),
        ("same-padding-only", "only the padding is tried that keeps the size", 1,
         lambda k: ((k - 1) // 2,)),
        ("padding-as-large-as-the-kernel", "a padding as large as the kernel is tried, too", 1,
         lambda k: range(k + 1)),
        ("padding-up-to-the-size", "the padding may grow as large as the picture", 2,
         lambda k, n: range(max(n, k) + 1)),
        ("padding-up-to-half", "paddings above half the kernel are not tried", 1,
         lambda k: range(k // 2 + 1)),
        ("last-padding-not-tried", "the largest padding is not tried: a range leaves its end out",
         2, lambda right: right[:-1]))),
    _none("one-and-zero-for-none", "stride 1 and padding 0 are returned", lambda: (1, 0)),
    _none("zeros-for-none", "two zeros are returned", lambda: (0, 0)),
    _none("minus-ones-for-none", "−1 is returned for both", lambda: (-1, -1)),
    _none("last-tried-for-none", "what was tried last is returned", lambda tries: tries[-1]),
    _none("empty-for-none", "something empty is returned", lambda: (), raises="any"),
    _none("pair-for-none", "a pair of None is returned", lambda: (None, None), raises="any"),
    _none("text-for-none", "a text is returned", lambda: "None", raises="any"),
    _none("zero-for-none", "0 is returned", lambda: 0),
    _none("error-for-none", "an error is raised", lambda: ValueError(), raises="any"),
    _one_setting("size-kept", "the size was kept, whatever was wanted",
                 lambda k: (1, (k - 1) // 2)),
    _one_setting("size-halved", "the size was halved, whatever was wanted",
                 lambda k: (2, (k - 1) // 2)),
    _one_setting("settings-of-same-padding",
                 "the size was taken to be in_size // stride, whatever the rest",
                 lambda n, wanted, k: (n // wanted, (k - 1) // 2),
                 "A kernel of 3 with padding 1 keeps the size at stride 1. At stride 2, what does "
                 "7 become?"),
    _one_setting("settings-as-tiles", "the stride was taken to be in_size // out_size, and "
                 "padding 0", lambda n, wanted: (n // wanted, 0)),
    _one_setting("solved-for-the-stride",
                 "the law was solved for the stride, without padding, and its fraction dropped",
                 lambda n, wanted, k: (max((n - k) // max(wanted - 1, 1), 1), 0),
                 "Put your stride back into the law. Which paddings could help where it does not "
                 "fit?"),
    _one_setting("solved-for-the-padding",
                 "the law was solved for the padding at stride 1, and its fraction dropped",
                 lambda n, wanted, k: (1, (wanted - 1 - n + k) // 2),
                 "Padding can only make a map larger. How large is yours without any?"),
    *(Fault(f"fits-if-{id}", f"settings were taken to fit where the size is {said} the wanted one",
            "Which comparison says that two numbers are the same?", 2,
            fitting=lambda tries, law, n, k, wanted, compare=compare: [
                (s, p) for s, p in tries if n + 2 * p >= k and compare(law(n, k, s, p), wanted)])
      for id, said, compare in (
        ("other", "not", operator.ne), ("larger", "above", operator.gt),
        ("smaller", "below", operator.lt), ("not-smaller", "not below", operator.ge),
        ("not-larger", "not above", operator.le))),
    Fault("kernel-size-wanted", "the size was compared to the kernel size", _BACK, 2,
          wanted=lambda k: k),
    Fault("kernel-size-for-padding", "the kernel size was returned in the place of the padding",
          _TWO, answer=lambda right, k: right and (right[0], k)),
    Fault("padding-below-the-stride", "only paddings below the stride are tried", _TRIED, 2,
          tries=lambda strides, k: [(s, p) for s in strides for p in range(s)]),
    Fault("settings-reversed", "padding came first and stride second", _TWO,
          answer=lambda right: right and right[::-1]),
    Fault("kernel-size-returned", "the kernel size was returned, too", _TWO,
          answer=lambda right, k: right and (k, *right)),
    Fault("stride-alone", "only the stride was returned", _TWO,
          answer=lambda right: right and right[0]),
    Fault("all-that-fit", "all settings that fit were returned, not one of them",
          "Stop at the first that fits.", answer=lambda right, fitting: fitting),
)

# ================================================================ what one value reads of a picture

_ONE_MORE = "Two layers of 3×3: draw the first one's three windows. How many pixels do they read?"
FIELD = (
    Fault("strides-left-out-of-field", "the strides were left out of the receptive field",
          jumps=lambda right: [1] * len(right)),
    Fault("own-stride-in-field", "each layer's own stride widened its field, not those before it",
          "A layer's stride moves its own window. Which layers feel that?",
          jumps=lambda strides: [prod(strides[:place + 1]) for place in range(len(strides))]),
    Fault("only-the-stride-before", "only the stride of the layer just before was counted",
          "The third layer's neighbours are how many pixels apart, after two strides?",
          jumps=lambda strides: [1, *strides[:-1]]),
    Fault("strides-added-in-field", "the strides were added where they multiply",
          "After a stride of 2, and another of 2: one step is how many pixels?",
          jumps=lambda strides: [sum(strides[:place]) or 1 for place in range(len(strides))]),
    Fault("kernels-added-in-field", "the sides of the kernels were added", _ONE_MORE,
          answer=lambda sides: sum(sides)),
    Fault("kernels-multiplied-in-field", "the sides of the kernels were multiplied", _ONE_MORE,
          answer=lambda sides: prod(sides)),
    Fault("last-kernel-for-field", "the last layer's kernel was taken for all that a value reads",
          "What are the numbers that the last layer reads made of?",
          answer=lambda sides: sides[-1]),
    Fault("whole-kernels-in-field", "every layer was counted to add its whole kernel, none less",
          "A kernel of 1 reads its own place only. By how much does it widen the field?",
          grown=lambda sides, jumps: [k * jump for k, jump in zip(sides, jumps, strict=True)]),
    *number("answer", "A layer with a kernel of 1 adds nothing. How many pixels does it read?",
            less="own-pixel-forgotten: the pixel in the middle was not counted",
            squared="field-area-for-side: all pixels of the field were counted, not one side"),
)
