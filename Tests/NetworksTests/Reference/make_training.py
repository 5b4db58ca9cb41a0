#!/usr/bin/env python3
"""Losses of 20 training steps of the twelve networks of `gradlab bench` at full size, from PyTorch in float64: writes
training.json beside itself. Weights and data come from formulas that the test shares.

    pip install torch && python3 make_training.py
"""
import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Benchmarks"))
sys.dont_write_bytecode = True
import pytorch_networks  # noqa: E402

torch.set_num_threads(1)


def unit(count, place):
    """((i²·7919 + i·31 + place·104729) mod 2003 − 1001)/1001 for i = 0, 1, …: numbers in −1…1."""
    i = torch.arange(count)
    return ((i * i * 7919 + i * 31 + place * 104729) % 2003 - 1001).double() / 1001


def fill(network, gain):
    """Parameter number p: biases 0.1·u, scales of a normalization 1 + 0.1·u, weights gain·u/√(fan-in).

    Batch normalization has scales 0.2·(1 + 0.1·u) and shifts 0.2 + 0.1·u: with scales around 1 and shifts around 0 deep
    networks are chaotic, and PyTorch's own float32 is off by 1 to 8 % after 20 steps.
    """
    normalizations = {id(p): m for m in network.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)
                      for p in m.parameters()}
    for place, (name, parameter) in enumerate(network.named_parameters()):
        u = unit(parameter.numel(), place).reshape(parameter.shape)
        small = id(parameter) in normalizations
        if "bias" in name:
            u = (0.2 if small else 0) + 0.1 * u
        elif parameter.dim() == 1:
            u = (0.2 if small else 1) * (1 + 0.1 * u)
        else:
            u = u * (gain * (1 / math.sqrt(math.prod(parameter.shape[1:]))))
        with torch.no_grad():
            parameter.copy_(u.float().double())


def data(name):
    """Tokens (i²·31 + i·17 + 5) mod 61 and labels (j²·13 + j·7 + 3) mod 59; or numbers √3·u and labels mod 10."""
    _, _, batch, example, labels = pytorch_networks.NETWORKS[name]
    j = torch.arange(batch * labels)
    labels = j * j * 13 + j * 7 + 3
    if isinstance(example, int):
        i = torch.arange(batch * example)
        return ((i * i * 31 + i * 17 + 5) % 61).reshape(batch, example), labels % 59
    x = unit(batch * math.prod(example), 0) * math.sqrt(3)
    return x.float().double().reshape(batch, *example), labels % 10


def losses(name, optimizer, precision=torch.float64):
    network = pytorch_networks.NETWORKS[name][0]().double()
    x, labels = data(name)
    fill(network, 1 if x.dtype == torch.int64 else math.sqrt(3))
    network = network.to(precision)
    if x.dtype != torch.int64:
        x = x.to(precision)
    optimizer = optimizer(network.parameters())
    result = []
    for _ in range(20):
        optimizer.zero_grad()
        logits = network(x)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels)
        loss.backward()
        optimizer.step()
        result.append(float(f"{loss.item():.10g}"))
    print(name, precision, result[0], result[-1], flush=True)
    return result


def deviation(name, exact):
    """Greatest relative error of PyTorch's own losses in float32."""
    single = losses(name, pytorch_networks.NETWORKS[name][1], torch.float32)
    return float(f"{max(abs(a - b) / b for a, b in zip(single, exact)):.2g}")


own = {name: losses(name, network[1]) for name, network in pytorch_networks.NETWORKS.items()}
single = {name: deviation(name, exact) for name, exact in own.items()}
sequences = [name for name, network in pytorch_networks.NETWORKS.items() if isinstance(network[3], int)]
fast = {name: losses(name, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9)) for name in sequences}
path = HERE / "training.json"
path.write_text(json.dumps({
    "source": f"PyTorch {torch.__version__}, float64; {pathlib.Path(__file__).name}",
    "own": own, "momentum": fast, "single": single}, indent=1) + "\n")
