"""Units 08 and 09: a whole network, and one step of learning."""

NETWORK = {
    "find_settings": {
        "the notebook's": {
            "padding once": ("2 * padding", "padding"),
            "no + 1": ("// stride + 1 ==", "// stride =="),
            "padding first": ("return stride, padding", "return padding, stride"),
            "must divide": ("room // stride", "room / stride"),
            "gives up after the first stride": ("    return None", "        return None"),
            "0 and 0 for none": ("return None", "return 0, 0"),
            "padding from 1": ("range(kernel_size)", "range(1, kernel_size)"),
            "padding up to the kernel": ("range(kernel_size)", "range(kernel_size + 1)"),
        },
        "paddings first": {
            "strides 1 and 2": ("range(1, in_size + 1)", "range(1, 3)"),
            "no padding": ("range(kernel_size)", "range(1)"),
            "padding up to half the kernel": ("range(kernel_size)", "range(kernel_size // 2 + 1)"),
            "padding on one side": ("size + 2 * padding", "size + padding"),
            "kernel forgotten": ("padding - kernel_size", "padding"),
            "stride alone": ("return stride, padding", "return stride"),
        },
    },
    "trace_shapes": {
        "the notebook's": {
            "no channels after pooling": (
                "if out_channels is not None:\n            channels = out_channels",
                "channels = out_channels",
            ),
            "width from the new height": ("width = (width +", "width = (height +"),
            "padding once": ("2 * padding", "padding"),
            "no + 1 for the height": (
                "height = (height + 2 * padding - kernel_size) // stride + 1",
                "height = (height + 2 * padding - kernel_size) // stride",
            ),
            "last shape only": ("    shapes.append(", "shapes.append("),
            "input first": ("shapes = []", "shapes = [input_shape]"),
            "channels behind": (
                "(channels, height, width))",
                "(height, width, channels))",
            ),
            "channels multiply": ("channels = out_channels", "channels *= out_channels"),
        },
        "counted": {
            "each from the input": ("in shape[1:]", "in input_shape[1:]"),
            "pooling back to the input's channels": ("or shape[0]", "or input_shape[0]"),
            "pooling to one channel": ("or shape[0]", "or 1"),
            "stride left out": ("size + 1, stride)", "size + 1)"),
            "padding left out": ("side + 2 * padding", "side"),
            "no + 1": ("size + 1,", "size,"),
        },
    },
    "gradient_step": {
        "the notebook's": {
            "no 2": ("2 * (error", "(error"),
            "summed": (".mean()", ".sum()"),
            "up, not down": ("weight - learning_rate", "weight + learning_rate"),
            "error the other way round": ("feature_map - target", "target - feature_map"),
            "no learning rate": ("learning_rate * slope", "slope"),
            "pixels left out": ("(error * pixels)", "error"),
            "error without its sign": ("feature_map - target", "abs(feature_map - target)"),
        },
        "place by place": {
            "only the last place": ("slope +=", "slope ="),
            "divided by the weights": ("/ target.size", "/ weight.size"),
            "divided by the rows": ("/ target.size", "/ len(target)"),
            "stepped at each place": (
                "slope += 2 * error * window / target.size",
                "weight = weight - learning_rate * 2 * error * window / target.size",
            ),
            "target forgotten": (" - target[i, j]", ""),
            "last row of places left out": (
                "np.ndindex(target.shape)",
                "np.ndindex(len(target) - 1, target.shape[1])",
            ),
        },
        "windows as a matrix": {
            "target on its side": ("target.ravel()", "target.T.ravel()"),
            "slope on its side": (".reshape(weight.shape)", ".reshape(weight.shape[::-1]).T"),
            "error squared": ("windows.T @ error)", "windows.T @ error**2)"),
        },
    },
}
