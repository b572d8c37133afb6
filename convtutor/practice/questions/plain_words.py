"""Names and hints for faults where nobody wrote a function: without arguments, returns and loops.

The others' own names and hints are those of `convtutor.checks.faults`.
"""

_FITS = "Where does the last window start? It still has to fit."
_MEETS = "Which row of the kernel meets the first row of the window?"
_LOST = "The window loses one place less than the kernel has. How many does each side give back?"
_BACK = "Put the two numbers into the law of the size. Does the wanted size come out?"

NAMES = {
    "rounded-up": "the size was rounded up",
    "brackets-missing": "only the kernel was divided by the stride, not all the room",
    "both-ends-counted": "the unread pixels of both ends were counted",
    "settings-as-tiles": "the stride was taken to be picture divided by map, without padding",
    "side-for-area": "a kernel of k×k was counted with k weights",
    "twice-for-squared": "a kernel of k×k was counted with k + k weights",
    "layers-side-by-side": "each layer was taken to read the first volume",
    "filters-share-weights": "all were counted to share one set of weights",
    "one-filter-only": "only one was counted, of many filters or units",
    "bias-per-channel-in": "there was one bias for each channel or number that goes in",
}
HINTS = {
    "kernel-transposed": _MEETS,
    "kernel-upside-down": _MEETS,
    "bias-per-product": "The bias joins once, after all products are summed.",
    "not-floored": "Half a step is no step. How many whole steps fit?",
    "kernel-left-out": _FITS,
    "area-for-side": "Is one side of the map asked for, or all of it?",
    "brackets-missing": "What does the stride divide: the kernel, or all the room to move?",
    "both-sides-counted": _LOST,
    "whole-kernel": _LOST,
    "one-added": "A kernel of 1 loses nothing, so it needs no padding. What comes out for it?",
    "one-always": "Try it with a kernel of 5. How large does the map become?",
    "last-read-pixel-counted": "The last window reads its last pixel, too.",
    "both-ends-counted": "Where does the first window begin?",
    "steps-given": "Where does the last window end, and what comes after it?",
    "settings-as-tiles": _BACK,
    "size-kept": _BACK,
    "size-halved": _BACK,
    "trace-channels-last": "Channels come first, then rows, then columns.",
    "field-area-for-side": "Is one side of the field asked for, or all of it?",
}
