"""Units 02 and 03: rings of zeros, sizes, and pixels that nothing reads."""

SIZES = {
    "zero_pad": {
        "the notebook's": {
            "zeros counted once": ("+ 2 * padding", "+ padding"),
            "picture in the corner": (
                "padding : padding + height, padding : padding + width",
                ":height, :width",
            ),
            "a ring of ones": ("np.zeros", "np.ones"),
            "whole numbers": ("padding))\n    padded", "padding), int)\n    padded"),
        },
        "pixel by pixel": {
            "rows not moved": ("row + padding,", "row,"),
            "last row not copied": (
                "(x.shape):",
                "(x.shape[0], x.shape[1] - 1, x.shape[2]):",
            ),
            "first channel only": ("len(x),", "1,"),
            "one column more": ("x.shape[2] + 2 * padding", "x.shape[2] + 2 * padding + 1"),
            "bytes": ("x.dtype", "np.uint8"),
        },
        "stacked around": {
            "nothing on the right": ("[upright, x, upright]", "[upright, x]"),
            "nothing above": ("[level, x, level]", "[x, level]"),
            "all above": ("[level, x, level]", "[level, level, x]"),
            "nothing left and right": (
                "np.concatenate([upright, x, upright], axis=2)",
                "x",
            ),
            "ones above and below": ("level = np.zeros", "level = np.ones"),
        },
    },
    "same_padding": {
        "the notebook's": {
            "both sides": ("(kernel_size - 1) // 2", "kernel_size - 1"),
            "half and one": ("(kernel_size - 1) // 2", "(kernel_size + 1) // 2"),
            "odd refused": ("% 2 == 0", "% 2 == 1"),
            "error returned": ("raise ValueError(", "return ValueError("),
            "error made, not raised": ("raise ValueError(", "ValueError("),
            "another error": ("raise ValueError(", "raise TypeError("),
        },
        "refusing even": {
            "the whole kernel": ("kernel_size // 2", "kernel_size"),
            "half rounded to even": ("kernel_size // 2", "round(kernel_size / 2)"),
            "one short": ("kernel_size // 2", "kernel_size // 2 - 1"),
            "even gets 0": ("raise ValueError", "return 0"),
            "even gets its half": ("raise ValueError", "return kernel_size // 2"),
        },
        "searched": {
            "no padding of 0": ("range(kernel_size)", "range(1, kernel_size)"),
            "both sides returned": ("return padding", "return 2 * padding"),
            "even gets None": ('raise ValueError(f"nothing fits {kernel_size}")', "return None"),
        },
    },
    "conv_output_size": {
        "the notebook's": {
            "padding once": ("2 * padding", "padding"),
            "no + 1": ("stride + 1", "stride"),
            "+ 1 before dividing": ("room // stride + 1", "(room + 1) // stride"),
            "not rounded": ("room // stride", "room / stride"),
            "rounded": ("room // stride", "round(room / stride)"),
            "kernel added": ("- kernel_size", "+ kernel_size"),
            "half the kernel": ("- kernel_size", "- kernel_size // 2"),
        },
        "counted": {
            "kernel may begin no later than one before": ("kernel_size + 1", "kernel_size"),
            "kernel not taken off": (" - kernel_size + 1", ""),
            "stride left out": (", stride))", "))"),
            "starts after the padding": ("range(0,", "range(padding,"),
        },
        "walked": {
            "starts at the picture": ("0, -padding", "0, 0"),
            "must end before the edge": ("<= input", "< input"),
            "padding not on the right": ("input_size + padding:", "input_size:"),
            "moves by the kernel": ("+= stride", "+= kernel_size"),
        },
    },
    "unread_pixels": {
        "the notebook's": {
            "padding once": ("2 * padding", "padding"),
            "zeros counted too": ("left_over - padding)", "left_over)"),
            "may be negative": ("max(0, left_over - padding)", "left_over - padding"),
            "quotient for remainder": ("room % stride", "room // stride"),
            "kernel forgotten": (" - kernel_size", ""),
            "both rings taken off": ("left_over - padding)", "left_over - 2 * padding)"),
        },
        "marked": {
            "index of the last pixel": ("input_size - 1 - last", "last"),
            "one too many": ("input_size - 1 - last", "input_size - last"),
            "padding not taken off": ("pixel - padding", "pixel"),
            "windows side by side": ("position * stride", "position * kernel_size"),
            "one weight short": ("range(kernel_size)", "range(kernel_size - 1)"),
            "padding not in the count": ("stride, padding)):", "stride)):"),
        },
        "from the last window": {
            "positions for steps": ("// stride\n", "// stride + 1\n"),
            "kernel not in the end": ("stride + kernel_size", "stride"),
            "end among the zeros": ("kernel_size - padding  #", "kernel_size  #"),
        },
    },
}
