#!/usr/bin/env python3
"""Reference values for the layers' tests, from PyTorch in float64: writes layer_reference.json beside itself.

Inputs are x and then the layer's trained parameters in the engine's order and shapes, all multiples of 1/64.
Beside each expected tensor stands the largest error that PyTorch itself makes in float32 ("error").

    pip install torch && python3 make_layer_reference.py
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from reference_values import compare, grid

torch.manual_seed(20240301)

# Input planes of each of the 16 maps of C3 (LeCun et al. 1998, table I).
C3 = [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5], [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5],
      [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5], [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5]]


def distinct(*shape):
    count = torch.Size(shape).numel()
    return (torch.randperm(count, dtype=torch.float64) - count // 2).reshape(shape) / 8


def layer(name, settings, function, *inputs):
    with torch.no_grad():
        r = grid(*function(*inputs).shape, low=0.5, high=1.5)
    return {"name": name, "settings": settings, "labels": [], **compare(function, inputs, r, digits=8)}


def lines():
    for x, w, stride, padding, dilation, groups in [
        ((1, 1, 1), (1, 1, 1), 1, 0, 1, 1), ((2, 3, 9), (4, 3, 3), 1, 1, 1, 1), ((1, 2, 11), (2, 2, 5), 2, 2, 1, 1),
        ((3, 4, 10), (4, 2, 3), 1, 2, 2, 2),
    ]:
        yield layer("convolution_1d", [w[2], stride, padding, dilation, groups],
                    lambda a, w, b: F.conv1d(a, w, b, stride, padding, dilation, groups), grid(*x), grid(*w), grid(w[0]))
    for shape, k, stride, padding in [((1, 1, 1), 1, 1, 0), ((2, 3, 8), 2, 2, 0), ((1, 2, 11), 3, 2, 1)]:
        settings = [k, stride, padding, 1, 1]
        yield layer("max_pooling_1d", settings, lambda a: F.max_pool1d(a, k, stride, padding), distinct(*shape))
        yield layer("average_pooling_1d", settings, lambda a: F.avg_pool1d(a, k, stride, padding), grid(*shape))
    for shape in [(1, 1, 1, 1), (2, 3, 5, 4), (3, 2, 7)]:
        yield layer("global_average_pooling", [1] * 5, lambda a: a.flatten(2).mean(2), grid(*shape))
        yield layer("global_max_pooling", [1] * 5, lambda a: a.flatten(2).amax(2), distinct(*shape))


def locally_connected():
    for (n, c, h, w), outputs, k, stride, padding, dilation in [
        ((1, 1, 1, 1), 1, 1, 1, 0, 1), ((2, 2, 5, 4), 3, 3, 1, 0, 1), ((1, 3, 5, 5), 2, 3, 2, 1, 1),
        ((2, 1, 6, 5), 2, 2, 1, 1, 2),
    ]:
        def function(a, weight, bias):
            columns = F.unfold(a, k, dilation, padding, stride)          # [N, C·k·k, P]
            z = torch.einsum("nkp,pko->nop", columns, weight) + bias.T
            return z.reshape(n, outputs, (h + 2 * padding - dilation * (k - 1) - 1) // stride + 1, -1)
        places = F.unfold(torch.zeros(1, c, h, w), k, dilation, padding, stride).shape[2]
        yield layer("locally_connected", [k, stride, padding, dilation, 1], function,
                    grid(n, c, h, w), grid(places, c * k * k, outputs), grid(places, outputs))


def normalizations():
    for shape, groups in [((3, 5), 1), ((2, 6, 3, 3), 3), ((1, 4, 7), 2), ((2, 3, 1, 2), 1)]:
        c = shape[1]
        yield layer("group_normalization", [groups], lambda a, g, b: F.group_norm(a, groups, g, b),
                    grid(*shape), grid(c), grid(c))
    for shape in [(2, 3, 4, 5), (4, 2, 3, 1), (2, 2, 5, 5)]:
        c = shape[1]
        yield layer("instance_normalization", [c], lambda a, g, b: F.instance_norm(a, weight=g, bias=b),
                    grid(*shape), grid(c), grid(c))
    for shape in [(1, 1), (5, 17), (2, 3, 4)]:
        d = shape[-1]
        yield layer("rms_normalization", [d], lambda a, g: F.rms_norm(a, (d,), g, 1e-5), grid(*shape), grid(d))


def stopped_batch_normalization():
    """Statistics as constants on the way back."""
    def function(a, g, b):
        axes = [0, *range(2, a.dim())]
        shape = [1, -1] + [1] * (a.dim() - 2)
        mean = a.mean(axes).detach().reshape(shape)
        variance = a.var(axes, unbiased=False).detach().reshape(shape)
        return (a - mean) / (variance + 1e-5).sqrt() * g.reshape(shape) + b.reshape(shape)
    for shape in [(5, 3), (2, 3, 4, 2)]:
        yield layer("stopped_batch_normalization", [1], function, grid(*shape), grid(shape[1]), grid(shape[1]))


def activations():
    for shape in [(1, 1), (3, 17), (2, 3, 4, 5)]:
        yield layer("gelu", [1], F.gelu, grid(*shape, low=-5, high=5))
        yield layer("gelu_tanh", [1], lambda a: F.gelu(a, approximate="tanh"), grid(*shape, low=-5, high=5))
        yield layer("silu", [1], F.silu, grid(*shape, low=-5, high=5))


def normalized(x, g, b):
    return F.batch_norm(x, None, None, g, b, training=True)


def residual_blocks():
    """Two convolutions with batch normalization, as in He et al. 2016; settings: channels, stride, 8·scale."""
    for (n, c, h, w), outputs, stride, scale in [((2, 3, 5, 4), 3, 1, 1.0), ((2, 3, 4, 3), 3, 1, 0.125), ((2, 2, 5, 6), 4, 2, 1.0)]:
        projects = stride > 1 or c != outputs

        def function(x, w1, g1, b1, w2, g2, b2, *projection):
            inner = normalized(F.conv2d(F.relu(normalized(F.conv2d(x, w1, None, stride, 1), g1, b1)), w2, None, 1, 1), g2, b2)
            direct = x
            if projection:
                w3, g3, b3 = projection
                direct = normalized(F.conv2d(x, w3, None, stride), g3, b3)
            return F.relu(direct + scale * inner)
        parameters = [grid(outputs, c, 3, 3), grid(outputs), grid(outputs), grid(outputs, outputs, 3, 3), grid(outputs), grid(outputs)]
        if projects:
            parameters += [grid(outputs, c, 1, 1), grid(outputs), grid(outputs)]
        yield layer("residual_projection" if projects else "residual_identity", [c, outputs, stride, int(8 * scale)], function,
                    grid(n, c, h, w), *parameters)
    for shape, outputs, stride in [((2, 2, 5, 6), 4, 2), ((1, 3, 4, 4), 6, 1)]:
        missing = outputs - shape[1]
        yield layer("padded_shortcut", [outputs, stride],
                    lambda a: F.pad(a[:, :, ::stride, ::stride], (0, 0, 0, 0, missing // 2, missing - missing // 2)), grid(*shape))


def lenet_layers():
    mask = torch.zeros(16, 6, dtype=torch.bool)
    for output, planes in enumerate(C3):
        mask[output, planes] = True

    def sparse(x, weight, bias):
        full = torch.zeros(16, 6, 5, 5, dtype=x.dtype)
        return F.conv2d(x, full.masked_scatter(mask[:, :, None, None], weight), bias)
    yield layer("sparse_convolution", [5], sparse, grid(1, 6, 6, 5), grid(60, 5, 5), grid(16))
    for shape in [(1, 1, 2, 2), (2, 3, 6, 4)]:
        c = shape[1]
        yield layer("trainable_subsampling", [c],
                    lambda a, w, b: 4 * F.avg_pool2d(a, 2) * w[:, None, None] + b[:, None, None], grid(*shape), grid(c), grid(c))
    yield layer("scaled_tanh", [1], lambda a: 1.7159 * torch.tanh(2 / 3 * a), grid(3, 17))


def main():
    cases = [*lines(), *locally_connected(), *normalizations(), *residual_blocks(), *lenet_layers(), *stopped_batch_normalization(),
             *activations()]
    text = json.dumps({"source": f"PyTorch {torch.__version__}, float64", "layers": cases}, separators=(",", ":"))
    pathlib.Path(__file__).with_name("layer_reference.json").write_text(text + "\n")
    print(len(cases), "layers,", len(text), "bytes")


main()
