"""Units 04 and 06: several filters over a batch, with loops and without."""

LAYERS = {
    "conv2d": {
        "the notebook's": {
            "first bias for all": ("+ biases[index]", "+ biases[0]"),
            "first picture for all": ("padded[picture,", "padded[0,"),
            "first filter for all": ("* weight[index]", "* weight[0]"),
            "first channel of the picture": ("padded[picture, :,", "padded[picture, 0,"),
            "padding once in the rows": ("(height + 2 * padding", "(height + padding"),
            "stride not across": ("column * stride", "column"),
            "averaged": (".sum()", ".mean()"),
        },
        "seven loops": {
            "bias forgotten": ("0 if bias is None else bias[f]", "0"),
            "first channel of the filter": ("weight[f, c,", "weight[f, 0,"),
            "kernel left to right": ("c, k, m]\n", "c, k, -1 - m]\n"),
            "stride not down": ("i * stride", "i"),
            "no + 1": ("// stride + 1", "// stride"),
            "last product only": ("total +=", "total ="),
            "padding once in the sides": ("side + 2 * padding", "side + padding"),
        },
        "windows at once": {
            "filters before pictures": ("->nfij", "->fnij"),
            "filters summed, channels kept": ("->nfij", "->ncij"),
            "all biases added to each map": ("bias.reshape(-1, 1, 1)", "bias.sum()"),
            "edge values around": ("padding)))", 'padding)), mode="edge")'),
            "stride on rows only": ("::stride, ::stride]", "::stride]"),
        },
    },
    "conv2d_vectorised": {
        "the notebook's": {
            "kernel rows and columns swapped": ("(0, 1, 4, 5, 2, 3)", "(0, 1, 5, 4, 2, 3)"),
            "channels behind the kernel": ("(0, 1, 4, 5, 2, 3)", "(0, 4, 5, 1, 2, 3)"),
            "axes not moved": ("windows.transpose(0, 1, 4, 5, 2, 3)", "windows"),
            "filters in columns": (
                "weight.reshape(len(weight), weight[0].size)",
                "weight.reshape(weight[0].size, len(weight)).T",
            ),
            "stride on rows only": ("::stride, ::stride]", "::stride]"),
            "columns before rows": ("len(weight), rows, columns)", "len(weight), columns, rows)"),
            "bias not added": ("maps + bias[:, np.newaxis, np.newaxis]", "maps"),
            "zeros above and below only": ("(padding, padding)))", "(0, 0)))"),
        },
        "columns by slices": {
            "places without the stride": ("k::stride, m::stride", "k:, m:"),
            "pictures taken for filters": (
                "maps.reshape(len(weight), len(x), rows, columns)\n"
                "    return with_bias(maps.swapaxes(0, 1), bias)",
                "maps.reshape(len(x), len(weight), rows, columns)\n"
                "    return with_bias(maps, bias)",
            ),
            "kernel flipped": ("maps = weight.reshape", "maps = weight[..., ::-1, ::-1].reshape"),
            "first bias for all": ("np.reshape(bias, (-1, 1, 1))", "bias[0]"),
        },
        "multiply then sum": {
            "averaged": ("products.sum", "products.mean"),
            "filters summed, not channels": ("axis=(2, 5, 6)", "axis=(1, 5, 6)"),
            "columns of the kernel not summed": ("axis=(2, 5, 6)", "axis=(2, 5)"),
            "biases added up": ("np.reshape(bias, (-1, 1, 1))", "np.sum(bias)"),
        },
    },
}
