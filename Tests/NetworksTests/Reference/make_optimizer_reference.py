#!/usr/bin/env python3
"""Optimizers, clipping, schedules and losses from PyTorch in float64: writes optimizer_reference.json beside itself.

Every input is a multiple of 1/64, so that float32 holds it exactly. Beside each expected tensor stands the
largest error that PyTorch itself makes in float32 ("error"): the engine may err four times as much.
RMSprop with epsilon inside the root is not in PyTorch: its update is written out here.

    pip install torch && python3 make_optimizer_reference.py
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from reference_values import exact, expected, factors, grid

torch.manual_seed(20240301)
S = torch.optim.lr_scheduler


# Trajectories: 50 steps on one batch, losses and the last weights.

class InsideRMSprop(torch.optim.Optimizer):
    """s <- rho s + (1 - rho) g^2, w <- w - lr g / sqrt(s + eps) (Goodfellow et al. 2016, algorithm 8.5)."""

    def __init__(self, parameters, lr, alpha, eps):
        super().__init__(parameters, {"lr": lr, "alpha": alpha, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                s = self.state[p].setdefault("s", torch.zeros_like(p))
                s.mul_(group["alpha"]).addcmul_(p.grad, p.grad, value=1 - group["alpha"])
                p.addcdiv_(p.grad, (s + group["eps"]).sqrt(), value=-group["lr"])


class UncorrectedAdam(torch.optim.Optimizer):
    """Adam without bias correction: w <- w - lr m / (sqrt(v) + eps)."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                v = self.state[p].setdefault("v", torch.zeros_like(p))
                m.mul_(0.9).add_(p.grad, alpha=0.1)
                v.mul_(0.999).addcmul_(p.grad, p.grad, value=0.001)
                p.addcdiv_(m, v.sqrt().add_(1e-8), value=-group["lr"])


O = torch.optim
RULES = {
    "nesterov": (0.2, lambda p, lr: O.SGD(p, lr, momentum=0.9, nesterov=True), None),
    "nesterov_decay": (0.1, lambda p, lr: O.SGD(p, lr, momentum=0.5, nesterov=True, weight_decay=0.05), None),
    "rmsprop": (0.01, lambda p, lr: O.RMSprop(p, lr), None),
    "rmsprop_decay": (0.01, lambda p, lr: O.RMSprop(p, lr, alpha=0.9, eps=1e-3, weight_decay=0.05), None),
    "rmsprop_inside": (0.01, lambda p, lr: InsideRMSprop(p, lr, alpha=0.9, eps=1e-3), None),
    "adam": (0.02, lambda p, lr: O.Adam(p, lr), None),
    "adam_constants": (0.02, lambda p, lr: O.Adam(p, lr, betas=(0.5, 0.9), eps=1e-3), None),
    "adam_uncorrected": (0.01, UncorrectedAdam, None),
    "adam_coupled": (0.02, lambda p, lr: O.Adam(p, lr, weight_decay=0.1), None),
    "adamw": (0.02, lambda p, lr: O.AdamW(p, lr, weight_decay=0.5), None),
    "clip_norm": (0.5, lambda p, lr: O.SGD(p, lr), lambda p: torch.nn.utils.clip_grad_norm_(p, 0.25)),
    "clip_value": (0.5, lambda p, lr: O.SGD(p, lr), lambda p: torch.nn.utils.clip_grad_value_(p, 0.0625)),
}


def train(parameters, x, labels, rule, dtype):
    rate, make, clip = rule
    ws = [p.to(dtype).clone().requires_grad_() for p in parameters]
    optimizer = make(ws, rate)
    losses = []
    for _ in range(50):
        optimizer.zero_grad()
        h = torch.tanh(x.to(dtype) @ ws[0] + ws[1])
        loss = F.cross_entropy(h @ ws[2] + ws[3], labels)
        loss.backward()
        if clip:
            clip(ws)
        optimizer.step()
        losses.append(loss.item())
    return torch.tensor(losses, dtype=torch.float64), [w.detach() for w in ws]


def trajectories():
    cases = []
    for name, rule in RULES.items():
        parameters = [grid(4, 5) / 2, grid(5) / 4, grid(5, 3) / 2, grid(3) / 4]
        x, labels = grid(6, 4), torch.randint(0, 3, (6,))
        wide, wide_weights = train(parameters, x, labels, rule, torch.float64)
        narrow, narrow_weights = train(parameters, x, labels, rule, torch.float32)
        cases.append({
            "name": name, "rate": rule[0], "parameters": [exact(p) for p in parameters], "x": exact(x),
            "labels": labels.tolist(), "losses": expected(wide, narrow),
            "weights": [expected(a, b) for a, b in zip(wide_weights, narrow_weights)],
        })
    return cases


# Losses: value and gradients.

def evaluate(function, inputs, dtype):
    xs = [x.to(dtype).clone().requires_grad_() for x in inputs]
    y = function(*xs)
    y.backward()
    return y.detach(), [x.grad for x in xs]


def loss(name, function, inputs, labels=(), smoothing=0.0):
    wide, wide_gradients = evaluate(function, inputs, torch.float64)
    narrow, narrow_gradients = evaluate(function, inputs, torch.float32)
    return {
        "name": name, "inputs": [exact(x) for x in inputs], "labels": list(labels), "smoothing": smoothing,
        "value": expected(wide, narrow), "gradients": [expected(a, b) for a, b in zip(wide_gradients, narrow_gradients)],
    }


def losses():
    cases = []
    for labels, k in [([0], 1), ([1], 2), ([0, 2, -1, 1, 2], 3), ([-1, 16, 0, 7, 3, -1, 9], 17)]:
        target = torch.tensor(labels)
        for smoothing in [0.0, 0.1, 1.0]:
            for scale in [1, 40]:
                cases.append(loss(
                    "cross_entropy",
                    lambda a: F.cross_entropy(a, target, ignore_index=-1, label_smoothing=smoothing),
                    [scale * grid(len(labels), k)], labels, smoothing))
    for shape in [(1,), (3, 5), (2, 17)]:
        for scale in [1, 40]:
            cases.append(loss(
                "binary_cross_entropy", F.binary_cross_entropy_with_logits,
                [scale * grid(*shape), grid(*shape, low=0.0, high=1.0)]))
    return cases


# Schedules: the factor on the base rate at steps 0, 1, …

def warm_up_cosine(o):
    warm = S.LinearLR(o, start_factor=1 / 5, end_factor=1.0, total_iters=4)
    return S.SequentialLR(o, [warm, S.CosineAnnealingLR(o, 20)], milestones=[5])


def schedules():
    return {
        "exponential": factors(lambda o: S.ExponentialLR(o, 0.9), 20),
        "inverse_time": factors(lambda o: S.LambdaLR(o, lambda t: 1 / (1 + 0.1 * t)), 20),
        "linear": factors(lambda o: S.LinearLR(o, 1.0, 0.1, 10), 20),
        "warm_up_cosine": factors(warm_up_cosine, 25),
        "one_cycle": factors(lambda o: S.OneCycleLR(o, 1.0, total_steps=20), 20),
        "one_cycle_half": factors(
            lambda o: S.OneCycleLR(o, 1.0, total_steps=17, pct_start=0.5, div_factor=10, final_div_factor=100), 17),
    }


reference = {
    "source": f"PyTorch {torch.__version__}, float64",
    "trajectories": trajectories(), "losses": losses(), "schedules": schedules(),
}
path = pathlib.Path(__file__).with_name("optimizer_reference.json")
path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
