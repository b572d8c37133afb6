"""Units 01 and 03: one window, and a filter that slides."""

MAPS = {
    "window_response": {
        "the notebook's": {
            "bias forgotten": (".sum() + bias", ".sum()"),
            "bias taken off": (".sum() + bias", ".sum() - bias"),
            "averaged": ("weight).sum()", "weight).mean()"),
            "kernel flipped": ("window * weight)", "window * weight[:, ::-1, ::-1])"),
            "first channel of the picture": ("x[:, row :", "x[0, row :"),
            "row not used": ("row : row + kernel_height", ":kernel_height"),
            "column not used": ("column : column + kernel_width", ":kernel_width"),
        },
        "five loops": {
            "bias in each channel": (
                "total = bias\n    for c in range(weight.shape[0]):",
                "total = 0\n    for c in range(weight.shape[0]):\n        total += bias",
            ),
            "last row of the kernel left out": ("(weight.shape[1])", "(weight.shape[1] - 1)"),
            "last product only": ("total +=", "total ="),
            "i down for j across": ("row + i, column + j", "row + j, column + i"),
            "first channel of the filter": ("weight[c, i", "weight[0, i"),
        },
        "einsum": {
            "a value for each channel": ("cij,cij", "cij,cij->c"),
            "divided by the channels": ("weight) + bias", "weight) / len(weight) + bias"),
            "bias multiplied": ("+ bias", "* bias"),
            "row twice": ("column : column +", "row : row +"),
        },
    },
    "apply_filter": {
        "the notebook's": {
            "no + 1 for the rows": ("height - kernel_height + 1", "height - kernel_height"),
            "last column left empty": (
                "range(feature_map.shape[1])",
                "range(feature_map.shape[1] - 1)",
            ),
            "bias not passed on": ("weight, bias, row", "weight, 0, row"),
            "whole numbers": ("kernel_width + 1))", "kernel_width + 1), dtype=int)"),
            "returned from within the loop": ("    return", "            return"),
            "first row left empty": ("range(feature_map.shape[0])", "range(1, len(feature_map))"),
        },
        "value by value": {
            "kernel upside down": ("weight[c, i, j]", "weight[c, -1 - i, j]"),
            "first channel of the picture": ("x[c, top", "x[0, top"),
            "total goes on along a row": (
                "        row = []\n"
                "        for left in range(x.shape[2] - kernel_width + 1):\n"
                "            total = bias\n",
                "        row, total = [], bias\n"
                "        for left in range(x.shape[2] - kernel_width + 1):\n",
            ),
            "a value after each channel": ("    row.append", "        row.append"),
            "no + 1 across": ("kernel_width + 1", "kernel_width"),
            "last column of the kernel left out": ("(kernel_width)", "(kernel_width - 1)"),
        },
        "windows times weights": {
            "channels not summed": ("->ij", "->cij"),
            "columns before rows": ("->ij", "->ji"),
            "bias once a channel": ("+ bias", "+ bias * len(x)"),
        },
    },
    "apply_filter_strided": {
        "the notebook's": {
            "stride not across": ("column * stride", "column"),
            "stride added": ("row * stride", "row + stride - 1"),
            "padding not in the rows": (
                "kernel_height, stride, padding)",
                "kernel_height, stride)",
            ),
            "bias in each product": ("weight).sum() + bias", "weight + bias).sum()"),
            "edge values around": ("padding)))", 'padding)), mode="edge")'),
            "whole numbers": ("np.zeros((rows, columns))", "np.zeros((rows, columns), int)"),
            "the largest product": (".sum()", ".max()"),
        },
        "a kernel position at a time": {
            "padding once in the width": ("width + 2 * padding", "width + padding"),
            "padding not taken off the row": ("stride + k - padding", "stride + k"),
            "first row of the picture skipped": ("0 <= row", "0 < row"),
            "stride between the weights": ("j * stride + m", "(j + m) * stride"),
            "last column of the picture skipped": ("column < width", "column < width - 1"),
            "bias forgotten": ("[float(bias)]", "[0.0]"),
            "no + 1 for the height": (
                "out_height = (height + 2 * padding - kernel_height) // stride + 1",
                "out_height = (height + 2 * padding - kernel_height) // stride",
            ),
        },
    },
}
