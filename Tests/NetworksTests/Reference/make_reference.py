#!/usr/bin/env python3
"""Reference values for the engine's tests, from PyTorch in float64: writes reference.json beside itself.

Every input is a multiple of 1/64, so that float32 holds it exactly. Beside each expected tensor stands the
largest error that PyTorch itself makes in float32 ("error"): the engine may err four times as much.

    pip install torch && python3 make_reference.py
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from reference_values import compare, exact, expected, factors, grid

torch.manual_seed(20240229)


def away_from_zero(*shape):
    x = grid(*shape, low=1 / 8, high=2)
    return torch.where(torch.rand(shape) < 0.5, x, -x)


# Operations: value and gradients of Σ r ⊙ f(inputs).

def operation(name, function, inputs, labels=None):
    with torch.no_grad():
        r = grid(*function(*inputs).shape, low=0.5, high=1.5)
    return {"name": name, "labels": labels or [], **compare(function, inputs, r)}


def operations():
    cases = []
    for n, d, k in [(1, 1, 1), (3, 5, 2), (7, 33, 9)]:
        cases.append(operation("affine", lambda x, w, b: x @ w + b, [grid(n, d), grid(d, k), grid(k)]))
        cases.append(operation("matmul", lambda a, b: a @ b, [grid(n, d), grid(d, k)]))
    elementwise = {
        "relu": F.relu, "leaky_relu": lambda x: F.leaky_relu(x, 0.01), "sigmoid": torch.sigmoid,
        "tanh": torch.tanh, "exp": torch.exp,
    }
    for shape in [(1,), (3, 5), (2, 17)]:
        for name, function in elementwise.items():
            cases.append(operation(name, function, [3 * away_from_zero(*shape)]))
        cases.append(operation("log", torch.log, [grid(*shape, low=1 / 8, high=9)]))
    for a, b in [((1,), (1,)), ((3, 5), (5,)), ((2, 17), (2, 1))]:
        cases.append(operation("add", lambda x, y: x + y, [grid(*a), grid(*b)]))
        cases.append(operation("subtract", lambda x, y: x - y, [grid(*a), grid(*b)]))
        cases.append(operation("multiply", lambda x, y: x * y, [grid(*a), grid(*b)]))
        cases.append(operation("divide", lambda x, y: x / y, [grid(*a), away_from_zero(*b)]))
    for shape in [(1, 1), (3, 5), (17, 2)]:
        cases.append(operation("sum", lambda x: x.sum(), [grid(*shape)]))
        cases.append(operation("mean", lambda x: x.mean(), [grid(*shape)]))
        cases.append(operation("sum_axis_0", lambda x: x.sum(0), [grid(*shape)]))
        cases.append(operation("mean_axis_1", lambda x: x.mean(1), [grid(*shape)]))
        cases.append(operation("squared_error", lambda x, y: F.mse_loss(x, y), [grid(*shape), grid(*shape)]))
    for n, k in [(1, 1), (1, 2), (5, 3), (7, 17)]:
        labels = torch.randint(0, k, (n,))
        for scale in [1, 40]:
            cases.append(operation(
                "softmax_cross_entropy", lambda x: F.cross_entropy(x, labels), [scale * grid(n, k)], labels.tolist()))
    cases += layer_operations()
    share_errors(cases, {*elementwise, "log", "gelu", "silu"})
    return cases


def share_errors(cases, names):
    """A single number's float32 error is luck: elementwise operations get the largest of all their cases."""
    for name in names:
        same = [c for c in cases if c["name"] == name]
        for tensors in [[c["value"] for c in same], [c["gradients"][0] for c in same]]:
            for key in ["error", "scale"]:
                largest = max(t[key] for t in tensors)
                for t in tensors:
                    t[key] = largest


def layer_operations():
    cases = []
    smooth = {"gelu": F.gelu, "silu": F.silu, "softmax": lambda x: x.softmax(-1), "log_softmax": lambda x: x.log_softmax(-1)}
    for shape in [(1,), (3, 5), (2, 17)]:
        for name, function in smooth.items():
            cases.append(operation(name, function, [3 * grid(*shape)]))
    for x, w, stride, padding, dilation, groups in [
        ((1, 1, 1, 1), (1, 1, 1, 1), 1, 0, 1, 1), ((2, 3, 6, 5), (4, 3, 3, 3), 1, 1, 1, 1),
        ((1, 2, 7, 7), (2, 2, 3, 3), 2, 1, 1, 1), ((1, 4, 7, 7), (4, 2, 3, 3), 1, 2, 2, 2),
    ]:
        case = operation(
            "convolution", lambda a, w, b: F.conv2d(a, w, b, stride, padding, dilation, groups),
            [grid(*x), grid(*w), grid(w[0])])
        cases.append({**case, "settings": [w[2], stride, padding, dilation, groups]})
    for shape, k, stride, padding in [((1, 1, 1, 1), 1, 1, 0), ((2, 2, 4, 6), 2, 2, 0), ((1, 2, 5, 7), 3, 2, 1)]:
        settings = {"settings": [k, stride, padding, 1, 1]}
        count = torch.Size(shape).numel()
        distinct = (torch.randperm(count, dtype=torch.float64) - count // 2).reshape(shape) / 8
        cases.append({**operation("max_pooling", lambda a: F.max_pool2d(a, k, stride, padding), [distinct]), **settings})
        cases.append({**operation("average_pooling", lambda a: F.avg_pool2d(a, k, stride, padding), [grid(*shape)]), **settings})
    for shape in [(3, 1), (5, 3), (9, 17), (2, 3, 4, 5), (1, 2, 1, 3)]:
        c = shape[1]
        cases.append(operation(
            "batch_normalization", lambda a, g, b: F.batch_norm(a, None, None, g, b, training=True),
            [grid(*shape), grid(c), grid(c)]))
    for shape in [(1, 3), (5, 17), (2, 3, 4)]:
        d = shape[-1]
        cases.append(operation(
            "layer_normalization", lambda a, g, b: F.layer_norm(a, (d,), g, b), [grid(*shape), grid(d), grid(d)]))
    labels = torch.tensor([3, 0, 3, 1])
    cases.append(operation("embedding", lambda e: F.embedding(labels, e), [grid(5, 3)], labels.tolist()))
    return cases


def running_averages():
    """Batch normalization of two batches, then of one in inference mode."""
    layer = torch.nn.BatchNorm2d(3, momentum=0.25, dtype=torch.float64)
    batches = [grid(4, 3, 2, 3), grid(4, 3, 2, 3) + 1]
    for batch in batches:
        layer(batch)
    layer.eval()
    with torch.no_grad():
        output = layer(batches[0])
    return {
        "batches": [exact(b) for b in batches], "mean": expected(layer.running_mean, layer.running_mean.float()),
        "variance": expected(layer.running_var, layer.running_var.float()), "output": expected(output, output.float()),
    }


# Trajectories: 50 steps of SGD on one batch, losses and the last weights.

ACTIVATIONS = {"relu": F.relu, "leaky_relu": lambda x: F.leaky_relu(x, 0.01), "sigmoid": torch.sigmoid, "tanh": torch.tanh}


def train(parameters, x, labels, activation, settings, dtype):
    ws = [p.to(dtype).clone().requires_grad_() for p in parameters]
    optimizer = torch.optim.SGD(ws, settings["rate"], momentum=settings["momentum"], weight_decay=settings["decay"])
    losses = []
    for _ in range(50):
        optimizer.zero_grad()
        h = ACTIVATIONS[activation](x.to(dtype) @ ws[0] + ws[1])
        loss = F.cross_entropy(h @ ws[2] + ws[3], labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return torch.tensor(losses, dtype=torch.float64), [w.detach() for w in ws]


def trajectories():
    cases = []
    for activation, rate, momentum, decay in [
        ("tanh", 0.5, 0.0, 0.0), ("sigmoid", 0.5, 0.9, 0.0), ("relu", 0.1, 0.0, 0.1), ("leaky_relu", 0.1, 0.9, 0.01),
    ]:
        parameters = [grid(4, 5) / 2, grid(5) / 4, grid(5, 3) / 2, grid(3) / 4]
        x, labels = grid(6, 4), torch.randint(0, 3, (6,))
        settings = {"rate": rate, "momentum": momentum, "decay": decay}
        wide, wide_weights = train(parameters, x, labels, activation, settings, torch.float64)
        narrow, narrow_weights = train(parameters, x, labels, activation, settings, torch.float32)
        cases.append({
            "activation": activation, **settings, "parameters": [exact(p) for p in parameters], "x": exact(x),
            "labels": labels.tolist(), "losses": expected(wide, narrow),
            "weights": [expected(a, b) for a, b in zip(wide_weights, narrow_weights)],
        })
    return cases


# Schedules: the factor on the base rate at steps 0, 1, …

def schedules():
    s = torch.optim.lr_scheduler
    return {
        "step_10_15_tenth": factors(lambda o: s.MultiStepLR(o, [10, 15], 0.1), 20),
        "cosine_20": factors(lambda o: s.CosineAnnealingLR(o, 20), 21),
    }


reference = {
    "running_averages": running_averages(),
    "source": f"PyTorch {torch.__version__}, float64",
    "operations": operations(), "trajectories": trajectories(), "schedules": schedules(),
}
path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes,", len(reference["operations"]), "operations")
