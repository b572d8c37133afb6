"""A model of a single Conv node, for onnxruntime."""

from __future__ import annotations

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from benchmarks.conv2d.workloads import NotComparable, Workload

# Old enough for every onnxruntime that the extra allows: ONNX 1.14.
OPSET, FORMAT = 19, 9
ERRORS_ONLY = 3


def session(
    weight: np.ndarray, bias: np.ndarray, workload: Workload, threads: int
) -> onnxruntime.InferenceSession:
    """Make a session that computes one workload; NotComparable where onnxruntime has no Conv.

    The weights are part of the model, as in a trained network, so that onnxruntime may put them in
    an order of its own beforehand; no other peer has that head start.
    """
    kind = {"float32": TensorProto.FLOAT, "float64": TensorProto.DOUBLE}[weight.dtype.name]
    node = helper.make_node(
        "Conv",
        ["x", "weight", "bias"],
        ["maps"],
        strides=[workload.stride] * 2,
        pads=[workload.padding] * 4,
        dilations=[workload.dilation] * 2,
        group=workload.groups,
    )
    graph = helper.make_graph(
        [node],
        "convolution",
        [helper.make_tensor_value_info("x", kind, workload.input_shape)],
        [helper.make_tensor_value_info("maps", kind, workload.output_shape)],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(bias, "bias")],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    try:
        return onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its own errors share no public class
        if "NOT_IMPLEMENTED" in str(error):
            raise NotComparable(f"it has no Conv for {weight.dtype.name}") from None
        raise
