"""The explorer's JavaScript computes what the core computes."""

import base64

import numpy as np
import pytest

import convlib
from convtutor.explore import browser_files

GENERATOR = np.random.default_rng(0)
SETTINGS = 400


def random_setting():
    """Draw a layer whose kernel fits: (image, weight, bias, settings)."""
    while True:
        channels, filters = GENERATOR.choice([1, 3]), GENERATOR.integers(1, 7)
        height, width, *kernel = GENERATOR.integers(1, [13, 13, 6, 6])
        stride, padding, dilation = GENERATOR.integers([1, 0, 1], [5, 4, 4])
        if all(
            dilation * (size - 1) + 1 <= side + 2 * padding
            for size, side in zip(kernel, (height, width), strict=True)
        ):
            break
    numbers = {"stride": int(stride), "padding": int(padding), "dilation": int(dilation)}
    image = GENERATOR.normal(size=(channels, height, width))
    weight = GENERATOR.normal(size=(filters, channels, *kernel))
    return image, weight, GENERATOR.normal(size=filters), numbers


@pytest.fixture
def arithmetic(page):
    """Call a function of JavaScript in which `arithmetic` is the explorer's module."""
    text = (browser_files.FOLDER / "arithmetic.mjs").read_text(encoding="utf-8")
    address = "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()
    return lambda function, argument=None: page.evaluate(
        f"async argument => {{ const arithmetic = await import({address!r});"
        f"return ({function})(arithmetic, argument); }}",
        argument,
    )


# All maps of a layer, and the same once more value by value, from the window's products.
MAPS = """(arithmetic, layers) => layers.map(({image, weight, bias, numbers, flip}) => {
    const g = arithmetic.geometry(image.shape, weight.shape, numbers);
    const planes = g.kernelHeight * g.kernelWidth;
    const used = flip ? arithmetic.flipped(weight.values, planes) : weight.values;
    const maps = [], windows = [];
    for (let filter = 0; filter < g.filters; filter++) {
        const own = used.slice(filter * g.weights, (filter + 1) * g.weights);
        const map = new Float64Array(g.rows * g.columns);
        arithmetic.convolve(g, image.values, own, bias[filter], map);
        maps.push(...map);
        for (let row = 0; row < g.rows; row++) for (let column = 0; column < g.columns; column++)
            windows.push(
                arithmetic.windowAt(g, image.values, own, row, column).value + bias[filter]);
    }
    return {shape: [g.filters, g.rows, g.columns], maps, windows,
            counts: arithmetic.counts(g), unread: arithmetic.unread(g)};
})"""


def packed(array):
    return {"shape": list(array.shape), "values": array.ravel().tolist()}


def test_maps_and_counts_are_the_cores_over_hundreds_of_random_settings(arithmetic):
    drawn = [random_setting() for _ in range(SETTINGS)]
    layers = [
        {"image": packed(image), "weight": packed(weight), "bias": bias.tolist()}
        | {"numbers": numbers, "flip": index % 3 == 0}
        for index, (image, weight, bias, numbers) in enumerate(drawn)
    ]
    results = arithmetic(MAPS, layers)
    assert len(results) == SETTINGS
    for (image, weight, bias, numbers), layer, result in zip(drawn, layers, results, strict=True):
        used = weight[..., ::-1, ::-1] if layer["flip"] else weight
        expected = convlib.conv2d(image[None], used, bias, **numbers)[0]
        assert tuple(result["shape"]) == expected.shape, numbers
        for found in ("maps", "windows"):
            np.testing.assert_allclose(result[found], expected.ravel(), rtol=0, atol=1e-5)
        filters, channels, *kernel = weight.shape
        counts = result["counts"]
        assert counts["parameters"] == convlib.conv2d_parameter_count(
            channels, filters, tuple(kernel)
        )
        assert counts["multiplications"] == convlib.conv2d_multiply_count(
            (1, *image.shape), weight.shape, **numbers
        )
        assert counts["connectedParameters"] == convlib.linear_parameter_count(
            image.size, expected.size
        )


def test_unread_pixels_are_those_that_no_map_depends_on(arithmetic):
    drawn = [random_setting() for _ in range(60)]
    layers = [
        {"image": packed(image), "weight": packed(weight), "bias": bias.tolist()}
        | {"numbers": numbers, "flip": False}
        for image, weight, bias, numbers in drawn
    ]
    for (image, weight, _, numbers), result in zip(drawn, arithmetic(MAPS, layers), strict=True):
        height, width = image.shape[1:]
        never = {
            (row, column)
            for row, column in np.ndindex(height, width)
            if row in result["unread"]["rows"] or column in result["unread"]["columns"]
        }
        for row, column in np.ndindex(height, width):
            # All ones: whatever is read changes some value.
            alone = np.zeros((1, 1, height, width))
            alone[0, 0, row, column] = 1
            ones = np.ones((1, 1, *weight.shape[2:]))
            read = convlib.conv2d(alone, ones, **numbers).any()
            assert read != ((row, column) in never)
        assert result["unread"]["pixels"] == len(never)


def test_pixel_feeds_exactly_the_values_that_change_with_it(arithmetic):
    # Five pixels, kernel 3, stride 2, padding 1: windows begin at −1, 1 and 3. Pixel 1 is read by
    # the first two, pixel 2 by the second only (its middle), pixel 4 by the third.
    found = arithmetic(
        """arithmetic => {
            const g = arithmetic.geometry([1, 5, 5], [1, 1, 3, 3], {stride: 2, padding: 1});
            return [arithmetic.fedBy(g, 1, 2), arithmetic.fedBy(g, 4, 4)];
        }"""
    )
    assert found == [{"rows": [0, 1], "columns": [1]}, {"rows": [2], "columns": [2]}]


def test_weight_meets_one_pixel_at_each_place(arithmetic):
    # The same layer: the weight in row 0, column 2 meets the rows −1, 1, 3 and columns 1, 3, 5.
    found = arithmetic(
        """arithmetic => arithmetic.metBy(
            arithmetic.geometry([1, 5, 5], [1, 1, 3, 3], {stride: 2, padding: 1}), 0, 2)"""
    )
    assert found == {"rows": [-1, 1, 3], "columns": [1, 3, 5]}


def test_kernel_that_does_not_fit_has_no_place(arithmetic):
    assert arithmetic("arithmetic => arithmetic.outputSize(4, 3, 1, 0, 2)") == 0
    assert arithmetic("arithmetic => arithmetic.outputSize(4, 3, 1, 1, 2)") == 2
