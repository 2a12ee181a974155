"""The generator: pinned numbers, even draws, independent names, and what it refuses."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.luck import SEED_BITS, Luck, derive, fresh_seed
from tests.games.bounds import even

seeds = st.integers(0, 2**SEED_BITS - 1)
names = st.text(max_size=12)


def test_the_numbers_are_the_same_for_ever() -> None:
    """If this fails, no stored match can be played on."""
    luck = Luck(2026, "liars_bar/deal/7")
    assert [luck.below(1000) for _ in range(12)] == [378, 631, 973, 596, 676, 906, 78, 705, 902, 461, 97, 181]
    sample = Luck(2026, "liars_bar/deal/7").sample(range(28), 20)
    assert sample == [16, 24, 5, 26, 11, 22, 0, 12, 13, 27, 6, 25, 15, 2, 3, 14, 19, 7, 17, 18]
    assert [Luck(2**128 - 1, "é").chance(p / 8) for p in range(9)] == [False] * 7 + [True] * 2
    assert Luck(0, "").pick("QKA") == "K"
    assert derive(2026, "agents/2") == 0x552C9002266062D1125FEF023DD5FE46


@given(seed=seeds, name=names, n=st.integers(1, 2**64))
def test_a_draw_lies_below_its_bound_and_a_pick_among_its_options(seed: int, name: str, n: int) -> None:
    luck = Luck(seed, name)
    assert all(0 <= luck.below(n) < n for _ in range(20))
    assert luck.pick(range(n, n + 3)) in range(n, n + 3)


@given(seed=seeds, name=names)
def test_the_same_seed_and_name_give_the_same_numbers_whoever_drew_before(seed: int, name: str) -> None:
    Luck(seed, name).below(6)
    one, other = Luck(seed, name), Luck(seed, name)
    assert [one.below(2**64) for _ in range(30)] == [other.below(2**64) for _ in range(30)]


@given(seed=seeds, name=names, other=st.tuples(seeds, names))
def test_another_seed_or_name_gives_other_numbers(seed: int, name: str, other: tuple[int, str]) -> None:
    if other != (seed, name):
        drawn = [{luck.below(2**64) for _ in range(20)} for luck in (Luck(seed, name), Luck(*other))]
        assert not drawn[0] & drawn[1]
        assert derive(seed, name) != derive(*other)


def test_names_that_look_like_parts_of_each_other_share_no_numbers() -> None:
    luck = [Luck(1, name) for name in ("a", "a/1", "a/1/1", "a/11", "a/")]
    drawn = [one.below(2**64) for one in luck for _ in range(100)]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("n", [2, 3, 6, 28, 100])
def test_every_number_is_as_likely(n: int) -> None:
    luck = Luck(11, f"even/{n}")
    assert even(Counter(luck.below(n) for _ in range(400 * n)), n)


def test_the_first_numbers_of_different_names_are_even_too() -> None:
    """What a game draws: one number from each of many names."""
    assert even(Counter(Luck(12, f"round/{i}").below(6) for i in range(3000)), 6)
    assert even(Counter(Luck(i, "revolvers").below(6) for i in range(3000)), 6)


def test_numbers_that_follow_each_other_are_independent() -> None:
    luck = Luck(13, "pairs")
    assert even(Counter((luck.below(5), luck.below(5)) for _ in range(5000)), 25)


def test_every_order_of_a_sample_is_as_likely() -> None:
    luck = Luck(14, "orders")
    drawn = Counter("".join(luck.sample("ABCD", 3)) for _ in range(4800))
    assert drawn.keys() == set(map("".join, permutations("ABCD", 3)))
    assert even(drawn, 24)


@given(seed=seeds, size=st.integers(0, 88), data=st.data())
def test_a_sample_takes_each_place_at_most_once(seed: int, size: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, size))
    drawn = Luck(seed, "places").sample(range(size), count)
    assert len(drawn) == len(set(drawn)) == count
    assert set(drawn) <= set(range(size))


def test_equal_things_can_be_drawn_as_often_as_they_are_there() -> None:
    assert sorted(Luck(1, "deck").sample("QQKJ", 4)) == sorted("QQKJ")


def test_a_chance_of_nothing_never_comes_and_a_sure_thing_always() -> None:
    luck = Luck(15, "chance")
    assert [luck.chance(0.0) for _ in range(200)] == [False] * 200
    assert [luck.chance(1.0) for _ in range(200)] == [True] * 200
    assert even(Counter(luck.chance(0.5) for _ in range(2000)), 2)


def test_what_cannot_be_drawn_is_refused() -> None:
    luck = Luck(1, "errors")
    for n in (0, -1):
        with pytest.raises(ValueError, match="nothing to draw from"):
            luck.below(n)
    with pytest.raises(ValueError, match="nothing to draw from"):
        luck.pick(())


@pytest.mark.parametrize(("size", "count"), [(0, 1), (2, 3), (2, -1), (89, 89)])
def test_more_than_there_is_or_than_one_digest_can_rank_cannot_be_drawn(size: int, count: int) -> None:
    assert sorted(Luck(1, "errors").sample(range(88), 88)) == list(range(88))
    with pytest.raises(ValueError, match=r".+"):
        Luck(1, "errors").sample(range(size), count)


@given(seed=seeds, name=names)
def test_a_derived_seed_is_a_seed_and_no_number_of_the_draw_of_that_name(seed: int, name: str) -> None:
    derived = derive(seed, name)
    assert 0 <= derived < 2**SEED_BITS
    words = {derived % 2**64, derived >> 64}
    luck = Luck(seed, name)
    assert not words & {luck.below(2**64) for _ in range(8)}


def test_fresh_seeds_are_128_bits_and_differ() -> None:
    fresh = [fresh_seed() for _ in range(64)]
    assert len(set(fresh)) == 64
    assert 2 ** (SEED_BITS - 1) > min(fresh) >= 0
    assert 2**SEED_BITS > max(fresh) >= 2 ** (SEED_BITS - 1)
