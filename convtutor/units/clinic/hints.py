"""Hints of this unit in three steps, from a question to the nearly whole answer."""

MENDED_1 = (
    "Which weight does the window's top-left pixel meet?",
    "Print window and kernel for the first place, and multiply the first pair by hand. Then find "
    "the line where the pairs are made, and see what it does to the kernel.",
    "[:, ::-1, ::-1] reads the kernel backwards, in its rows and in its columns. Pixels and "
    "weights at the same place belong together, so the window meets the kernel as it is.",
)
MENDED_2 = (
    "The value at (1, 1) of the map: at which pixel does its window start?",
    "The size of the map is right. Look at the slice that cuts the window, and compare where it "
    "begins for column 0, 1 and 2 with where it should.",
    "The place in the map is (row, column), the window's corner in the picture is "
    "(row · stride, column · stride). Give the corner names of its own, and use them in both "
    "slices.",
)
MENDED_3 = (
    "For one value of the map, how often is the bias added?",
    "Follow one cell through the loop: it is visited once for each channel. What should happen at "
    "each visit, and what only once for each cell?",
    "The loop should only add (window · kernel) sums. Let the map begin at the bias, as in "
    "np.full(shape, float(bias)), or add it after the loop.",
)
MENDED_4 = (
    "At which row and column of the padded array does the picture begin?",
    "Print the padded array for a small picture. The zeros are all there: see on which sides they "
    "lie, and which slice of the array the picture is written into.",
    "There are `padding` rows of zeros above the picture, so its rows go to "
    "padding : padding + height. Its columns need the same.",
)
MENDED_5 = (
    "What kind of number can each array hold?",
    "Print the dtype of the picture and of the map, and one sum before and after it is stored. The "
    "sum is right until then.",
    "dtype=x.dtype makes the map an array of bytes, which hold 0 to 255. A map needs a kind that "
    "has room for negative and large numbers, such as the one np.zeros takes by itself.",
)
MENDED_6 = (
    "Follow one value of filter 0: into which map is it written, and does it stay there?",
    "All maps come out equal, and like the map of the last filter. Look at the left side of the "
    "assignment: which part of `maps` does it write to?",
    "A : writes to all maps at once. The number of the filter, index, belongs in its place, as it "
    "does in weight[index].",
)
