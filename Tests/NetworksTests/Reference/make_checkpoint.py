#!/usr/bin/env python3
"""A small file of weights by the safetensors package: writes perceptron.safetensors beside itself.

Two linear layers in PyTorch's layout [outputs, inputs], the second one square, so that a forgotten
transposition shows; weight[o, i] = (10·o + i)/64 + layer, bias[o] = o/8 − layer. The metadata hold the
checksum of the data (FNV-1a, 64 bits) under the engine's key: the engine must write the same bytes.

    pip install numpy==2.4.6 safetensors==0.8.0 && python3 make_checkpoint.py
"""
import pathlib

import numpy
import safetensors
import safetensors.numpy

assert safetensors.__version__ == "0.8.0", safetensors.__version__


def weight(layer, outputs, inputs):
    o, i = numpy.mgrid[0:outputs, 0:inputs]
    return ((10 * o + i) / 64 + layer).astype(numpy.float32)


def bias(layer, outputs):
    return (numpy.arange(outputs) / 8 - layer).astype(numpy.float32)


tensors = {
    "fc1.bias": bias(1, 3),
    "fc1.weight": weight(1, 3, 2),
    "fc2.bias": bias(2, 3),
    "fc2.weight": weight(2, 3, 3),
}
checksum = 0xCBF29CE484222325
for byte in b"".join(tensors[name].tobytes() for name in sorted(tensors)):
    checksum = (checksum ^ byte) * 0x100000001B3 % 2**64
safetensors.numpy.save_file(
    tensors,
    pathlib.Path(__file__).with_name("perceptron.safetensors"),
    metadata={"gradlab.checksum": f"fnv1a64:{checksum:x}"},
)
