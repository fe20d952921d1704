"""Puts a graph together, operator by operator, and opens a session of onnxruntime on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper
from onnxruntime import InferenceSession, OrtValue, SessionOptions

Values = npt.NDArray[Any]

MICROSOFT = "com.microsoft"
"""The name space of the operators that onnxruntime adds to the standard's."""
_OPERATOR_SETS = {"": 23, MICROSOFT: 1}
_FORMAT_VERSION = 10
_LARGEST_INSIDE_BYTES = 1024
"""What is larger is handed over beside the graph, without a copy; what is smaller may decide shapes."""
_ERRORS_ALONE = 3


class GraphBuilder:
    """Collects operators and weights; what is added is told by the name of its output."""

    def __init__(self) -> None:
        self._inputs: list[ValueInfoProto] = []
        self._operators: list[NodeProto] = []
        self._weights: dict[str, Values] = {}

    def input(self, name: str, kind: type[np.generic], shape: Sequence[int | str]) -> str:
        """An input; a length that is only known when it runs has a name in place of a number."""
        number = helper.np_dtype_to_tensor_dtype(np.dtype(kind))
        self._inputs.append(helper.make_tensor_value_info(name, number, shape))
        return name

    def weight(self, values: Values | float) -> str:
        """A constant; numbers alone become float32."""
        name = f"weight_{len(self._weights)}"
        self._weights[name] = np.ascontiguousarray(values, dtype=np.float32 if np.isscalar(values) else None)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """An operator with one output."""
        [output] = self.add_many(operator, *inputs, n_outputs=1, domain=domain, **attributes)
        return output

    def add_many(self, operator: str, *inputs: str, n_outputs: int, domain: str = "", **attributes: Any) -> list[str]:
        """An operator with some outputs; an input that it does without is an empty name."""
        outputs = [f"{operator}_{len(self._operators)}_{number}" for number in range(n_outputs)]
        self._operators.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return outputs

    def session(self, outputs: Sequence[str], *, n_threads: int) -> InferenceSession:
        """A session that gives these outputs in order."""
        beside = {name: v for name, v in self._weights.items() if v.nbytes > _LARGEST_INSIDE_BYTES}
        options = _session_options(n_threads)
        # These hold the arrays themselves, and the session keeps them.
        values = [OrtValue.ortvalue_from_numpy(v) for v in beside.values()]
        options.add_external_initializers(list(beside), values)
        model = self._model(outputs, beside=beside.keys())
        return InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def _model(self, outputs: Sequence[str], *, beside: Any) -> ModelProto:
        weights = [
            _placeholder(name, values) if name in beside else numpy_helper.from_array(values, name)
            for name, values in self._weights.items()
        ]
        given = [helper.make_empty_tensor_value_info(name) for name in outputs]
        graph = helper.make_graph(self._operators, "quotes", self._inputs, given, weights)
        sets = [helper.make_opsetid(domain, version) for domain, version in _OPERATOR_SETS.items()]
        return helper.make_model(graph, opset_imports=sets, ir_version=_FORMAT_VERSION)


def _placeholder(name: str, values: Values) -> TensorProto:
    """Shape and type of a weight that is handed over beside the graph."""
    weight = TensorProto(
        name=name,
        dims=values.shape,
        data_type=helper.np_dtype_to_tensor_dtype(values.dtype),
        data_location=TensorProto.EXTERNAL,
    )
    weight.external_data.add(key="location", value="beside the graph")
    return weight


def _session_options(n_threads: int) -> SessionOptions:
    options = SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the core from those who work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # An arena never gives back what one long article took; the C library's heap is trimmed (`service/heap.py`).
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = _ERRORS_ALONE
    return options
