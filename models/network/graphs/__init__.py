"""The network as graphs of onnxruntime, made from the same tensors as the torch modules."""
