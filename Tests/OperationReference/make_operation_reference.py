#!/usr/bin/env python3
"""Values and gradients of every operation from PyTorch in float64: writes operation_reference.json beside itself.

Inputs are not stored: reader and writer make them from the same formula ("Numbers" below; in Swift `GridNumbers`).
Every input has at most 24 significant bits, so float32 holds it exactly. L = sum(r * f(inputs)) with fixed weights r. A tensor of
more than 64 numbers is stored as a sample of at most 40 of them and a projection on signs +-1. Beside each tensor stand its
largest number ("scale") and the largest error that PyTorch itself makes in float32 on one thread ("error").

    pip install torch && python3 make_operation_reference.py
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_num_threads(1)


# Numbers: a linear congruential generator (Numerical Recipes, third edition, 7.1.4), begun with the FNV-1a hash of a name.

HALF = 2**19


def draws(name, count):
    """`count` integers in 0..<2^20: the high twenty bits."""
    state = 0x811C9DC5
    for byte in name.encode():
        state = (state ^ byte) * 0x01000193 & 0xFFFFFFFF
    result = []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        result.append(state >> 12)
    return result


def numbers(name, shape, kind, factor=1.0):
    count = math.prod(shape)
    k = draws(name, count)
    if kind == "signed":  # [-2, 2)
        values = [(v - HALF) / 2**18 for v in k]
    elif kind == "small":  # [-1/2, 1/2)
        values = [(v - HALF) / 2**20 for v in k]
    elif kind == "positive":  # [1/2, 4.5)
        values = [(v + 2**17) / 2**18 for v in k]
    elif kind == "nonzero":  # away from 0 by 1/8
        values = [(v - HALF + (2**15 if v >= HALF else -(2**15))) / 2**18 for v in k]
    elif kind == "unit":  # [0, 1)
        values = [v / 2**20 for v in k]
    elif kind == "distinct":  # a permutation of the multiples of 1/8
        assert math.gcd(7919, count) == 1
        values = [((i * 7919 + 5) % count - count // 2) / 8 for i in range(count)]
    elif kind == "coarse":  # many equal ones
        values = [v % 5 - 2 for v in k]
    elif kind == "weights":  # [1/2, 1.5)
        values = [(v + HALF) / 2**20 for v in k]
    return torch.tensor(values, dtype=torch.float64).reshape(shape) * factor


# Philox 4x32-10 (Salmon et al. 2011), which the masks of dropout are drawn from.

def uniforms(seed, name, count):
    key = 0xCBF29CE484222325
    for byte in name.encode():
        key = (key ^ byte) * 0x100000001B3 & (1 << 64) - 1
    words, low = [], (1 << 32) - 1
    for block in range((count + 1) // 2):
        x = [block & low, block >> 32, seed & low, seed >> 32]
        k0, k1 = key & low, key >> 32
        for _ in range(10):
            a, b = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
            x = [b >> 32 ^ x[1] ^ k0, b & low, a >> 32 ^ x[3] ^ k1, a & low]
            k0, k1 = k0 + 0x9E3779B9 & low, k1 + 0xBB67AE85 & low
        words += [x[0] | x[1] << 32, x[2] | x[3] << 32]
    return [(w >> 11) * 2.0**-53 for w in words[:count]]


# Cases.

cases = []
counts = {}


def expected(name, wide, narrow):
    wide, narrow = wide.detach().reshape(-1), narrow.detach().double().reshape(-1)
    count = wide.numel()
    stride = 1 if count <= 64 else -(-count // 40)
    signs = torch.tensor([1.0 if v >= HALF else -1.0 for v in draws(name, count)], dtype=torch.float64)
    error = (wide - narrow).abs().max().item() if count else 0.0
    return {
        "stride": stride, "data": [float(f"{v:.9g}") for v in wide[::stride].tolist()],
        "projection": float(f"{wide.dot(signs).item():.9g}") if stride > 1 else 0.0,
        "error": float(f"{error:.3g}"), "scale": float(f"{wide.abs().max().item() if count else 0.0:.4g}"),
    }


def evaluate(function, inputs, r, dtype):
    xs = [x.to(dtype).clone().requires_grad_() for x in inputs]
    y = function(*xs)
    (y * r.to(dtype)).sum().backward()
    return y, [torch.zeros_like(x) if x.grad is None else x.grad for x in xs]


def case(operation, function, inputs, settings=None, lists=None):
    """inputs: (shape, kind) or (shape, kind, factor); settings: numbers; lists: labels, lengths, tokens, ..."""
    number = counts.get(operation, 0)
    counts[operation] = number + 1
    name = f"{operation}/{number}"
    specifications = [(list(s[0]), s[1], s[2] if len(s) > 2 else 1.0) for s in inputs]
    tensors = [numbers(f"{name}/{i}", *s) for i, s in enumerate(specifications)]
    with torch.no_grad():
        shape = list(function(*tensors).shape)
    r = numbers(f"{name}/r", shape, "weights")
    wide, wide_gradients = evaluate(function, tensors, r, torch.float64)
    narrow, narrow_gradients = evaluate(function, tensors, r, torch.float32)
    cases.append({
        "operation": operation, "number": number, "settings": settings or {}, "lists": lists or {}, "shape": shape,
        "inputs": [{"shape": s, "kind": k, "factor": f} for s, k, f in specifications],
        "value": expected(f"{name}/signs", wide, narrow),
        "gradients": [expected(f"{name}/signs", a, b) for a, b in zip(wide_gradients, narrow_gradients)],
    })


def indices(name, count, bound):
    return [v * bound >> 20 for v in draws(name, count)]


# Arithmetic and elementwise functions.

SHAPES = [(1,), (3, 5), (2, 17), (2, 3, 4), (33, 65)]
BROADCASTS = [((1,), (1,)), ((3, 5), (5,)), ((5,), (3, 5)), ((2, 17), (2, 1)), ((4, 1, 3), (5, 1)), ((2, 3), ()), ((33, 65), (65,))]
for a, b in BROADCASTS:
    case("add", lambda x, y: x + y, [(a, "signed"), (b, "signed")])
    case("subtract", lambda x, y: x - y, [(a, "signed"), (b, "signed")])
    case("multiply", lambda x, y: x * y, [(a, "signed"), (b, "signed")])
    case("divide", lambda x, y: x / y, [(a, "signed"), (b, "nonzero")])
for shape in SHAPES:
    case("negate", lambda x: -x, [(shape, "signed")])
    for c in [1.7, -0.3]:
        case("scale", lambda x: c * x, [(shape, "signed")], {"factor": c})
    for factor in [1, 6]:
        case("relu", F.relu, [(shape, "nonzero", factor)])
        case("leakyReLU", lambda x: F.leaky_relu(x, 0.01), [(shape, "nonzero", factor)], {"slope": 0.01})
        case("sigmoid", torch.sigmoid, [(shape, "signed", factor)])
        case("tanh", torch.tanh, [(shape, "signed", factor)])
        case("exp", torch.exp, [(shape, "signed", factor)])
        case("gelu", F.gelu, [(shape, "signed", factor)])
        case("silu", F.silu, [(shape, "signed", factor)])
        case("log", torch.log, [(shape, "positive", 1 / 8 if factor == 1 else 20)])
        case("softmax", lambda x: x.softmax(-1), [(shape, "signed", factor)])
        case("logSoftmax", lambda x: x.log_softmax(-1), [(shape, "signed", factor)])
    case("leakyReLU", lambda x: F.leaky_relu(x, 0.3), [(shape, "nonzero")], {"slope": 0.3})
    for q in [0.75, 0.3]:
        mask = torch.tensor(uniforms(3, "mask", math.prod(shape))).reshape(shape) < q
        case("dropout", lambda x: x * mask / q, [(shape, "signed")], {"keep": q})


# Products.

for m, k, n in [(1, 1, 1), (3, 5, 2), (1, 7, 1), (4, 1, 3), (7, 33, 9), (64, 129, 65), (100, 64, 10)]:
    case("matmul", lambda a, b: a @ b, [((m, k), "signed"), ((k, n), "signed")])
    case("affine", lambda x, w, b: x @ w + b, [((m, k), "signed"), ((k, n), "small"), ((n,), "signed")])
for a, b in [((1, 1, 1), (1, 1, 1)), ((3, 2, 5), (3, 5, 4)), ((2, 2, 3, 1), (2, 2, 1, 5)), ((2, 3, 17, 9), (2, 3, 9, 33))]:
    case("batchedMatmul", torch.matmul, [(a, "signed"), (b, "signed")])


# Reductions and shapes.

for shape in [(1,), (3, 5), (2, 17), (2, 3, 4), (99, 101)]:
    case("sum", lambda x: x.sum(), [(shape, "signed")])
    case("mean", lambda x: x.mean(), [(shape, "signed")])
for shape, axis in [((1,), 0), ((5,), 0), ((3, 5), 0), ((3, 5), 1), ((2, 17, 3), 1), ((65, 33), 0), ((65, 33), 1)]:
    case("sumAlongAxis", lambda x: x.sum(axis), [(shape, "signed")], {"axis": axis})
    case("meanAlongAxis", lambda x: x.mean(axis), [(shape, "signed")], {"axis": axis})
for shape, new in [((1,), ()), ((6,), (2, 3)), ((2, 3, 4), (4, 6)), ((5, 7), (35,))]:
    case("reshape", lambda x: x.reshape(new), [(shape, "signed")], lists={"shape": list(new)})
for shape, axes in [((1,), [0]), ((3, 5), [1, 0]), ((2, 3, 5), [2, 0, 1]), ((2, 3, 4, 5), [0, 2, 1, 3])]:
    case("permute", lambda x: x.permute(axes), [(shape, "signed")], lists={"axes": axes})
for shape, axis, first, end in [((1,), 0, 0, 1), ((5,), 0, 1, 3), ((3, 5), 1, 2, 5), ((2, 17, 3), 1, 0, 16), ((4, 9), 0, 3, 4)]:
    case("slice", lambda x: x.narrow(axis, first, end - first), [(shape, "signed")], {"axis": axis, "first": first, "end": end})
for shape, axis, before, after in [((1,), 0, 0, 2), ((3, 5), 1, 1, 0), ((2, 3, 5), 1, 2, 3), ((2, 3), 0, 0, 0)]:
    widths = [0, 0] * (len(shape) - axis - 1) + [before, after]
    case("pad", lambda x: F.pad(x, widths), [(shape, "signed")], {"axis": axis, "before": before, "after": after})
for shape, axis, chosen in [((1,), 0, [0, 0]), ((5,), 0, [4, 1, 4]), ((2, 3, 9), 1, [2, 2, 0, 2]), ((3, 5), 1, [4])]:
    case("gather", lambda x: x.index_select(axis, torch.tensor(chosen)), [(shape, "signed")], {"axis": axis}, {"indices": chosen})
for shapes, axis in [([(1,), (1,)], 0), ([(2, 3), (2, 1), (2, 5)], 1), ([(1, 2, 3), (4, 2, 3)], 0), ([(5, 7)], 1)]:
    case("concatenate", lambda *x: torch.cat(x, axis), [(s, "signed") for s in shapes], {"axis": axis})


# Images: shape, outputs, window, stride, padding, dilation, groups.

for shape, o, (kh, kw), s, p, d, g in [
    ((1, 1, 1, 1), 1, (1, 1), 1, 0, 1, 1), ((2, 3, 6, 5), 4, (3, 3), 1, 1, 1, 1), ((1, 2, 7, 7), 2, (3, 3), 2, 1, 1, 1),
    ((1, 4, 7, 7), 4, (3, 3), 1, 2, 2, 2), ((2, 1, 6, 4), 2, (2, 3), 1, 1, 1, 1), ((3, 2, 3, 3), 5, (3, 3), 1, 0, 1, 1),
    ((1, 3, 7, 7), 3, (3, 3), 3, 0, 1, 3), ((2, 1, 1, 19), 3, (1, 5), 2, 0, 1, 1), ((1, 1, 3, 3), 1, (2, 2), 2, 3, 1, 1),
    ((3, 1, 28, 28), 6, (5, 5), 1, 2, 1, 1), ((2, 6, 14, 14), 16, (5, 5), 1, 0, 1, 1), ((3, 3, 32, 32), 16, (3, 3), 1, 1, 1, 1),
    ((2, 16, 16, 16), 16, (3, 3), 1, 1, 1, 1), ((2, 16, 17, 15), 32, (3, 3), 2, 1, 1, 1), ((1, 32, 9, 9), 33, (3, 3), 1, 1, 1, 1),
    ((5, 16, 9, 9), 32, (1, 1), 2, 0, 1, 1), ((1, 17, 8, 8), 7, (1, 1), 1, 0, 1, 1), ((1, 64, 8, 8), 64, (3, 3), 1, 1, 1, 1),
    ((2, 8, 11, 11), 8, (7, 7), 2, 3, 1, 1), ((1, 6, 9, 9), 6, (3, 3), 1, 1, 1, 6), ((2, 3, 12, 12), 5, (3, 3), 1, 0, 3, 1),
]:
    case(
        "convolution", lambda a, w, b: F.conv2d(a, w, b, s, p, d, g),
        [(shape, "signed"), ((o, shape[1] // g, kh, kw), "small"), ((o,), "signed")],
        {"height": kh, "width": kw, "stride": s, "padding": p, "dilation": d, "groups": g})


def unshared(x, w, b, window, s, p, d):
    """w [windows, C kh kw, O], b [windows, O]: every window has weights of its own."""
    columns = F.unfold(x, window, padding=p, stride=s, dilation=d)
    rows = (x.shape[2] + 2 * p - d * (window[0] - 1) - 1) // s + 1
    y = torch.einsum("nkp,pko->nop", columns, w) + b.T
    return y.reshape(x.shape[0], w.shape[2], rows, -1)


for shape, o, (kh, kw), s, p, d in [
    ((1, 1, 1, 1), 1, (1, 1), 1, 0, 1), ((2, 3, 6, 5), 4, (3, 3), 1, 1, 1), ((3, 2, 7, 7), 2, (3, 3), 2, 0, 1),
    ((1, 2, 5, 9), 3, (2, 3), 1, 1, 1), ((2, 1, 9, 9), 2, (3, 3), 1, 2, 2), ((2, 1, 16, 16), 5, (5, 5), 2, 2, 1),
]:
    places = ((shape[2] + 2 * p - d * (kh - 1) - 1) // s + 1) * ((shape[3] + 2 * p - d * (kw - 1) - 1) // s + 1)
    case(
        "locallyConnected", lambda a, w, b: unshared(a, w, b, (kh, kw), s, p, d),
        [(shape, "signed"), ((places, shape[1] * kh * kw, o), "small"), ((places, o), "signed")],
        {"height": kh, "width": kw, "stride": s, "padding": p, "dilation": d})

for shape, o, k, s, p, d in [((1, 1, 1), 1, 1, 1, 0, 1), ((2, 3, 11), 4, 3, 1, 1, 1), ((3, 2, 19), 5, 5, 2, 2, 2)]:
    settings = {"line": 1, "width": k, "stride": s, "padding": p, "dilation": d}
    case("convolution", lambda a, w, b: F.conv1d(a, w, b, s, p, d),
         [(shape, "signed"), ((o, shape[1], k), "small"), ((o,), "signed")], settings)
    settings = {**settings, "dilation": 1}
    case("maxPooling", lambda a: F.max_pool1d(a, k, s, p), [(shape, "distinct")], settings)
    case("averagePooling", lambda a: F.avg_pool1d(a, k, s, p), [(shape, "signed")], settings)

for shape, (kh, kw), s, p in [
    ((1, 1, 1, 1), (1, 1), 1, 0), ((2, 3, 4, 6), (2, 2), 2, 0), ((1, 2, 5, 7), (3, 3), 2, 1), ((1, 1, 5, 4), (3, 2), 1, 0),
    ((2, 1, 3, 3), (3, 3), 1, 0), ((2, 2, 1, 9), (1, 3), 3, 0), ((3, 5, 17, 17), (2, 2), 2, 0), ((2, 3, 8, 8), (8, 8), 1, 0),
]:
    settings = {"height": kh, "width": kw, "stride": s, "padding": p, "dilation": 1}
    for kind in ["distinct", "coarse"]:
        case("maxPooling", lambda a: F.max_pool2d(a, (kh, kw), s, p), [(shape, kind)], settings)
    case("averagePooling", lambda a: F.avg_pool2d(a, (kh, kw), s, p), [(shape, "signed")], settings)


# Normalization.

def held(a, g, b):
    """Batch normalization whose gradient takes the statistics for constants."""
    axes = [0] + list(range(2, a.dim()))
    mean, variance = a.detach().mean(axes, keepdim=True), a.detach().var(axes, keepdim=True, unbiased=False)
    shape = [1, -1] + [1] * (a.dim() - 2)
    return (a - mean) / (variance + 1e-5).sqrt() * g.reshape(shape) + b.reshape(shape)


for shape in [(3, 1), (5, 3), (9, 17), (64, 33), (2, 3, 4, 5), (1, 2, 1, 3), (4, 5, 7, 7), (8, 16, 16, 16)]:
    c = shape[1]
    parameters = [((c,), "signed"), ((c,), "signed")]
    case(
        "batchNormalization", lambda a, g, b: F.batch_norm(a, None, None, g, b, training=True),
        [(shape, "signed")] + parameters, {"form": 0})
    case("batchNormalization", held, [(shape, "signed")] + parameters, {"form": 1})
    mean, variance = numbers("mean", (c,), "signed"), numbers("variance", (c,), "positive")
    case(
        "batchNormalization", lambda a, g, b: F.batch_norm(a, mean.to(a.dtype), variance.to(a.dtype), g, b),
        [(shape, "signed")] + parameters, {"form": 2})
for shape in [(1, 1), (1, 3), (5, 17), (2, 3, 4), (4, 7, 65), (3, 128)]:
    d = shape[-1]
    for factor in [1, 16]:
        case(
            "layerNormalization", lambda a, g, b: F.layer_norm(a, (d,), g, b),
            [(shape, "signed", factor), ((d,), "signed"), ((d,), "signed")])


for shape, groups in [
    ((1, 1, 1, 2), 1), ((2, 6, 3), 3), ((3, 4, 5, 5), 4), ((2, 8, 7, 9), 2), ((4, 16, 8, 8), 1), ((4, 16, 8, 8), 16), ((5, 9, 1), 3)]:
    c = shape[1]
    case(
        "groupNormalization", lambda a, g, b: F.group_norm(a, groups, g, b), [(shape, "signed"), ((c,), "signed"), ((c,), "signed")],
        {"groups": groups})
for shape in [(1, 1), (1, 3), (5, 17), (2, 3, 4), (4, 7, 65), (3, 128)]:
    d = shape[-1]
    for factor in [1, 16]:
        case("rootMeanSquareNormalization", lambda a, g: F.rms_norm(a, (d,), g, 1e-5), [(shape, "signed", factor), ((d,), "signed")])


# Sequences. Weights in PyTorch's order of gates: i, f, g, o and r, z, n.

KINDS = {"recurrent": (nn.RNN, 1), "lstm": (nn.LSTM, 4), "gru": (nn.GRU, 3)}


def module_output(operation, parameters, x, states, lengths):
    module = KINDS[operation][0](x.shape[2], states[0].shape[-1], batch_first=True).to(x.dtype)
    names = [n for n, _ in module.named_parameters()]
    initial = tuple(s.unsqueeze(0) for s in states)
    steps = x.shape[1]
    if lengths:
        x = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    y, last = torch.func.functional_call(
        module, dict(zip(names, parameters)), (x, initial if operation == "lstm" else initial[0]))
    if lengths:
        y, _ = pad_packed_sequence(y, batch_first=True, total_length=steps)
    return torch.cat([y, last[1].squeeze(0).unsqueeze(1)], 1) if operation == "lstm" else y


def reset_first(w, u, b, c, x, state):
    """Cho et al. 2014: the reset gate acts on the state before the product."""
    out, h = [], state.shape[1]
    for s in range(x.shape[1]):
        a = x[:, s] @ w.T + b + c
        r, z = torch.sigmoid(a[:, :2 * h] + state @ u[:2 * h].T).chunk(2, 1)
        state = (1 - z) * torch.tanh(a[:, 2 * h:] + (r * state) @ u[2 * h:].T) + z * state
        out.append(state)
    return torch.stack(out, 1)


def linear_recurrence(w, u, b, c, x, state):
    out = []
    for s in range(x.shape[1]):
        state = x[:, s] @ w.T + b + state @ u.T + c
        out.append(state)
    return torch.stack(out, 1)


def cell_inputs(g, n, t, d, h, states):
    return [((g * h, d), "small"), ((g * h, h), "small"), ((g * h,), "small"), ((g * h,), "small"),
            ((n, t, d), "signed")] + [((n, h), "small", 2)] * states


EXTENTS = [(1, 1, 1, 1), (2, 5, 3, 4), (3, 4, 1, 9), (2, 2, 3, 17), (5, 7, 6, 33)]
for operation in KINDS:
    g, states = KINDS[operation][1], 2 if operation == "lstm" else 1
    for extents in EXTENTS:
        case(operation, lambda w, u, b, c, x, *s: module_output(operation, (w, u, b, c), x, s, None),
             cell_inputs(g, *extents, states), {"form": 0})
    for n, t, d, h, lengths in [(3, 4, 2, 3, [4, 1, 2]), (2, 6, 3, 17, [5, 6])]:
        case(operation, lambda w, u, b, c, x, *s: module_output(operation, (w, u, b, c), x, s, lengths),
             cell_inputs(g, n, t, d, h, states), {"form": 0}, {"lengths": lengths})
    n, t, v, d, h = 2, 3, 5, 4, 9
    tokens = indices(operation, n * t, v)
    inputs = cell_inputs(g, n, t, d, h, states)
    inputs[4] = ((v, d), "signed")
    case(operation,
         lambda w, u, b, c, e, *s: module_output(operation, (w, u, b, c), e[torch.tensor(tokens)].reshape(n, t, d), s, None),
         inputs, {"form": 0, "steps": t}, {"tokens": tokens})
for extents in EXTENTS:
    case("gru", reset_first, cell_inputs(3, *extents, 1), {"form": 1})
    case("recurrent", linear_recurrence, cell_inputs(1, *extents, 1), {"form": 1})


def masked(scores, lengths):
    if not lengths:
        return scores
    return scores.masked_fill(torch.arange(scores.shape[-1]) >= torch.tensor(lengths).unsqueeze(1), -torch.inf)


def additive(query, key, memory, v, lengths=None):
    alpha = torch.softmax(masked(torch.tanh(key + query.unsqueeze(1)) @ v, lengths), 1)
    return torch.bmm(alpha.unsqueeze(1), memory).squeeze(1)


def decoder(w, u, b, c, q, v, key, memory, state, x, lengths=None):
    out = []
    for step in range(x.shape[1]):
        context = additive(state @ q, key, memory, v, lengths)
        state = torch.gru_cell(torch.cat([x[:, step], context], 1), state, w, u, b, c)
        out.append(torch.cat([state, context], 1))
    return torch.stack(out, 1)


for n, s, a, m, lengths in [
    (1, 1, 1, 1, None), (2, 3, 5, 9, None), (3, 17, 2, 3, None), (3, 4, 3, 2, [1, 4, 3]), (4, 12, 33, 65, None)]:
    case("additiveAttention", lambda q, k, mem, v: additive(q, k, mem, v, lengths),
         [((n, a), "small", 2), ((n, s, a), "small", 2), ((n, s, m), "signed"), ((a,), "signed")],
         lists={"lengths": lengths} if lengths else None)
for n, s, t, e, h, a, m, lengths in [
    (1, 1, 1, 1, 1, 1, 1, None), (2, 3, 4, 2, 5, 3, 4, None), (2, 5, 3, 3, 9, 8, 6, None), (2, 4, 3, 2, 3, 3, 2, [2, 4]),
    (3, 7, 5, 8, 17, 16, 33, None)]:
    case("attentionDecoder", lambda *v: decoder(*v, lengths=lengths),
         [((3 * h, e + m), "small"), ((3 * h, h), "small"), ((3 * h,), "small"), ((3 * h,), "small"), ((h, a), "small"),
          ((a,), "signed"), ((n, s, a), "small", 2), ((n, s, m), "signed"), ((n, h), "small", 2), ((n, t, e), "signed")],
         lists={"lengths": lengths} if lengths else None)


def heads_of(x, heads):
    n, t, d = x.shape
    return x.view(n, t, heads, d // heads).transpose(1, 2)


def dot_product(q, k, v, heads, causal, lengths):
    mask = (torch.arange(k.shape[1]) < torch.tensor(lengths).unsqueeze(1))[:, None, None, :] if lengths else None
    y = F.scaled_dot_product_attention(
        heads_of(q, heads), heads_of(k, heads), heads_of(v, heads), attn_mask=mask, is_causal=causal)
    return y.transpose(1, 2).reshape(q.shape)


for n, t, s, d, heads, causal, lengths in [
    (1, 1, 1, 1, 1, False, None), (2, 3, 5, 4, 2, False, None), (1, 7, 2, 9, 3, False, None), (2, 17, 9, 8, 1, False, None),
    (2, 5, 5, 6, 3, True, None), (1, 19, 19, 8, 2, True, None), (3, 2, 4, 4, 2, False, [1, 4, 2]), (2, 33, 33, 48, 3, True, None)]:
    settings = {"heads": heads, "causal": int(causal)}
    case("attention", lambda q, k, v: dot_product(q, k, v, heads, causal, lengths),
         [((n, t, d), "signed"), ((n, s, d), "signed"), ((n, s, d), "signed")], settings,
         {"lengths": lengths} if lengths else None)
    if t == s:
        case("attention", lambda x: dot_product(*x.chunk(3, 2), heads, causal, lengths), [((n, t, 3 * d), "signed")], settings)
for v, d, chosen in [(1, 1, [0]), (5, 3, [4, 0, 4, 2]), (3, 17, [1]), (64, 32, indices("embedding", 100, 64))]:
    case("embedding", lambda e: F.embedding(torch.tensor(chosen), e), [((v, d), "signed")], lists={"indices": chosen})


# Losses.

for n, k in [(1, 1), (1, 2), (5, 3), (7, 17), (64, 10), (33, 65)]:
    labels = indices(f"labels{n}", n, k)
    target = torch.tensor(labels)
    for factor in [1, 20]:
        case("softmaxCrossEntropy", lambda a: F.cross_entropy(a, target), [((n, k), "signed", factor)], lists={"labels": labels})
        partly = labels if n == 1 else [-1 if i % 3 == 1 else y for i, y in enumerate(labels)]
        for smoothing in [0.0, 0.1, 1.0]:
            case(
                "smoothedCrossEntropy",
                lambda a: F.cross_entropy(a, torch.tensor(partly), ignore_index=-1, label_smoothing=smoothing),
                [((n, k), "signed", factor)], {"smoothing": smoothing}, {"labels": partly})
for shape in [(1,), (3, 5), (2, 17), (33, 65)]:
    for factor in [1, 20]:
        case("binaryCrossEntropy", F.binary_cross_entropy_with_logits, [(shape, "nonzero", factor), (shape, "unit")])
        case("squaredError", F.mse_loss, [(shape, "signed", factor), (shape, "signed")])

path = pathlib.Path(__file__).with_name("operation_reference.json")
lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
path.write_text('{"source":"PyTorch %s, float64","cases":[\n%s\n]}\n' % (torch.__version__, lines))
print(path, path.stat().st_size, "bytes,", len(cases), "cases of", len(counts), "operations")
