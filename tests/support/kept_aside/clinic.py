"""Unit 07: half mended, mended in the wrong place, or with something new broken."""

CLINIC = {
    "mended_1": {
        "the notebook's": {
            "still upside down": ("window * weight)", "window * weight[:, ::-1])"),
            "still left to right": ("window * weight)", "window * weight[:, :, ::-1])"),
            "channels turned round": ("window * weight)", "window * weight[::-1])"),
            "the map flipped": ("return feature_map", "return feature_map[::-1, ::-1]"),
            "the window upside down": (
                "row + kernel_height, col",
                "row + kernel_height][:, ::-1, col",
            ),
            "bias lost": (".sum() + bias", ".sum()"),
            "no + 1 for the rows": ("- kernel_height + 1", "- kernel_height"),
        },
        "value by value": {
            "kernel still flipped": ("weight[c, i, j]", "weight[c, -1 - i, -1 - j]"),
            "picture read to the left": ("left + j]", "left - j]"),
            "bias in each channel": (
                "total = bias\n            for c in range(channels):",
                "total = 0\n            for c in range(channels):\n                total += bias",
            ),
            "first row of the kernel left out": ("(kernel_height)", "(1, kernel_height)"),
            "last place across left out": ("kernel_width + 1", "kernel_width"),
            "first channel of the filter": ("weight[c,", "weight[0,"),
        },
    },
    "mended_2": {
        "the notebook's": {
            "across still by one": ("column * stride", "column"),
            "down still by one": ("row * stride", "row"),
            "stride added": ("row * stride, column * stride", "row + stride, column + stride"),
            "rows shorter": ("kernel_height) // stride + 1", "kernel_height) // stride"),
            "columns of stride and 1": ("kernel_width) // stride", "kernel_width) // (stride + 1)"),
            "averaged": (".sum()", ".mean()"),
            "on its side": ("return feature_map", "return feature_map.T"),
        },
        "strided starts": {
            "tops by one": ("kernel_height + 1, stride)", "kernel_height + 1)"),
            "lefts by two": ("kernel_width + 1, stride)", "kernel_width + 1, 2)"),
            "starts after a step": ("tops = range(0,", "tops = range(stride,"),
            "last left lost": ("kernel_width + 1", "kernel_width"),
            "first channel of the picture": ("x[:, top", "x[0, top"),
            "the largest": ("np.sum", "np.max"),
        },
    },
    "mended_3": {
        "the notebook's": {
            "bias lost": ("float(bias)", "0.0"),
            "still in each channel": (".sum()\n", ".sum() + bias\n"),
            "last channel only": ("+=", "="),
            "first kernel for all": ("weight[channel]", "weight[0]"),
            "first channel for all": ("x[channel,", "x[0,"),
            "bias shared out": ("float(bias)", "bias / channels"),
            "first channel skipped": (
                "in np.ndindex(channels, rows, columns)",
                "in list(np.ndindex(channels, rows, columns))[rows * columns :]",
            ),
        },
        "windows times weights": {
            "channels apart": ("->ij", "->cij"),
            "bias for each channel": ("+ bias", "+ len(x) * bias"),
            "channels averaged": (
                'np.einsum("cijkl,ckl->ij", windows, weight)',
                'np.einsum("cijkl,ckl->ij", windows, weight) / len(x)',
            ),
            "kernel flipped": ("windows, weight)", "windows, weight[:, ::-1, ::-1])"),
            "channels' biases averaged": ("+ bias", "+ bias / len(x)"),
        },
    },
    "mended_4": {
        "the notebook's": {
            "rows moved only": (" padding : padding + width]", " :width]"),
            "columns moved only": ("[:, padding : padding + height,", "[:, :height,"),
            "moved to the far corner": (
                "[:, padding : padding + height, padding : padding + width]",
                "[:, 2 * padding :, 2 * padding :]",
            ),
            "ring of ones": ("padded = np.zeros", "padded = np.ones"),
            "rows with one ring": ("rows = height + 2 * padding", "rows = height + padding"),
            "no + 1 across": ("kernel_width + 1\n", "kernel_width\n"),
            "kernel upside down": ("window * weight)", "window * weight[:, ::-1])"),
        },
        "without a border": {
            "row not taken back": ("row + i - padding", "row + i"),
            "column taken back twice": ("j - padding", "j - 2 * padding"),
            "first row skipped": ("0 <= y", "0 < y"),
            "last column skipped": ("z < width", "z < width - 1"),
            "first kernel for all": ("weight[c,", "weight[0,"),
            "last product only": ("+=", "="),
        },
    },
    "mended_5": {
        "the notebook's": {
            "bytes with a sign": (
                "np.zeros((rows, columns))",
                "np.zeros((rows, columns), np.int8)",
            ),
            "short numbers": ("np.zeros((rows, columns))", "np.zeros((rows, columns), np.int16)"),
            "negative numbers made positive": (
                "(window * weight).sum()",
                "abs((window * weight).sum())",
            ),
            "negative numbers cut off": (
                "return feature_map",
                "return feature_map.clip(0)",
            ),
            "held at 255": ("return feature_map", "return np.minimum(feature_map, 255)"),
            "no + 1 for the columns": ("kernel_width + 1", "kernel_width"),
        },
        "wide numbers first": {
            "pixels with a sign": ("x.astype(np.int64)", "x.astype(np.int8)"),
            "sums of short numbers": ("axis=(2, 3, 4)", "axis=(2, 3, 4), dtype=np.int16"),
            "bytes at the end": ("axis=(2, 3, 4))", "axis=(2, 3, 4)).astype(np.uint8)"),
            "channels apart": ("axis=(2, 3, 4)", "axis=(3, 4)"),
        },
        "kernel place by place": {
            "last place of the kernel only": ("total = total +", "total ="),
            "last row of the kernel left out": (
                "range(weight.shape[1])",
                "range(weight.shape[1] - 1)",
            ),
            "weights as bytes": ("(weight[:, i, j],", "(weight[:, i, j].astype(np.uint8),"),
        },
    },
    "mended_6": {
        "the notebook's": {
            "first filter for all": ("* weight[index]", "* weight[0]"),
            "all into the first map": ("maps[index, row", "maps[0, row"),
            "maps added up": ("return maps", "return maps.sum(axis=0)"),
            "filters behind": ("return maps", "return np.moveaxis(maps, 0, -1)"),
            "last map left empty": ("ndindex(maps.shape)", "ndindex(filters - 1, rows, columns)"),
            "maps in reverse": ("maps[index, row", "maps[-1 - index, row"),
            "first channel of the picture": ("x[:, row", "x[0, row"),
            "added to those before": ("maps[index, row, column] =", "maps[index:, row, column] +="),
        },
        "a map for each filter": {
            "first filter for all": ("windows, one,", "windows, weight[0],"),
            "kernels flipped": ("in weight]", "in weight[..., ::-1, ::-1]]"),
            "last filter left out": ("in weight]", "in weight[:-1]]"),
            "averaged": ("windows, one, 3)", "windows, one, 3) / one.size"),
        },
    },
}
