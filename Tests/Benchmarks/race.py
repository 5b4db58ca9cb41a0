#!/usr/bin/env python3
"""Race `gradlab bench` against PyTorch eager and compiled JAX: the same networks, whole training steps, in turns.

  race.py PROGRAM [NET ...] [--threads 1 2] [--rounds 5] [--seconds 0.8] [--quick]

For each network and number of threads: the medians of the rounds' median milliseconds of all, the medians of the
rounds' ratios with the least and the greatest, and the share of the least possible time that GradLab reaches; then
the seconds from the command to a network's hundredth step, and the peak memory of a step. The rounds alternate, so
that a change of the machine's pace meets all. `make bench` runs this, and installs PyTorch and JAX into a folder of
their own where they are missing; an opponent that can't be had is left out.
"""
import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import time

NETS = ["mlp", "deep_tanh20", "deep_bn50", "lenet", "resnet20_32", "resnet20_16", "rnn", "lstm", "gru", "bahdanau",
        "tf_d64", "tf_d128"]
FOLDER = pathlib.Path(__file__).parent
# What the project asks of itself, of every network and of their geometric mean: ratio opponent / GradLab.
MUST = {"PyTorch": (1.0, 2.3), "JAX": (0.9, 1.0)}
AIM = {"PyTorch": (1.3, 3.0), "JAX": (0.9, 1.5)}


class Opponent:
    """A process of a library with a number of threads; it sleeps while GradLab runs."""

    def __init__(self, name, threads):
        self.name = name
        self.process = subprocess.Popen(
            worker(name, threads), env=dict(os.environ, OMP_NUM_THREADS=str(threads)), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.version = json.loads(self.process.stdout.readline())

    def ask(self, what, seconds):
        self.process.stdin.write(f"{what} {seconds}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def worker(name, threads, *arguments):
    script = {"PyTorch": "pytorch_worker.py", "JAX": "jax_worker.py"}[name]
    return [sys.executable, str(FOLDER / script), str(threads), *arguments]


def can_be_had(name):
    module = {"PyTorch": "torch", "JAX": "jax"}[name]
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0


def run_json(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def gradlab(program, *arguments):
    return run_json([program, "bench", *map(str, arguments), "--json"])


def race(program, names, nets, threads, rounds, seconds):
    """A line for each network; returns the opponents' versions."""
    print(f"\nTraining steps, {threads} thread{'s' * (threads > 1)}; ms, median of {rounds} rounds")
    titles = "".join(f"{name:>10s}   ratio  (least–most)" for name in names)
    print(f"net          gradlab  of floor{titles}", flush=True)
    opponents = [Opponent(name, threads) for name in names]
    ratios = {name: {} for name in names}
    for net in nets:
        ours, shares, theirs = [], [], {name: [] for name in names}
        for _ in range(rounds):
            row, = gradlab(program, net, "--threads", threads, "--seconds", seconds)
            ours.append(row["median_ms"])
            shares.append(row["floor_share"])
            for opponent in opponents:
                theirs[opponent.name].append(opponent.ask(net, seconds))
        line = f"{net:12s}{statistics.median(ours):8.3f}{100 * statistics.median(shares):8.0f} %"
        for name in names:
            found = [b / a for a, b in zip(ours, theirs[name])]
            ratio = ratios[name][net] = statistics.median(found)
            span = f"({min(found):.2f}–{max(found):.2f})"
            line += f"{statistics.median(theirs[name]):10.3f}{ratio:8.2f}  {span:<13s}"
        print(line, flush=True)
    for opponent in opponents:
        opponent.end()
        judge(opponent.name, ratios[opponent.name])
    return {opponent.name: opponent.version for opponent in opponents}


def judge(name, ratios):
    mean = math.exp(statistics.fmean(map(math.log, ratios.values())))
    (least, least_mean), (aim, aim_mean) = MUST[name], AIM[name]
    under = [net for net, ratio in ratios.items() if ratio < least]
    print(f"{name}: geometric mean {mean:.2f} (must {least_mean}, aim {aim_mean}); under {least}: "
          f"{', '.join(under) or 'none'}; at {aim} or above: {sum(r >= aim for r in ratios.values())} of {len(ratios)}",
          flush=True)


def compare_starts(program, names, nets):
    print("\nSeconds from the command to step 100, 1 thread")
    print("net          gradlab" + "".join(f"{name:>10s}" for name in names), flush=True)
    for net in nets:
        commands = [[program, "bench", net, "--steps", "100"]] + [worker(name, 1, "start", net) for name in names]
        times = []
        for command in commands:
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - start)
        print(f"{net:12s}{times[0]:8.2f}" + "".join(f"{t:10.2f}" for t in times[1:]), flush=True)


def compare_memory(program, nets):
    print("\nPeak memory of a training step above the idle process, 1 thread; MB")
    print("net          gradlab   PyTorch   gradlab / PyTorch", flush=True)
    for net in nets:
        ours = gradlab(program, net, "--memory")[0]["peak_bytes"] / 1e6
        theirs = run_json(worker("PyTorch", 1, "memory", net)) / 1e6
        print(f"{net:12s}{ours:8.1f} {theirs:9.1f} {ours / theirs:12.2f}", flush=True)


def compare_elements(program, rounds, seconds):
    print("\nLoops over 10,240 floats, 1 thread; ns an element, forward only")
    print("operation                 gradlab   PyTorch   ratio", flush=True)
    opponent, ours, theirs = Opponent("PyTorch", 1), [], []
    for _ in range(rounds):
        ours.append({row["name"]: row["median"] for row in gradlab(program, "--elements", "--seconds", seconds)})
        theirs.append(opponent.ask("elements", seconds))
    opponent.end()
    for name in ours[0]:
        a, b = (statistics.median(round[name] for round in side) for side in (ours, theirs))
        print(f"{name:24s}{a:9.3f} {b:9.3f} {b / a:7.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("nets", nargs="*", choices=[[], *NETS], default=[])
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--quick", action="store_true", help="two short rounds, and no memory")
    options = parser.parse_args()
    rounds, seconds = (2, 0.3) if options.quick else (options.rounds, options.seconds)
    nets = options.nets or NETS
    names = [name for name in MUST if can_be_had(name)]
    for name in MUST.keys() - names:
        print(f"{name} can't be had: left out")
    versions = {}
    for threads in options.threads:
        versions = race(options.program, names, nets, threads, rounds, seconds)
    if not options.quick:
        compare_starts(options.program, names, nets)
        if "PyTorch" in names:
            compare_memory(options.program, nets)
    if not options.nets and "PyTorch" in names:
        compare_elements(options.program, 2, 0.1)
    print("\n" + ", ".join(f"{name} {version}" for name, version in versions.items()))


if __name__ == "__main__":
    main()
