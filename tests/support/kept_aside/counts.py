"""Unit 05: parameters and multiplications."""

COUNTS = {
    "conv2d_parameter_count": {
        "the notebook's": {
            "side, not area": ("kernel_size**2", "kernel_size"),
            "twice the side": ("kernel_size**2", "kernel_size * 2"),
            "one bias for the layer": ("(filter_weights + bias)", "filter_weights + bias"),
            "a flat filter": ("in_channels * kernel", "kernel"),
            "no bias": ("(filter_weights + bias)", "filter_weights"),
            "bias always": ("weights + bias", "weights + 1"),
            "one filter": ("out_channels * (", "("),
        },
        "slice by slice": {
            "bias for each channel": (
                "        if bias:\n            total += 1",
                "            if bias:\n                total += 1",
            ),
            "bias after all filters": (
                "        if bias:\n            total += 1",
                "    if bias:\n        total += 1",
            ),
            "channels that go out": ("range(in_channels)", "range(out_channels)"),
            "bias where there is none": ("if bias", "if not bias"),
            "one filter short": ("range(out_channels)", "range(1, out_channels)"),
        },
        "weights then biases": {
            "a bias for each channel that comes in": ("out_channels if", "in_channels if"),
            "channels added": ("out_channels * in_channels", "(out_channels + in_channels)"),
            "a bias for each weight": ("weights + biases", "weights * (1 + bias)"),
        },
    },
    "linear_parameter_count": {
        "the notebook's": {
            "one bias for the layer": ("(in_features + bias)", "in_features + bias"),
            "no bias": ("(in_features + bias)", "in_features"),
            "bias always": ("in_features + bias)", "in_features + 1)"),
            "added up": ("return out_features *", "return out_features +"),
            "one unit": ("return out_features *", "return"),
            "a bias for each number that goes in": (
                "out_features * (in_features + bias)",
                "in_features * (out_features + bias)",
            ),
            "bias taken off": ("in_features + bias)", "in_features - bias)"),
        },
        "unit by unit": {
            "as many units as go in": ("range(out_features)", "range(in_features)"),
            "one unit short": ("range(out_features)", "range(1, out_features)"),
            "bias multiplied": ("in_features + (", "in_features * ("),
            "bias where there is none": ("1 if bias else 0", "0 if bias else 1"),
            "all biases in each unit": ("1 if bias", "out_features if bias"),
            "numbers that go in squared": ("in_features + (", "in_features**2 + ("),
        },
    },
    "conv2d_multiply_count": {
        "the notebook's": {
            "one picture": ("values = batch * out_channels", "values = out_channels"),
            "one filter": ("batch * out_channels *", "batch *"),
            "one channel": ("values * in_channels *", "values *"),
            "one place": (" * rows * columns", ""),
            "padding once": ("+ 2 * padding", "+ padding"),
            "no + 1 for the rows": ("kernel_height) // stride + 1", "kernel_height) // stride"),
            "stride not across": ("kernel_width) // stride + 1", "kernel_width) + 1"),
            "biases counted": (
                "in_channels * kernel_height * kernel_width",
                "(in_channels * kernel_height * kernel_width + 1)",
            ),
        },
        "place by place": {
            "no + 1 across": ("kernel_width + 1", "kernel_width"),
            "steps without the stride": ("kernel_height + 1, stride)", "kernel_height + 1)"),
            "kernel height for its width": ("- kernel_width", "- kernel_height"),
            "a square kernel": ("kernel_height * kernel_width", "kernel_height**2"),
            "rows plus columns": ("rows * columns", "(rows + columns)"),
            "channels forgotten": ("filters * channels *", "filters *"),
            "padding not in the height": ("height + 2 * padding", "height"),
        },
    },
}
