"""Bounds that a correct engine meets in all but one run in a thousand."""

from collections.abc import Iterable, Mapping
from math import sqrt
from statistics import NormalDist
from typing import Any

RISK = 0.001


def chi_square_bound(freedom: int) -> float:
    """The 99.9 % point of the chi-square distribution, by Wilson and Hilferty: up to 3 % too wide."""
    part = 2 / (9 * freedom)
    return freedom * (1 - part + NormalDist().inv_cdf(1 - RISK) * sqrt(part)) ** 3


def even(counts: Mapping[Any, int], cells: int) -> bool:
    """Whether counts of independent draws look uniform over so many cells: Pearson's chi-square, cells - 1 degrees."""
    expected = sum(counts.values()) / cells
    unseen = cells - len(counts)
    square = sum((n - expected) ** 2 / expected for n in counts.values()) + unseen * expected
    return square < chi_square_bound(cells - 1)


def z_bound(tests: int) -> float:
    """How many standard errors the largest of so many two-sided deviations may reach (Bonferroni)."""
    return NormalDist().inv_cdf(1 - RISK / (2 * tests))


def mean_and_variance(values: Iterable[float]) -> tuple[float, float]:
    """Of a sample."""
    sample = list(values)
    mean = sum(sample) / len(sample)
    return mean, sum((value - mean) ** 2 for value in sample) / (len(sample) - 1)
