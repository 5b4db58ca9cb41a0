"""How long repeated work takes."""
import time


def durations(work, seconds):
    """Seconds of each call for so long, at least 20 of them, after a warm-up of a third of that."""
    end = time.perf_counter() + seconds / 3
    while time.perf_counter() < end:
        work()
    result, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(result) < 20:
        start = time.perf_counter()
        work()
        result.append(time.perf_counter() - start)
    return result
