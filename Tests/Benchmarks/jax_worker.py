"""JAX's side of the race: times what it is asked for, line by line, in one process.

  jax_worker.py THREADS              reads `NET SECONDS`, answers with a line of JSON each
  jax_worker.py THREADS start NET    takes a hundred steps, and no more
"""
import ctypes
import json
import os
import statistics
import sys

from durations import durations


def prepare(threads):
    """XLA's pools have as many threads as the process may use processors when it starts; freed memory stays here."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[-threads:])
    libc = ctypes.CDLL(None)
    libc.mallopt(-4, 0), libc.mallopt(-1, 2 ** 31 - 1), libc.mallopt(-2, 2 ** 26)
    os.environ |= {
        "NPROC": str(threads), "OMP_NUM_THREADS": str(threads), "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"}
    import jax
    jax.config.update("jax_cpu_enable_async_dispatch", False)
    return jax


def main():
    jax = prepare(int(sys.argv[1]))
    import jax_networks
    if sys.argv[2:3] == ["start"]:
        step = jax_networks.training_step(sys.argv[3])
        for _ in range(100):
            step()
        return
    print(json.dumps(jax.__version__), flush=True)
    steps = {}
    for line in sys.stdin:
        name, seconds = line.split()[0], float(line.split()[1])
        if name not in steps:
            # Compiled once, and not counted.
            steps = {name: jax_networks.training_step(name)}
            steps[name]()
        print(json.dumps(statistics.median(durations(steps[name], seconds)) * 1e3), flush=True)


if __name__ == "__main__":
    main()
