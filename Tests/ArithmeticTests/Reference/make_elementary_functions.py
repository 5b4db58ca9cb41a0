"""Writes elementary_functions.txt: true values of the elementary functions.

A line is `function arguments value rest`: the arguments and the double nearest to the true value in
hexadecimal, and how much the true value is above it in units of the last place.
Needs mpmath 1.3:  python3 make_elementary_functions.py > elementary_functions.txt
"""

import math
import random
import struct
import sys

import mpmath
from mpmath import mp, mpf

draw = random.Random(20260720)
TINY = 2.0**-1074


def true_value(name, arguments):
    """The function at 80 or, for huge angles, at 1400 bits and more than a double's own."""
    is_angle = name in ("sin", "cos")
    mp.prec = 1400 if is_angle and abs(arguments[0]) > 2.0**100 else 300
    x, *rest = [mpf(a) for a in arguments]
    if name == "log10":
        return mpmath.log(x) / mpmath.log(10)
    if name == "cbrt":
        return mpmath.sign(x) * mpmath.cbrt(abs(x))
    if name == "pow":
        return x ** rest[0] if rest[0] == int(rest[0]) else mpmath.exp(rest[0] * mpmath.log(x))
    return getattr(mpmath, name)(x)


def last_place(value):
    """The distance of doubles in the binade of the true value."""
    exponent = mpmath.frexp(value)[1] if value != 0 else -2000
    return 2.0 ** max(exponent - 53, -1074)


def nearest(value):
    """The double nearest to the true value, subnormal ones too."""
    unit = last_place(value)
    return float(mpmath.nint(value / unit)) * unit


def any_positive():
    """A positive finite double, every exponent as likely."""
    bits = draw.getrandbits(63)
    value = struct.unpack("<d", struct.pack("<Q", bits))[0]
    return value if 0 < value < math.inf else any_positive()


def near_one():
    return 1 + draw.choice([-1, 1]) * 2.0 ** draw.uniform(-52, -2)


def signed(x):
    return draw.choice([-1, 1]) * x


def exponents():
    yield from (signed(2.0 ** draw.uniform(-60, 9)) for _ in range(60))
    yield from (draw.uniform(-745.13, 709.78) for _ in range(40))
    yield from (draw.uniform(-745.13, -708.4) for _ in range(20))
    yield from (1.0, -1.0, 0.5, -0.5, 709.782712893384, -745.1332191019411, -708.3964185322641)


def positives():
    yield from (any_positive() for _ in range(40))
    yield from (near_one() for _ in range(40))
    yield from (draw.uniform(0.5, 2) for _ in range(30))
    yield from (draw.getrandbits(n) * TINY or TINY for n in range(1, 52, 3))
    yield from (TINY, 2.0**-1022, sys.float_info.max, 2.0, 0.5, 10.0, math.e)
    # On both sides of √½ and √2, where the exponent changes.
    yield from (0.7071067811865475, 0.7071067811865476, 1.414213562373095, 1.4142135623730951)


def angles():
    yield from (draw.uniform(-7, 7) for _ in range(50))
    yield from (signed(2.0 ** draw.uniform(-30, 30)) for _ in range(30))
    # Close to multiples of π/2, where most digits cancel.
    yield from (signed(draw.randrange(1, 2**n) * math.pi / 2) for n in range(1, 60, 2))
    # The double closest to a multiple of π/2 (Muller, Elementary Functions, section 11.2).
    yield from (6381956970095103 * 2.0**797, 2.0**30, 2.0**1023, sys.float_info.max)
    yield from (signed(any_positive()) for _ in range(30))


def roots():
    yield from (signed(any_positive()) for _ in range(50))
    yield from (draw.getrandbits(40) * TINY for _ in range(5))
    yield from (27.0, -8.0, 1e-9, 0.001, 3.0, TINY)


def powers():
    for _ in range(160):
        x = draw.choice([any_positive(), near_one(), draw.uniform(0.5, 2), draw.uniform(0, 20)])
        size = draw.choice([draw.uniform(-744, 709), draw.uniform(-5, 5), draw.uniform(600, 709)])
        yield (x, size / (math.log(x) or 1))
    yield from ((10.0, float(n)) for n in range(-323, 309, 13))
    yield from ((-draw.uniform(0.5, 2), float(draw.randrange(-50, 50))) for _ in range(20))
    yield from ((x, 2.4) for x in (0.04045, 0.5, 0.9, 1.0, TINY))


def main():
    tables = {
        "exp": exponents(), "log": positives(), "log10": positives(), "sin": angles(),
        "cos": angles(), "cbrt": roots(), "pow": powers(),
    }
    for name, table in tables.items():
        for arguments in table:
            arguments = arguments if isinstance(arguments, tuple) else (arguments,)
            value = true_value(name, arguments)
            if not mpf(2) ** -1075 < abs(value) < mpf(2) ** 1024:
                continue
            double = nearest(value)
            rest = float((value - mpf(double)) / mpf(last_place(value)))
            print(name, *[a.hex() for a in arguments], double.hex(), f"{rest:.4f}")


main()
