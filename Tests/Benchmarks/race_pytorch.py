#!/usr/bin/env python3
"""Race `gradlab bench` against PyTorch eager: the same networks, whole training steps, in turns.

  race_pytorch.py PROGRAM [--threads 1 2] [--rounds 3] [--seconds 2]

Prints, for each network and number of threads, the median of the rounds' median milliseconds of both
and their ratio. The rounds alternate, so that a change of the machine's pace meets both. PyTorch runs
in a process of its own. `make race` installs it into a folder of its own where it is missing.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

NETS = ["mlp", "deep_tanh20"]


def time_pytorch(net, threads, seconds):
    """Median milliseconds of a step: zero the gradients, forward, loss, backward, SGD."""
    import time

    import torch
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    hidden, activation = {"mlp": ([256] * 2, nn.ReLU), "deep_tanh20": ([100] * 20, nn.Tanh)}[net]
    layers, inputs = [], 784
    for width in hidden:
        layers += [nn.Linear(inputs, width), activation()]
        inputs = width
    model = nn.Sequential(*layers, nn.Linear(inputs, 10))
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    x, labels = torch.randn(128, 784), torch.randint(0, 10, (128,))

    def step():
        optimizer.zero_grad()
        functional.cross_entropy(model(x), labels).backward()
        optimizer.step()

    def steps(duration):
        times, end = [], time.perf_counter() + duration
        while time.perf_counter() < end or len(times) < 20:
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        return times

    steps(0.5)
    print(json.dumps({"ms": statistics.median(steps(seconds)) * 1e3, "version": torch.__version__}))


def pytorch(net, threads, seconds):
    command = [sys.executable, __file__, "--pytorch", net, str(threads), str(seconds)]
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)


def gradlab(program, net, threads, seconds):
    command = [program, "bench", net, "--threads", str(threads), "--seconds", str(seconds), "--json"]
    rows = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return next(row["median"] for row in rows if row["name"].startswith(net + " "))


def main():
    if sys.argv[1:2] == ["--pytorch"]:
        return time_pytorch(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    version = ""
    print("net          threads  gradlab ms  PyTorch ms  ratio   ratios of the rounds")
    for threads in options.threads:
        for net in NETS:
            ours, theirs = [], []
            for _ in range(options.rounds):
                ours.append(gradlab(options.program, net, threads, options.seconds))
                answer = pytorch(net, threads, options.seconds)
                theirs.append(answer["ms"])
                version = answer["version"]
            a, b = statistics.median(ours), statistics.median(theirs)
            rounds = "  ".join(f"{y / x:.2f}" for x, y in zip(ours, theirs))
            print(f"{net:12s} {threads:7d} {a:11.3f} {b:11.3f} {b / a:6.2f}   {rounds}", flush=True)
    print(f"PyTorch {version}, eager")


if __name__ == "__main__":
    main()
