#!/usr/bin/env python3
"""Race `gradlab bench` against PyTorch eager: the same networks, whole training steps, in turns.

  race_pytorch.py PROGRAM [NET ...] [--threads 1 2] [--rounds 5] [--seconds 0.8] [--quick]

For each network and number of threads: the medians of the rounds' median milliseconds of both, the median of the
rounds' ratios with the least and the greatest, the share of the least possible time that GradLab reaches, and the
peak memory of a step. The rounds alternate, so that a change of the machine's pace meets both. `must` and `goal`
are what the project asks of itself. `make bench` runs this, and installs PyTorch into a folder of its own where it
is missing.
"""
import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

# Ratio PyTorch / GradLab: least, and hoped for.
GOALS = {
    "mlp": (1.2, 1.6), "deep_tanh20": (1.8, 2.5), "deep_bn50": (3, 5), "lenet": (2.5, 4), "resnet20_32": (0.9, 1.4),
    "resnet20_16": (1.5, 2.5), "rnn": (1.5, 2.5), "lstm": (1.1, 1.5), "gru": (1.5, 2.2), "bahdanau": (2.5, 4.5),
    "tf_d64": (1.3, 2.0), "tf_d128": (1.1, 1.4),
}
WORKER = str(pathlib.Path(__file__).with_name("pytorch_worker.py"))


class PyTorch:
    """A PyTorch process with a number of threads; it sleeps while GradLab runs."""

    def __init__(self, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(
            [sys.executable, WORKER, str(threads)], env=environment, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        self.version = json.loads(self.process.stdout.readline())

    def ask(self, what, seconds):
        self.process.stdin.write(f"{what} {seconds}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def run_json(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def gradlab(program, *arguments):
    return run_json([program, "bench", *map(str, arguments), "--json"])


def mark(net, ratio):
    must, goal = GOALS[net]
    return "goal" if ratio >= goal else "must" if ratio >= must else "MISSED"


def race(program, nets, threads, rounds, seconds):
    """A line for each network; returns the ratios."""
    print(f"\nTraining steps, {threads} thread{'s' * (threads > 1)}; ms, median of {rounds} rounds")
    print("net          gradlab   PyTorch   ratio  (least–most)   of floor   must  goal", flush=True)
    opponent, ratios = PyTorch(threads), {}
    for net in nets:
        ours, theirs, shares = [], [], []
        for _ in range(rounds):
            row, = gradlab(program, net, "--threads", threads, "--seconds", seconds)
            theirs.append(opponent.ask(net, seconds))
            ours.append(row["median_ms"])
            shares.append(row["floor_share"])
        found = [b / a for a, b in zip(ours, theirs)]
        ratio = ratios[net] = statistics.median(found)
        print(f"{net:12s}{statistics.median(ours):8.3f} {statistics.median(theirs):9.3f} {ratio:7.2f}"
              f"  ({min(found):.2f}–{max(found):.2f})   {100 * statistics.median(shares):6.0f} %"
              f"   {GOALS[net][0]:4.1f}  {GOALS[net][1]:4.1f}  {mark(net, ratio)}", flush=True)
    opponent.end()
    mean = math.exp(statistics.fmean(map(math.log, ratios.values())))
    reached = sum(mark(net, ratio) == "goal" for net, ratio in ratios.items())
    missed = [net for net, ratio in ratios.items() if mark(net, ratio) == "MISSED"]
    print(f"geometric mean {mean:.2f}; {reached} of {len(ratios)} at their goal, "
          f"{len(missed)} under their must{': ' + ', '.join(missed) if missed else ''}", flush=True)
    if threads > 1:
        print("At two threads GradLab normalizes each half of the batch by itself, PyTorch the whole "
              "(deep_bn50, resnet20).", flush=True)
    return opponent.version


def compare_memory(program, nets):
    print("\nPeak memory of a training step above the idle process, 1 thread; MB")
    print("net          gradlab   PyTorch   gradlab / PyTorch", flush=True)
    for net in nets:
        ours = gradlab(program, net, "--memory")[0]["peak_bytes"] / 1e6
        theirs = run_json([sys.executable, WORKER, "1", "memory", net]) / 1e6
        print(f"{net:12s}{ours:8.1f} {theirs:9.1f} {ours / theirs:12.2f}", flush=True)


def compare_elements(program, rounds, seconds):
    print("\nLoops over 10,240 floats, 1 thread; ns an element, forward only")
    print("operation                 gradlab   PyTorch   ratio", flush=True)
    opponent, ours, theirs = PyTorch(1), [], []
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
    parser.add_argument("nets", nargs="*", choices=[[], *GOALS], default=[])
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--quick", action="store_true", help="two short rounds, and no memory")
    options = parser.parse_args()
    rounds, seconds = (2, 0.3) if options.quick else (options.rounds, options.seconds)
    nets, version = options.nets or list(GOALS), ""
    for threads in options.threads:
        version = race(options.program, nets, threads, rounds, seconds)
    if not options.quick:
        compare_memory(options.program, nets)
    if not options.nets:
        compare_elements(options.program, 2, 0.1)
    print(f"\nPyTorch {version}, eager")


if __name__ == "__main__":
    main()
