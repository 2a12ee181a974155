"""How sure a share is that was found by counting."""

from math import sqrt
from typing import Final, NamedTuple

Z: Final = 1.959963984540054
"""The normal distribution's quantile for 95 %, two-sided."""


class Interval(NamedTuple):
    """Both ends are shares, from 0 to 1."""

    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z) -> Interval | None:
    """E. B. Wilson's score interval ("Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22, 1927), without a correction for continuity; None without any trial.

    With p = successes / trials and n = trials:
    (p + z^2 / 2n  -+  z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n).

    Raises ValueError for more successes than trials, or fewer than none.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no share")
    if not trials:
        return None
    share, square = successes / trials, z * z / trials
    middle = share + square / 2
    half = sqrt(square * (share * (1 - share) + square / 4))
    # At the ends rounding would leave a trace of what is exactly 0 or 1.
    low = 0.0 if successes == 0 else (middle - half) / (1 + square)
    high = 1.0 if successes == trials else (middle + half) / (1 + square)
    return Interval(low, high)
