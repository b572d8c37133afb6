"""By exercise, the mistakes of the first catalogue: 603 functions, each written by hand.

Whatever becomes of the faults, these stay mistakes with a name.
"""

# Of each patient of the clinic, which all make a map.
MENDED = """
    channels-averaged channels-flipped-too channels-not-summed channels-reversed
    first-channel-only first-kernel-for-all first-pixels-for-all kernel-flipped
    kernel-left-to-right kernel-transposed-throughout kernel-upside-down last-channel-only
    last-column-missing last-row-missing last-window-left-at-zero last-window-missing
    map-taken-for-square never-filled products-averaged window-never-moves
"""
# Of the two patients whose illness is in the bias.
BIAS = f"""
    {MENDED}
    bias-forgotten bias-multiplied bias-on-first-value-only bias-once-too-many bias-per-channel
    bias-per-product bias-taken-off bias-twice cut-to-integers map-transposed
    multiplied-in-place total-carried-on
"""
FIRST_MISTAKES = {
    "window_response": """
        bias-forgotten bias-per-channel bias-per-product channels-averaged channels-flipped-too
        channels-not-summed counted-from-one cut-to-integers end-counted-from-zero
        first-channel-only kernel-cut-short kernel-flipped kernel-sides-swapped
        kernel-taken-as-square kernel-transposed last-channel-only last-product-only
        matrix-product middle-for-corner multiplied-in-place products-averaged
        products-not-summed row-and-column-swapped
    """,
    "apply_filter": """
        as-large-as-the-picture bias-forgotten bias-per-channel bias-per-product
        cell-indices-swapped channels-averaged channels-flipped-too channels-not-summed
        cut-to-integers first-channel-only kernel-flipped kernel-sides-swapped kernel-transposed
        laid-flat last-channel-only last-window-left-at-zero last-window-missing
        map-taken-for-square map-transposed matrix-product multiplied-in-place never-filled
        one-window-too-many only-first-row only-first-window picture-sides-swapped
        products-averaged row-and-column-swapped total-carried-on total-carried-on-in-each-row
    """,
    "zero_pad": """
        above-and-below-only always-one border-overwritten border-overwritten-in-place
        bottom-and-right-only channels-padded channels-taken-to-be-last edge-values
        first-channel-everywhere first-channel-only left-and-right-only mirrored padded-twice
        picture-forgotten picture-in-the-corner pixels-cut-to-integers reflected
        result-thrown-away shared-by-two-sides slice-to-minus-padding top-and-left-only
    """,
    "same_padding": """
        both-sides-counted both-sides-counted+even-not-refused even-gives-minus-one
        even-gives-none even-gives-zero even-rounded-down even-rounded-up float-padding
        float-padding+even-not-refused half-the-kernel half-the-kernel+even-not-refused
        odd-refused one-added one-added+even-not-refused whole-kernel
        whole-kernel+even-not-refused
    """,
    "conv_output_size": """
        area-for-side brackets-missing dilation-zero kernel-left-out-and-plus-one last-start
        missing-plus-one not-floored one-taken-for-two padding-left-out padding-once
        padding-taken-off plus-one-in-divisor plus-one-inside rounded-to-nearest rounded-up
        same-rule stride-left-out transposed-formula zeros-counted-twice
    """,
    "unread_pixels": """
        below-zero both-paddings-taken-off end-in-padded-picture kernel-left-out
        last-read-pixel-counted nothing-unread padding-added padding-counted padding-left-out
        part-of-a-step pixels-without-a-place remainder-of-the-input
        windows-as-long-as-the-stride
    """,
    "apply_filter_strided": """
        bias-forgotten bias-per-channel bias-per-product channels-averaged channels-not-summed
        cut-to-integers edge-values first-channel-only kernel-flipped last-channel-only
        last-window-left-at-zero last-window-missing map-transposed never-filled only-first-row
        padding-at-the-end-once padding-at-the-end-only padding-at-the-start-once
        padding-at-the-start-only padding-left-out padding-on-every-axis
        padding-on-every-axis-in-loops padding-twice picture-thinned-out rounded-up
        stride-in-size-only stride-inside-the-window stride-left-out stride-on-columns-only
        stride-on-rows-only stride-used-twice total-carried-on unpadded-picture-read
    """,
    "conv2d": """
        bias-along-columns bias-forgotten bias-per-channel bias-per-product channels-averaged
        channels-flipped-too cut-to-integers edge-values filters-and-channels-swapped
        filters-last first-bias-for-all first-channel-only first-filter-everywhere
        first-picture-repeated kernel-flipped kernel-sides-swapped kernel-transposed
        last-channel-only last-map-everywhere last-window-left-at-zero last-window-missing
        maps-of-kernels missing-bias-not-handled never-filled only-first-filter only-first-map
        only-first-picture padding-at-the-end-only padding-at-the-start-once padding-left-out
        padding-on-every-axis padding-on-every-axis-in-loops padding-twice
        pictures-and-filters-swapped products-averaged rows-and-columns-swapped
        stride-in-size-only stride-left-out stride-on-columns-only stride-on-rows-only
        stride-used-twice total-carried-on total-carried-on-in-each-map
    """,
    "conv2d_parameter_count": """
        bias-forgotten bias-per-channel-in bias-per-slice bias-per-weight channels-added
        filter-bias-always filter-bias-reversed filter-without-channels filters-share-weights
        kernels-counted one-bias-for-all-filters one-filter-only side-for-area
        three-channels-always twice-for-squared
    """,
    "linear_parameter_count": """
        bias-forgotten bias-per-channel-in bias-per-weight biases-at-both-ends
        channels-added+one-bias-for-all-filters ends-counted filter-bias-always
        filter-bias-reversed filters-share-weights one-bias-for-all-filters one-filter-only
    """,
    "conv2d_multiply_count": """
        additions-counted bias-multiplied channels-twice input-size-for-output-size
        kernel-left-out kernel-rows-only kernel-taken-for-square-of-rows map-as-wide-as-high
        missing-plus-one multiply-without-channels one-filter-only one-picture-only
        one-window-only padding-left-out padding-once parameters-counted plus-one-inside
        rounded-up stride-left-out stride-on-columns-only stride-on-rows-only stride-twice
        values-counted weights-counted whole-picture-for-window wrapped-at-32-bits
        zeros-counted-twice zeros-not-counted
    """,
    "conv2d_vectorised": """
        batch-reshaped-for-moved bias-along-columns bias-along-pictures bias-forgotten
        bias-per-channel bias-per-product biases-changed-in-place channels-averaged
        channels-flipped-too cut-to-integers edge-values filters-last first-bias-for-all
        first-channel-only first-filter-everywhere first-picture-alone first-picture-repeated
        kernel-flipped kernel-transposed-throughout laid-flat-channels-last
        laid-flat-column-by-column last-channel-only last-map-everywhere last-window-missing
        maps-of-kernels missing-bias-not-handled padding-at-the-end-only
        padding-at-the-start-once padding-left-out padding-twice picture-thinned-out
        pictures-and-filters-swapped pictures-taking-turns products-averaged
        result-reshaped-for-moved rows-and-columns-swapped stride-in-size-only stride-left-out
        stride-on-columns-only stride-on-rows-only weights-reshaped-for-transposed
        windows-padded windows-reshaped-for-moved
    """,
    "mended_1": BIAS,
    "mended_2": f"""
        {MENDED}
        corner-filled cut-to-integers map-thinned-out map-transposed moved-by-its-own-size
        multiplied-in-place picture-thinned-out stride-in-size-only stride-inside-the-window
        stride-left-between stride-left-out stride-on-columns-only stride-on-rows-only
        total-carried-on window-strides-down-only window-strides-right-only zeros-between
    """,
    "mended_3": BIAS,
    "mended_4": f"""
        {MENDED}
        border-of-columns-only border-of-ones border-of-rows-only cut-to-integers edge-values
        map-padded map-transposed padding-above-only padding-at-the-end-once
        padding-at-the-end-only padding-at-the-start-once padding-at-the-start-only
        padding-below-only padding-left-only padding-left-out padding-on-every-axis-in-loops
        padding-right-only padding-twice reflected total-carried-on
    """,
    "mended_5": f"""
        {MENDED}
        absolute-values clipped divided-by-255 map-transposed negative-set-to-zero
        pixels-read-with-a-sign products-wrapped stored-as-signed-bytes stored-without-a-sign
        stretched total-carried-on wrapped-bytes
    """,
    "mended_6": f"""
        {MENDED}
        cut-to-integers filters-last first-filter-everywhere first-map-alone
        last-filter-everywhere last-map-alone maps-added-up maps-averaged maps-below-each-other
        maps-in-reverse-order maps-run-on maps-side-by-side multiplied-in-place
        only-first-filter rows-and-columns-swapped total-carried-on-in-each-map
    """,
    "find_settings": """
        missing-plus-one padding-once settings-as-tiles settings-of-same-padding
        settings-reversed size-halved size-kept sizes-swapped solved-for-the-padding
        solved-for-the-stride
    """,
    "trace_shapes": """
        channels-added channels-kept channels-multiplied first-layer-only
        height-and-width-swapped height-from-width input-shape-first kernel-left-out
        last-shape-only layers-side-by-side missing-plus-one not-floored padding-left-out
        padding-once padding-twice plus-one-inside pooling-keeps-the-size pooling-left-out
        pooling-makes-one-channel rounded-to-nearest rounded-up sides-multiplied stride-left-out
        trace-channels-last width-from-height
    """,
    "gradient_step": """
        change-returned changed-in-place cut-to-integers divided-by-the-kernel
        divided-by-the-learning-rate divided-by-the-picture error-left-out errors-squared
        errors-without-sign factor-two-left-out first-position-only kernel-unchanged
        last-position-only learning-rate-left-out loss-returned map-of-the-flipped-kernel
        one-after-another pixels-left-out sign-of-the-slope slope-returned slopes-flipped
        slopes-transposed summed target-left-out uphill
    """,
}
