"""PyTorch's side of the race: times what it is asked for, line by line, in one process.

  pytorch_worker.py THREADS          reads `NET SECONDS` or `elements SECONDS`, answers with a line of JSON each
  pytorch_worker.py THREADS memory NET   peak bytes of the network's training steps
  pytorch_worker.py THREADS start NET    takes a hundred steps, and no more
"""
import ctypes
import json
import statistics
import sys

import torch

import pytorch_networks
from durations import durations


def elements(seconds):
    """Nanoseconds an element, forward only, without a tape."""
    result = {}
    with torch.no_grad():
        for name, operation in pytorch_networks.elementary_operations().items():
            def hundred():
                for _ in range(100):
                    operation()
            result[name] = statistics.median(durations(hundred, seconds)) / 100 / 10_240 * 1e9
    return result


def status(key):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(key))


def peak_bytes(net):
    """As `gradlab bench --memory`: how far ten steps and their network raise the process's peak."""
    tiny = torch.nn.Linear(4, 3)
    optimizer = torch.optim.Adam(tiny.parameters())
    torch.nn.functional.cross_entropy(tiny(torch.ones(2, 4)), torch.tensor([0, 2])).backward()
    optimizer.step()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    before = status("VmRSS:")
    step = pytorch_networks.training_step(net)
    for _ in range(10):
        step()
    return status("VmHWM:") - before


def main():
    torch.set_num_threads(int(sys.argv[1]))
    if sys.argv[2:3] == ["memory"]:
        print(json.dumps(peak_bytes(sys.argv[3])))
        return
    if sys.argv[2:3] == ["start"]:
        step = pytorch_networks.training_step(sys.argv[3])
        for _ in range(100):
            step()
        return
    print(json.dumps(torch.__version__), flush=True)
    for line in sys.stdin:
        name, seconds = line.split()[0], float(line.split()[1])
        if name == "elements":
            answer = elements(seconds)
        else:
            answer = statistics.median(durations(pytorch_networks.training_step(name), seconds)) * 1e3
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
