"""What came of each offer and invitation, from the record alone; an error is never a refusal."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from games.decision import Provenance, Trace, TraceKind
from games.registry import GAMES
from games.secret_tools.actions import Answer, Verdict
from games.secret_tools.conditions import Alliance, Audit, Condition, Lasting
from games.secret_tools.state import INVITE, OFFER
from replays.offers import OfferRow, Result, Role, due, offers, tallies, terms
from replays.record import Kind, Record, Seating, Stop, Substitution
from replays.refusal import RecordError
from replays.replay import refold
from tests.replays.asked import asked
from tests.replays.played import Case, play, unfinished
from tests.replays.tooled import BAR, TOYS, WORDING, answering, first, inner, play_tool, tool_of, with_traits

E, T = Verdict.ERROR, Verdict.TIMEOUT
COURSES: Mapping[str, tuple[list[Verdict | bool], list[Verdict | bool], list[tuple[str, str, int]]]] = {
    "both accept": ([True], [True], [("offer", "accept", 1), ("invitation", "accept", 1)]),
    "refused": ([False], [], [("offer", "refuse", 1)]),
    "refused by the partner": ([True], [False], [("offer", "accept", 1), ("invitation", "refuse", 1)]),
    "unclear": ([Verdict.UNCLEAR], [], [("offer", "unclear", 1)]),
    "no such partner": ([Verdict.INVALID_PARTNER], [], [("offer", "invalid-partner", 1)]),
    "declined": ([Verdict.DECLINED], [], [("offer", "declined", 1)]),
    "an error, then accepted": ([E, True], [True], [("offer", "accept", 2), ("invitation", "accept", 1)]),
    "errors to the last": ([E, T, E], [], [("offer", "error", 3)]),
    "silence to the last": ([E, E, T], [], [("offer", "timeout", 3)]),
    "an error, then refused": ([E, T, False], [], [("offer", "refuse", 3)]),
    "the partner is silent": ([True], [T, T, T], [("offer", "accept", 1), ("invitation", "timeout", 3)]),
    "the partner answers late": ([True], [E, True], [("offer", "accept", 1), ("invitation", "accept", 2)]),
    "the partner is unclear": ([True], [Verdict.UNCLEAR], [("offer", "accept", 1), ("invitation", "unclear", 1)]),
}


@with_traits
@pytest.mark.parametrize("course", COURSES)
def test_each_course_has_its_rows(case: Case, course: str) -> None:
    said, invited, expected = COURSES[course]
    record = play_tool(case, tool_of(Condition.CHANNEL), 5, plan=answering([*said], [*invited]))
    rows = offers(record)
    assert [(row.role, row.result, row.tries) for row in rows] == expected
    one = due(record)
    assert one is not None
    for row in rows:
        assert (row.match, row.condition, row.wording) == (record.header.id, Condition.CHANNEL, WORDING)
        assert (row.kind, row.player, row.shadow) == (Kind.SCRIPTED, "random", one.partner)
    assert (rows[0].seat, rows[0].seq) == (one.seat, first(record, OFFER) + rows[0].tries) or rows[0].tries > 1
    assert (rows[0].named is not None) == (rows[0].result is Result.ACCEPT)
    if len(rows) == 2:
        assert (rows[1].seat, rows[1].named) == (rows[0].named, rows[0].seat)


@with_traits
def test_where_and_when(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.HINT, offer_to=1), 6, plan=answering([Answer(True, 3)], [True]))
    offer, invitation = offers(record)
    at = first(record, OFFER)
    states = [frame.state for frame in refold(record)]
    assert (offer.seq, invitation.seq) == (at + 1, at + 2)
    traits = GAMES[case.game].traits
    assert traits is not None
    assert offer.round == invitation.round == traits.round(states[at].inner) == 2
    assert (offer.seat, offer.named, invitation.seat, invitation.named) == (1, 3, 3, 1)
    assert (offer.messages, invitation.messages) == ((), ())
    step = record.steps[at]
    assert offer.traces == tuple(t for t in step.traces if t.kind is not TraceKind.MANNER) != ()
    one = due(record)
    assert one is not None
    assert (one.seq, one.round, one.seat) == (at, 2, 1)


@with_traits
def test_messages_are_those_that_were_kept_of_each(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.OPEN_TABLE), 5)
    state = list(refold(record))[-1].state
    assert len(state.matter.messages) > 3
    for row in offers(record):
        assert row.seq is not None
        assert [text for _, text in row.messages] == [m.text for m in state.matter.messages if m.seat == row.seat]
        assert all(seq > row.seq for seq, _ in row.messages)


@with_traits
def test_the_baseline_has_no_offer_but_what_would_have_been_one(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.BASELINE), 5)
    assert offers(record) == ()
    there = due(play_tool(case, tool_of(Condition.CHANNEL), 5))
    assert due(record) == there is not None


def test_a_match_without_any_tool_has_neither() -> None:
    for record in (play_tool(BAR, None, 5), play(TOYS, 1).record, inner(play_tool(BAR, tool_of(Condition.HINT), 5))):
        assert (offers(record), due(record)) == ((), None)


def test_what_was_settled_before_is_not_counted_again() -> None:
    record = play_tool(TOYS, tool_of(Condition.CHANNEL, earlier=Alliance(1, 0, 2, active=True)), 5)
    assert "Wrote" in str(record.steps)
    assert offers(record) == ()


@with_traits
@pytest.mark.parametrize("named", [None, 2])
def test_an_offer_that_was_never_reached(case: Case, named: int | None) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL, trigger=999, offer_to=named), 5)
    (row,) = offers(record)
    assert (row.role, row.result, row.tries) == (Role.OFFER, Result.NOT_ASKED, 0)
    assert (row.seat, row.seq, row.round, row.shadow, row.named) == (named, None, None, None, None)
    assert (row.kind, row.player) == ((None, "") if named is None else (Kind.SCRIPTED, "random"))
    assert due(record) is None
    running = unfinished(record, 5)
    assert offers(running) == ()


def stopped(record: Record, steps: int) -> Record:
    """The same match, stopped after so many steps."""
    return unfinished(record, steps, ended=1, stopped=Stop.PERSON)


@with_traits
def test_a_match_that_is_stopped_in_the_middle_of_an_offer(case: Case) -> None:
    record = play_tool(case, tool_of(Condition.CHANNEL), 5)
    whole, at = offers(record), first(record, OFFER)
    (row,) = offers(stopped(record, at))
    assert (row.result, row.seat, row.round, row.tries) == (Result.NOT_ASKED, whole[0].seat, 2, 0)
    assert row.shadow == whole[0].shadow is not None
    assert offers(unfinished(record, at)) == ()
    assert [(r.role, r.result) for r in offers(stopped(record, first(record, INVITE)))] == [("offer", "accept")]


def test_a_match_that_ends_before_an_error_is_made_good() -> None:
    record = play_tool(TOYS, tool_of(Condition.CHANNEL, trigger=5), 5, plan=answering([T], []))
    (row,) = offers(record)
    assert (row.result, row.tries) == (Result.TIMEOUT, 1)


def test_who_has_taken_the_seat_is_who_answers() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    at, (before, _) = first(record, OFFER), offers(record)
    assert before.seat is not None
    for after, player in ((at, "bold"), (at + 1, "random")):
        taken = (
            Substitution(0, before.seat, Kind.PERSON, "Wren"),
            Substitution(after, before.seat, Kind.SCRIPTED, "bold"),
        )
        row = offers(replace(record, header=replace(record.header, substitutions=taken)))[0]
        assert (row.kind, row.player) == ((Kind.SCRIPTED, "bold") if player == "bold" else (Kind.PERSON, "Wren"))


def with_rule(record: Record, seat: int, text: str) -> OfferRow:
    """The row of the offer, where a rule stands beside the answer."""
    at = first(record, OFFER)
    steps = list(record.steps)
    rule = Trace(seat, TraceKind.RULE, text, Provenance.NOT_RECORDED)
    steps[at] = replace(steps[at], traces=(*steps[at].traces, rule))
    return offers(Record(record.header, tuple(steps)))[0]


def test_an_answer_that_its_own_prose_contradicts_is_marked() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    seat = offers(record)[0].seat
    assert seat is not None
    assert with_rule(record, seat, "contradicts").contradicts
    assert not with_rule(record, seat, "structured").contradicts
    assert not with_rule(record, (seat + 1) % 4, "contradicts").contradicts
    assert TraceKind.RULE not in {t.kind for t in with_rule(record, seat, "contradicts").traces}


def test_all_that_a_model_was_asked_for_it_stands_in_its_row() -> None:
    record = asked(play_tool(BAR, tool_of(Condition.CHANNEL), 5, plan=answering([E, True], [True])), 0, 1, 2, 3)
    for row in offers(record):
        made = [call for step in record.steps for call in step.calls if call in row.calls]
        assert list(row.calls) == made != []
        assert {call.seat for call in row.calls} == {row.seat}
        assert row.kind is Kind.MODEL
        assert row.player == f"#model-{row.seat}-0#"
    seat = offers(record)[0].seat
    tried = [
        step.seq
        for step in record.steps
        if f'[{seat},"Answer"' in str(step.actions) or "Unanswered" in str(step.actions)
    ]
    assert len(tried) == 2
    assert offers(record)[0].calls == tuple(call for seq in tried for call in record.steps[seq - 1].calls)


def test_a_viewpoint_alone_tells_no_rows() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL), 5)
    with pytest.raises(RecordError, match="one viewpoint"):
        offers(replace(record, header=replace(record.header, view="public")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("audit", None),
        ("audit", Audit(51)),
        ("refusal_reward", 1),
        ("sealed", True),
        ("lasting", Lasting.SERIES),
        ("instruction", True),
        ("word_limit", 50),
        ("shown", 3),
        ("texts", 2),
    ],
)
def test_offers_that_read_or_go_on_differently_are_counted_apart(name: str, value: object) -> None:
    usual = tool_of(Condition.CHANNEL)
    rows: list[OfferRow] = []
    for tool in (usual, replace(usual, trigger=1, offer_to=1), replace(usual, **{name: value})):
        (row,) = offers(play_tool(BAR, tool, plan=answering([False], [])))
        assert row.terms == terms(BAR.game, tool)
        rows.append(row)
    assert [tally.answers for tally in tallies(rows).values()] == [2, 1]
    never = offers(play_tool(BAR, replace(usual, trigger=999, **{name: value})))
    assert [row.terms for row in never] == [rows[2].terms]
    assert terms("another game", usual) != rows[0].terms


def test_strangers_of_one_name_or_of_several_are_people() -> None:
    (row,) = offers(play_tool(BAR, tool_of(Condition.CHANNEL), plan=answering([False], [])))
    people = [replace(row, kind=Kind.PERSON, player=name) for name in ("Guest", "Guest", "Ada")]
    assert [(group.player, tally.answers) for group, tally in tallies(people).items()] == [("", 3)]


def test_an_ended_match_that_lost_steps_tells_no_rows() -> None:
    record = play_tool(BAR, tool_of(Condition.CHANNEL))
    lost = replace(record, steps=record.steps[:-1])
    with pytest.raises(RecordError) as refused:
        offers(lost)
    assert refused.value.code == "wrong-length"
    assert offers(unfinished(record, len(lost.steps))) != ()


def test_people_programs_and_models_are_counted_apart_and_errors_outside_the_rate() -> None:
    rows: list[OfferRow] = []
    for kind, said in [
        (Kind.MODEL, [True, True, False, E, Verdict.DECLINED]),
        (Kind.PERSON, [True]),
        (Kind.SCRIPTED, [T]),
    ]:
        for number, answer in enumerate(said):
            plan = answering([answer] * 3, [False])
            record = play_tool(TOYS, tool_of(Condition.CHANNEL), number, plan=plan)
            seats = tuple([Seating(who.name, kind, "same") for who in record.header.seats])
            rows += [
                r for r in offers(replace(record, header=replace(record.header, seats=seats))) if r.role == "offer"
            ]
    found = tallies(rows)
    of = {group.kind: tally for group, tally in found.items()}
    assert list(of) == [Kind.MODEL, Kind.PERSON, Kind.SCRIPTED]
    assert len(found) == 3
    model = of[Kind.MODEL]
    assert set(model.counts) == set(Result)
    assert {result: count for result, count in model.counts.items() if count} == {
        Result.ACCEPT: 2,
        Result.REFUSE: 1,
        Result.ERROR: 1,
        Result.DECLINED: 1,
    }
    assert (model.answers, model.accepted) == (3, 2 / 3)
    assert model.interval is not None
    assert [round(end, 4) for end in model.interval] == [0.2077, 0.9385]
    assert (of[Kind.SCRIPTED].accepted, of[Kind.SCRIPTED].interval) == (None, None)
