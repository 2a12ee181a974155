"""The index of offers: paged and walked without a gap, only where everybody may know, and counted kind by kind."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.secret_tools.conditions import Condition
from replays.offer_index import FORM
from replays.offer_list import By, Listed, Noted, OfferCursor, OfferFilters, Rule
from replays.offers import OfferRow, Result, Role, offers, tallies
from replays.record import Header, Kind, Series, Stop
from replays.store import FILE, NoSuchMatch, Store
from tests.replays.listed import PLAYERS, TERMS, Made, made, many
from tests.replays.played import BOTH, play, some, unfinished
from tests.replays.tooled import BAR, play_tool, tool_of

Key = tuple[float, int, str, str]
MATCHES = 150
FILTERS = [
    OfferFilters(),
    OfferFilters(condition="channel", wording="V0"),
    OfferFilters(kind="model", player="a"),
    OfferFilters(result="refuse", role="offer"),
]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Made]]]:
    store = Store.open(tmp_path_factory.mktemp("offers"))
    yield store, many(store, MATCHES)
    store.close()


def opened(matches: Sequence[Made]) -> list[tuple[Header, OfferRow, Noted]]:
    """What may be listed."""
    return [one for made in matches if made.header.open for one in made.all]


def share(row: OfferRow, among: Sequence[tuple[Header, OfferRow, Noted]]) -> float:
    """The larger share of acceptances: of the same player, or of its kind."""

    def of(*, own: bool) -> float:
        same = [
            other.result
            for header, other, _ in among
            if not header.seed_known
            and (other.condition, other.wording, other.terms, other.role, other.kind)
            == (row.condition, row.wording, row.terms, row.role, row.kind)
            and (other.player == row.player or row.kind is Kind.PERSON or not own)
            and other.result in (Result.ACCEPT, Result.REFUSE)
        ]
        return same.count(Result.ACCEPT) / len(same) if same else 0

    return max(of(own=True), of(own=False))


def rank(rule: Rule, row: OfferRow, noted: Noted, among: Sequence[tuple[Header, OfferRow, Noted]]) -> float | None:
    """None where the rule does not hold."""
    match rule:
        case Rule.NEWEST:
            return 0
        case Rule.REFUSAL:
            found = share(row, among) if row.result is Result.REFUSE else 0
            return found if found > 0.5 else None
        case _:
            found = {Rule.UNFAIR: noted.unfair, Rule.BETRAYED: noted.betrayed, Rule.CHAMBER: noted.last_chamber}[rule]
            return found or None


def expected(rule: Rule, filters: OfferFilters, matches: Sequence[Made]) -> list[Key]:
    among = opened(matches)
    found: list[Key] = []
    for header, row, noted in among:
        ranked = rank(rule, row, noted, among)
        fits = all(value is None or told(row, name) == value for name, value in filters._asdict().items())
        if ranked is not None and fits:
            found.append((ranked, header.created, header.id, row.role))
    return sorted(found, reverse=True)


def told(row: OfferRow, name: str) -> object:
    """A person has no name in the index."""
    return "" if name == "player" and row.kind is Kind.PERSON else getattr(row, name)


def key(one: Listed) -> Key:
    return one.rank, one.created, one.match, one.role


def walk(store: Store, filters: OfferFilters, rule: Rule, limit: int) -> Iterator[Listed]:
    after, walked = None, 0
    while page := store.offers(filters, rule, after=after, limit=limit):
        assert len(page) <= limit
        assert (walked := walked + len(page)) <= 2 * MATCHES, "the walk goes in circles"
        yield from page
        after = OfferCursor(*key(page[-1]))


@pytest.mark.parametrize(("rule", "filters"), list(product(Rule, FILTERS)))
def test_all_that_fits_is_listed_once_whatever_the_size_of_a_page(
    full: tuple[Store, list[Made]], rule: Rule, filters: OfferFilters
) -> None:
    store, matches = full
    want = expected(rule, filters, matches)
    assert want or rule is not Rule.NEWEST
    assert store.count_offers(filters, rule) == len(want)
    for limit in (1, 7, 1000):
        assert [key(one) for one in walk(store, filters, rule, limit)] == want


def test_what_is_listed_of_an_offer_is_what_was_kept_of_it(full: tuple[Store, list[Made]]) -> None:
    store, matches = full
    for header, row, noted in opened(matches):
        one = store.offer(header.id, row.role)
        assert one is not None
        assert (one.name, one.partner) == (header.names[row.seat or 0], header.names[row.named or 0])
        assert (one.seed_known, one.noted, one.created) == (header.seed_known, noted, header.created)
        same = ("condition", "wording", "terms", "role", "result", "seat", "kind", "player", "named", "tries")
        names = (*same, "contradicts", "round", "seq")
        assert [getattr(one, name) for name in names] == [told(row, name) for name in names]


@some(60)
@given(st.integers(0, 10**6), st.sampled_from(By))
def test_forward_and_back_leads_to_where_one_was(full: tuple[Store, list[Made]], number: int, by: By) -> None:
    store, _ = full
    listed = store.offers(limit=1000)
    here = listed[number % len(listed)]
    for direction in (1, -1):
        there = store.neighbour(here, by, direction)
        if there is not None:
            assert there.role is here.role
            back = store.neighbour(there, by, -direction)
            assert back is not None
            assert key(back) == key(here)


@pytest.mark.parametrize("by", By)
def test_one_walks_through_all_that_have_it_in_common(full: tuple[Store, list[Made]], by: By) -> None:
    store, matches = full
    first = store.offers(OfferFilters(kind="model", result="refuse", role="offer"), limit=1)[0]
    shared = {
        By.PLAYER: OfferFilters(kind=first.kind, player=first.player),
        By.WORDING: OfferFilters(first.condition, first.wording),
        By.RESULT: OfferFilters(result=first.result),
    }[by]._replace(role=first.role)
    here: Listed | None = store.offers(shared, limit=1)[0]
    walked: list[Key] = []
    while here is not None:
        walked.append(key(here))
        assert len(walked) <= MATCHES, "the walk goes in circles"
        assert store.place(here, by) == (len(walked), store.count_offers(shared))
        here = store.neighbour(here, by, 1)
    assert walked == expected(Rule.NEWEST, shared, matches)
    assert len(walked) > 3


def test_only_what_may_be_counted_together_is(full: tuple[Store, list[Made]]) -> None:
    store, matches = full
    counted = tallies([row for header, row, _ in opened(matches) if not header.seed_known])
    assert {group.kind for group in counted} == {kind for kind, _ in PLAYERS}
    for group, tally in counted.items():
        assert (group.player == "") == (group.kind is Kind.PERSON)
        assert store.tally(OfferFilters(**group._asdict())) == tally
        assert store.offer_terms(OfferFilters(**group._asdict())) == [group.terms]
    assert store.offer_terms(OfferFilters()) == sorted(TERMS)
    for header, row, _ in opened(matches):
        one = store.offer(header.id, row.role)
        assert one is not None
        assert one.group == OfferFilters(**row.group._asdict())
    some_known = [one for one in opened(matches) if one[0].seed_known]
    assert some_known
    assert set(store.tally(OfferFilters(player="nobody")).counts.values()) == {0}


def test_the_choices_are_those_that_are_listed(full: tuple[Store, list[Made]]) -> None:
    store, matches = full
    rows = [row for _, row, _ in opened(matches)]
    assert store.offer_players() == sorted({(row.kind, told(row, "player")) for row in rows})
    assert store.offer_wordings() == sorted({row.wording for row in rows})


def everywhere(store: Store) -> str:
    """All that can be had of the index."""
    told: list[object] = [store.offers(rule=rule, limit=1000) for rule in Rule]
    told += [store.offer_players(), store.offer_wordings(), store.tally(OfferFilters()), store.count_offers()]
    there = [one for match_id in store.ids() for role in Role if (one := store.offer(match_id, role)) is not None]
    told += [*there, *(store.neighbour(one, by, to) for one in there for by in By for to in (-1, 1))]
    told += [store.place(one, by) for one in there for by in By]
    return str(told)


@pytest.mark.parametrize("way", ["the series goes on", "a person plays on"])
def test_what_is_not_open_is_nowhere(store: Store, way: str) -> None:
    first = unfinished(play(BOTH[0], seats=3).record, 0).header
    for one in (made(Random(seed), first) for seed in (1, 2, 3)):
        store.create(one.header)
        store.keep_offers(one.header.id, one.rows)
    before = everywhere(store)
    series = Series("going-on", 1, 3)
    how = {"people": True, "series": series} if way == "the series goes on" else {"people": True, "ended": None}
    secret = made(Random(4), first, **how)
    rows = [(replace(row, player="nobody-else", wording="nowhere-else"), noted) for row, noted in secret.rows]
    store.create(secret.header)
    if secret.header.ended is None:
        with pytest.raises(NoSuchMatch):
            store.keep_offers(secret.header.id, rows)
        assert secret.header.id not in store.unread_offers(9)
        store.stop(secret.header.id, 0, Stop.PERSON)
        assert everywhere(store) == before
        assert secret.header.id in store.unread_offers(9)
        store.keep_offers(secret.header.id, rows)
    else:
        store.keep_offers(secret.header.id, rows)
        assert everywhere(store) == before
        store.end_series(series.id)
    after = everywhere(store)
    assert "nobody-else" in after
    assert "nowhere-else" in after
    assert secret.header.id in after


def test_a_match_is_read_once_and_again_when_the_index_holds_something_else(store: Store, tmp_path: Path) -> None:
    records = [play_tool(BAR, tool_of(Condition.CHANNEL), seed, created=seed) for seed in (1, 2)]
    for record in records:
        store.save(record)
    ids = [record.header.id for record in reversed(records)]
    assert (store.unread_offers(9), store.unread_offers(1), store.count_unread_offers()) == (ids, ids[:1], 2)
    assert store.offers() == []
    for record in records:
        for _ in range(2):
            store.keep_offers(record.header.id, [(row, Noted()) for row in offers(record)])
    assert (store.unread_offers(9), store.count_unread_offers(), len(store.offers())) == ([], 0, 4)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE match SET offers_form = ? WHERE id = ?", (FORM - 1, ids[0]))
    assert store.unread_offers(9) == ids[:1]
    store.keep_offers(ids[0], ())
    assert (store.unread_offers(9), {one.match for one in store.offers()}) == ([], {ids[1]})


def test_a_deleted_match_leaves_nothing(store: Store, tmp_path: Path) -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL))
    store.save(record)
    store.keep_offers(record.header.id, [(row, Noted("secret-words")) for row in offers(record)])
    store.delete(record.header.id)
    assert store.offers() == []
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert "secret-words" not in "\n".join(connection.iterdump())
    with pytest.raises(NoSuchMatch):
        store.keep_offers(record.header.id, [])


def test_whoever_was_never_chosen_is_listed_without_a_name(store: Store) -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL, trigger=999))
    store.save(record)
    store.keep_offers(record.header.id, [(row, Noted()) for row in offers(record)])
    (one,) = store.offers()
    assert (one.seat, one.kind, one.player, one.name, one.partner) == (None, None, "", "", "")
    assert one.result is Result.NOT_ASKED
    assert store.offer_players() == []
