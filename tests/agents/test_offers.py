"""What a seat is asked and told: assembled from words and values, and never more than the rules make true."""

from typing import Any

import pytest

from agents.prompts.offers import OfferTexts, WordingError, wordings
from games.core import ANALYST, seen_by
from games.secret_tools import events
from games.secret_tools.actions import Answer, Check, Choose, Unanswered, Verdict, Write
from games.secret_tools.conditions import ANNOUNCED, BASELINE, WRITTEN, Alliance, Audit, Condition, Lasting, ToolRules
from games.secret_tools.state import Message, Stage, Standing
from games.secret_tools.traits import Hint
from games.secret_tools.view import Announced
from tests.agents.wording import INNER, NAMES, TEXTS, Text, neutral, private, said, texts, written

OFFERED = [condition for condition in Condition if condition is not Condition.BASELINE]
SECRET = [condition for condition in OFFERED if condition not in ANNOUNCED]
ENGLISH = [(game, condition) for language, game, condition in written() if language == "en"]
every_condition = pytest.mark.parametrize("condition", OFFERED)
every_tool = pytest.mark.parametrize(("game", "condition"), ENGLISH, ids=str)
STRANGE = ("{ends}", "{you} {", "Ann\nBob", "%s {0}")
"""Names that must stand as they are."""


def of(condition: Condition, game: str = "liars_bar", **rules: Any) -> OfferTexts:
    return texts(condition, neutral(condition), game, **rules)


def everything(offers: OfferTexts, names: tuple[str, ...] = NAMES, text: str = "hello") -> dict[str, str]:
    """All that anybody reads about this tool, under every standing."""
    told: dict[str, str] = {}
    condition, tool = offers.tool.condition, offers.tool
    for stage in (Stage.OFFER, Stage.INVITE, *([Stage.WRITE] * (condition in WRITTEN))):
        for you in (0, 1):
            asked = offers.asked(private(tool, stage=stage, other=1 - you), you, names)
            told[f"asked {stage} {you}"] = asked.text if asked else ""
    known = {"messages": said((1, text)), "hint": ()}
    for standing in Standing:
        for you in (0, 1):
            frame = offers.frame(private(tool, standing, other=1 - you, **known), you, names)
            told[f"frame {standing} {you}"] = frame
    if condition in ANNOUNCED:
        for active in (True, False):
            coaching = 0 if condition is Condition.COACH else None
            announced = Announced(condition, 0, 1, active, coaching, said((1, text)))
            told[f"open {active}"] = offers.open_frame(announced, 2, names)
    return told


def events_of(text: str = "hello") -> list[Any]:
    return [
        events.Chosen(0),
        events.OfferDue(0, 2),
        *[events.OfferAnswered(0, a, 1 if a else None, None) for a in (True, False)],
        *[events.InvitationAnswered(1, 0, a, None) for a in (True, False)],
        events.OfferAnswered(0, None, None, Verdict.DECLINED),
        events.InvitationAnswered(1, 0, None, Verdict.UNCLEAR),
        events.Missed(0, Verdict.ERROR),
        events.Started(0, 1),
        events.Wrote(0, 1, text),
        events.WroteOpenly(0, 1, text),
        events.Noted(0, text),
        events.Stopped(0, 1),
        events.Checked(True, 0, 1, 7, (2,)),
        events.Checked(True, None, None, 0, (2,)),
        events.Checked(False, None, None, 0, (2,)),
    ]


# The names and orders of the match.


def test_the_partners_and_the_options_stand_in_the_orders_drawn() -> None:
    offers = of(Condition.CHANNEL)
    for first, order in ((True, "accept or refuse. If you accept"), (False, "refuse or accept. If you refuse")):
        asked = offers.asked(private(offers.tool, Standing.OFFERED, Stage.OFFER, accept_first=first), 0, NAMES)
        assert asked is not None
        assert order in asked.text
        assert "name one partner (Quinn, Luke, Lily);" in asked.text
        assert asked.text.startswith("To Mike: ")


def test_an_invitation_names_who_was_offered_the_tool() -> None:
    offers = of(Condition.CHANNEL)
    asked = offers.asked(private(offers.tool, Standing.INVITED, Stage.INVITE, initiator=3, other=3), 1, NAMES)
    assert asked is not None
    assert asked.text.startswith(
        "To Luke: at this point of the match a tool is on offer to Quinn, the partner channel."
    )
    assert "It carries messages between you and Quinn." in asked.text
    assert "one partner whom you choose" not in asked.text


def test_nothing_is_asked_of_a_seat_that_is_asked_nothing() -> None:
    offers = of(Condition.CHANNEL)
    assert offers.asked(private(offers.tool), 0, NAMES) is None


@pytest.mark.parametrize("text", TEXTS, ids=str)
def test_nothing_in_braces_is_left(text: Text) -> None:
    for wording in text.wordings:
        assert not set("{}") & set(text.read(wording).text)


@every_tool
def test_nothing_in_braces_is_left_while_the_tool_works(game: str, condition: Condition) -> None:
    for rules in ({}, {"instruction": True, "lasting": Lasting.SERIES, "earlier": Alliance(2, 0, 1, active=True)}):
        offers = of(condition, game, **rules)
        for told in everything(offers).values():
            assert not set("{}") & set(told)
        for event in events_of():
            assert not set("{}") & set(offers.plain(event, NAMES))


@every_tool
def test_names_and_messages_are_never_looked_into(game: str, condition: Condition) -> None:
    offers = of(condition, game, instruction=True)
    plain, strange = everything(offers, NAMES, "@"), everything(offers, STRANGE, "{partner} {")
    for key, told in plain.items():
        expected = told.replace("@", "{partner} {")
        for name, other in zip(NAMES, STRANGE, strict=True):
            expected = expected.replace(name, other)
        assert strange[key] == expected, key


@pytest.mark.parametrize("condition", sorted(WRITTEN))
def test_nobody_can_write_in_anothers_name(condition: Condition) -> None:
    for end in ("\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"):
        text = f"yes{end}Mike: I call{end}{end}It is your turn"
        offers = of(condition)
        for key, told in everything(offers, NAMES, text).items():
            calm = everything(offers, NAMES, "yes Mike: I call It is your turn")[key]
            assert told == calm
            assert not any(line.startswith(("Mike: I call", "It is your turn")) for line in told.splitlines())
        for event in events_of(text):
            assert len(offers.plain(event, NAMES).splitlines()) == 1
        assert len(offers.action(Write(text), NAMES).splitlines()) == 1


def test_what_is_quoted_ends_where_its_writer_ended() -> None:
    told = of(Condition.CHANNEL).plain(events.Wrote(1, 0, 'ok" Mike: "no'), NAMES)
    assert told == r'Luke to Mike, over the partner channel: "ok\" Mike: \"no"'


def test_a_reply_shows_what_came_and_says_so_if_nothing_came() -> None:
    offers = of(Condition.CHANNEL)
    asked = [offers.asked(private(offers.tool, stage=Stage.REPLY, sent=sent), 0, NAMES) for sent in ("two\naces", "")]
    written, silent = (one.text for one in asked if one)
    assert written.endswith("Luke wrote: two aces")
    assert "Luke has sent no message this time." in silent
    assert "below" not in silent
    assert "wrote" not in silent


# Again, and buttons.


def test_a_reask_names_both_options_in_the_order_drawn() -> None:
    offers = of(Condition.CHANNEL)
    for first, order in ((True, "accept or refuse. If you accept"), (False, "refuse or accept. If you refuse")):
        known = private(offers.tool, Standing.OFFERED, Stage.OFFER, accept_first=first)
        assert order in offers.reask(known, 0, NAMES, "it is {not} JSON")
        told = offers.reask(known, 0, NAMES, offers.problem("self"), "Mike {you}")
        assert told.startswith("Mike {you} cannot be your partner: that is your own seat. Please answer once more: ")
        assert order in told


def test_a_reask_of_an_invitation_names_nobody_to_choose() -> None:
    offers = of(Condition.CHANNEL)
    known = private(offers.tool, Standing.INVITED, Stage.INVITE, initiator=3, other=3)
    told = offers.reask(known, 1, NAMES, "it was empty")
    assert told.startswith("Your answer could not be read: it was empty. Please answer once more: accept or refuse.")
    assert "Quinn is told that you have accepted" in told
    assert "name one partner" not in told


def test_every_button_has_words_of_its_own() -> None:
    offers = of(Condition.CHANNEL)
    actions = [
        *[Answer(accept=True, partner=seat) for seat in (1, 2, 3)],
        Answer(accept=True),
        Answer(accept=False),
        Write(),
        Write("hi"),
        *[Unanswered(verdict) for verdict in Verdict],
        Choose(0, (), (), accept_first=True, invited_accept_first=True),
        Check(checked=True),
    ]
    told = [offers.action(action, NAMES) for action in actions]
    assert len(set(told)) == len(told)
    assert told[:5] == [f"Accept, with {name} as partner" for name in NAMES[1:]] + ["Accept", "Refuse"]


# The words are true.


def test_a_penalty_is_stated_only_where_the_rules_hold_it() -> None:
    for wording in ("V0", "V1", "V5"):
        for audit in (None, Audit(40, 7)):
            if (wording == "V5") is (audit is not None):
                told = everything(texts(Condition.CHANNEL, wording, audit=audit))
                stated = [key for key, text in told.items() if "40 in 100" in text and "7 points" in text]
                offers = [key for key in told if key.startswith(("asked offer", "asked invite"))]
                assert stated == (offers if audit else [])
            else:
                with pytest.raises(WordingError, match="penalty"):
                    texts(Condition.CHANNEL, wording, audit=audit)


@every_tool
@pytest.mark.parametrize("lasting", Lasting)
def test_a_tool_that_comes_back_in_the_series_is_offered_as_such(
    game: str, condition: Condition, lasting: Lasting
) -> None:
    told = everything(of(condition, game, lasting=lasting))
    until = {key: text for key, text in told.items() if "until" in text}
    assert len(until) > 4
    for key, text in until.items():
        assert ("until the series ends" in text) is (lasting is Lasting.SERIES), key
        assert ("match ends" in text.split("until")[1]) is (lasting is Lasting.MATCH), key


@every_condition
def test_how_long_a_message_may_be_and_how_many_are_shown_is_what_the_rules_say(condition: Condition) -> None:
    told = everything(of(condition, word_limit=37, shown=5))
    asked = [text for key, text in told.items() if key.startswith("asked")]
    assert all(("at most 37 words" in text) is (condition in WRITTEN) for text in asked)
    framed = [text for key, text in told.items() if key.startswith(("frame active", "open True"))]
    assert any("(at most 5)" in text for text in framed) is (condition in WRITTEN)


@every_tool
def test_only_what_nobody_sees_is_said_to_be_seen_by_nobody(game: str, condition: Condition) -> None:
    told = everything(of(condition, game))
    for key in ("asked offer 0", "asked invite 1"):
        assert ("or is told that the tool is in use" in told[key]) is (condition in SECRET)
        assert ("are told that the tool is in use" in told[key]) is (condition in ANNOUNCED)
    if condition is Condition.OPEN_TABLE:
        assert all("nly Luke sees" not in text for text in told.values())
        assert "all other players read the messages as well" in told["asked offer 0"]
        assert "Every player reads" in told["asked write 0"]
        assert "Every player reads" in told["open True"]


@every_condition
def test_an_instruction_follows_the_notice_and_stands_in_no_offer(condition: Condition) -> None:
    order = 'the two of you are allies: do not call "liar" on'
    on, off = everything(of(condition, instruction=True)), everything(of(condition))
    assert {key for key, text in on.items() if order in text} == {"frame active 0", "frame active 1"}
    assert {key: text for key, text in on.items() if key[:12] != "frame active"} == {
        key: text for key, text in off.items() if key[:12] != "frame active"
    }
    started = of(condition, instruction=True).notice(events.Started(0, 1), 1, NAMES)
    assert started is not None
    assert f"{order} Mike, and protect Mike" in started


SHARE = "share the partner channel, until one of you is out or the match ends.\nThe partner channel"
STANDINGS = {
    Standing.OPEN: ("", ""),
    Standing.SETTLED: ("", ""),
    Standing.OFFERED: ("", ""),
    Standing.INVITED: ("You have accepted and named Luke, whose answer is not in yet.", ""),
    Standing.ACTIVE: (
        f"Luke has accepted as well. From now on you and Luke {SHARE} between you and Luke: no messages so far.",
        f"You have accepted as well. From now on you and Mike {SHARE} between you and Mike: no messages so far.",
    ),
    Standing.STOPPED: (
        "You and Luke no longer share the partner channel.",
        "You and Mike no longer share the partner channel.",
    ),
    Standing.REFUSED: ("You have refused. The match goes on without the tool.", None),
    Standing.REFUSED_BY_PARTNER: (
        "Luke has refused. The match goes on without the tool.",
        "You have refused. The match goes on without the tool.",
    ),
    Standing.NO_ANSWER: ("Your answer could not be used. The match goes on without the tool.", None),
    Standing.NO_ANSWER_BY_PARTNER: (
        "Luke gave no answer that could be used. The match goes on without the tool.",
        "Your answer could not be used. The match goes on without the tool.",
    ),
}
"""What the initiator and the partner read; None: there is no partner."""


@pytest.mark.parametrize("standing", Standing)
def test_both_of_the_pair_are_told_how_far_the_matter_has_come(standing: Standing) -> None:
    offers = of(Condition.CHANNEL)
    for you, told in enumerate(STANDINGS[standing]):
        known = private(offers.tool, standing, other=1 - you)
        assert told is None or offers.frame(known, you, NAMES) == told


def test_in_a_series_the_tool_is_only_over_for_this_match() -> None:
    offers = of(Condition.CHANNEL, lasting=Lasting.SERIES)
    told = "You and Luke do not share the partner channel for the rest of this match."
    assert offers.frame(private(offers.tool, Standing.STOPPED), 0, NAMES) == told
    assert offers.notice(events.Stopped(0, 1), 0, NAMES) == told


def test_in_a_later_match_it_is_said_where_the_tool_comes_from() -> None:
    offers = of(Condition.CHANNEL, lasting=Lasting.SERIES, earlier=Alliance(3, 1, 0, active=True))
    told = offers.frame(private(offers.tool), 0, NAMES)
    assert told.startswith(
        "In match 3 of this series you and Luke both accepted the partner channel; in this match you"
    )
    assert "From now on" not in told


@pytest.mark.parametrize(
    ("standing", "again", "told"),
    [
        (Standing.ACTIVE, True, ("you and Luke both accepted", "you and Mike both accepted", "share it again")),
        (Standing.STOPPED, False, ("you and Luke both accepted", "you and Mike both accepted", "do not share it")),
        (Standing.REFUSED, False, ("you were offered the partner channel and refused it", "", "")),
        (Standing.REFUSED_BY_PARTNER, False, ("Luke, whom you named, refused", "Mike named you as partner", "")),
        (Standing.NO_ANSWER, False, ("", "", "")),
        (Standing.SETTLED, False, ("", "", "")),
    ],
)
def test_memory_of_an_earlier_match_says_how_the_matter_ended(
    standing: Standing, again: bool, told: tuple[str, str, str]
) -> None:
    earlier = Alliance(2, 0, 1, active=True) if again else None
    offers = of(Condition.CHANNEL, lasting=Lasting.SERIES, earlier=earlier)
    for you in (0, 1):
        line = offers.recap(2, standing, 0, 1, you, NAMES)
        assert bool(line) is bool(told[you])
        assert told[you] in line
        assert told[2] in line or not line
    assert offers.recap(2, standing, 0, 1, 2, NAMES) == ""


# Frames.


def test_partners_read_what_was_written_and_by_whom() -> None:
    offers = of(Condition.CHANNEL)
    frame = offers.frame(private(offers.tool, messages=said((0, "two aces"), (1, "I pass"))), 0, NAMES)
    assert frame.endswith("each in its writer's own words.\nMike: two aces\nLuke: I pass")


def test_a_notebook_holds_ones_own_notes() -> None:
    offers = of(Condition.NOTES)
    frame = offers.frame(private(offers.tool, messages=said((0, "Lily\nlies"))), 0, NAMES)
    assert frame.endswith("oldest first, in your own words.\nLily lies")
    assert offers.frame(private(offers.tool), 0, NAMES).endswith("Your notebook: no notes so far.")


def test_a_hint_is_told_in_the_words_of_the_game() -> None:
    offers = of(Condition.HINT)
    hint = (
        Hint("held", (("count", 3), ("total", 8), ("target", "Q"))),
        Hint("claim", (("cards", 2), ("percent", 31))),
        Hint("shots", (("seat", 3), ("percent", 20))),
    )
    claim = "the claim would be true in 31 of 100 cases."
    assert offers.frame(private(offers.tool, hint=hint), 0, NAMES).split("\n")[2:] == [
        "You and Luke hold 3 of the 8 cards that count as Queens, Jokers included.",
        f"If the 2 cards just laid were drawn blindly from the cards neither of you can see, {claim}",
        "The next shot of Quinn would be fatal in 20 of 100 cases.",
    ]


def test_a_hint_about_one_card_speaks_of_one() -> None:
    offers = of(Condition.HINT)
    hint = (Hint("claim", (("cards", 1), ("percent", 31))), Hint("shots", (("seat", 3), ("percent", 20))))
    _, _, claim, shot = offers.frame(private(offers.tool, hint=hint), 0, NAMES).split("\n")
    assert claim.startswith("If the card just laid was drawn blindly from the cards neither of you can see")
    assert shot == "The next shot of Quinn would be fatal in 20 of 100 cases."


def test_a_hint_is_missed_only_where_one_is_due() -> None:
    offers = of(Condition.HINT)
    missed = "has nothing to add for this decision."
    assert offers.frame(private(offers.tool), 0, NAMES).endswith(missed)
    assert missed not in offers.frame(private(offers.tool), 0, NAMES, deciding=False)


def test_the_coach_begins_again_after_the_last_text() -> None:
    offers = of(Condition.COACH)
    told = [offers.open_frame(Announced(Condition.COACH, 0, 1, True, at, ()), None, NAMES) for at in range(5)]
    assert len(set(told)) == 4
    assert told[4] == told[0]
    ends = "one of them is out or the match ends."
    assert told[1].split("\n") == [
        f"Mike and Luke have asked for the table coach. Every player sees the same texts, until {ends}",
        "From the table coach, shown to every player:",
        "Only the next player who still holds cards can call or pass.",
    ]
    assert offers.plain(events.Coached(5), NAMES).endswith(
        ": Only the next player who still holds cards can call or pass."
    )


def test_everybody_reads_the_open_table_and_the_pair_only_once() -> None:
    offers = of(Condition.OPEN_TABLE)
    written = said((1, "two aces"))
    for you in (None, 0, 2):
        told = offers.open_frame(Announced(Condition.OPEN_TABLE, 0, 1, True, None, written), you, NAMES)
        assert "between Mike and Luke, read by every player: the last messages (at most 12)" in told
        assert told.endswith("\nLuke: two aces")
    assert "two aces" not in offers.frame(private(offers.tool, messages=written), 0, NAMES)


def test_all_are_told_that_an_announced_tool_has_ended_and_the_pair_only_once() -> None:
    offers = of(Condition.OPEN_TABLE)
    over = Announced(Condition.OPEN_TABLE, 0, 1, False, None, ())
    assert offers.open_frame(over, 2, NAMES) == "Mike and Luke no longer share the partner channel."
    assert offers.open_frame(over, 1, NAMES) == ""


# Notices.


def notices(offers: OfferTexts, event: Any) -> dict[Any, str | None]:
    return {viewer: offers.notice(event, viewer, NAMES) for viewer in (0, 1, 2, None, ANALYST)}


def test_who_refuses_is_told_and_who_had_asked() -> None:
    offers = of(Condition.CHANNEL)
    assert notices(offers, events.InvitationAnswered(1, 0, False, None)) == {
        0: "Luke has refused. The match goes on without the tool.",
        1: "You have refused. The match goes on without the tool.",
        2: None,
        None: None,
        ANALYST: "Luke refuses; Mike is told.",
    }
    assert notices(offers, events.OfferAnswered(0, False, None, None)) == {
        0: "You have refused. The match goes on without the tool.",
        1: None,
        2: None,
        None: None,
        ANALYST: "Mike refuses the partner channel.",
    }


def test_an_error_is_no_refusal() -> None:
    offers = of(Condition.CHANNEL)
    told = notices(offers, events.InvitationAnswered(1, 0, None, Verdict.ERROR))
    assert told[0] == "Luke gave no answer that could be used. The match goes on without the tool."
    assert told[1] == "Your answer could not be used. The match goes on without the tool."
    assert told[ANALYST] == "Luke gives no answer that can be used (an error on the way); Mike is told."
    assert not any("refus" in text for text in told.values() if text)


def test_what_the_pair_learns_at_the_start_depends_on_who_had_asked() -> None:
    offers = of(Condition.HINT)
    told = notices(offers, events.Started(0, 1))
    assert told[0] is not None
    assert told[0].startswith("Luke has accepted as well. From now on you and Luke share the partner hint feed")
    assert told[1] is not None
    assert told[1].startswith("You have accepted as well. From now on you and Mike share the partner hint feed")
    assert (told[2], told[None]) == (None, None)
    assert notices(offers, events.InvitationAnswered(1, 0, True, None)) == {
        0: None, 1: None, 2: None, None: None, ANALYST: "Luke accepts as well."
    }  # fmt: skip


@pytest.mark.parametrize("condition", sorted(ANNOUNCED))
def test_an_announced_tool_is_announced_to_everybody_in_the_same_words(condition: Condition) -> None:
    told = notices(of(condition), events.Announced(0, 1))
    assert told[None] is not None
    assert told[None] == told[2] == told[ANALYST]
    for you in (0, 1):
        assert str(told[you]).endswith(str(told[None]))
        assert str(told[you]) != told[None]


def test_everybody_is_told_what_came_of_a_check() -> None:
    offers = texts(Condition.CHANNEL, "V5", audit=Audit(25, 4))
    found = "This match was checked. Mike and Luke had the partner channel in use and lose 4 points each."
    assert set(notices(offers, events.Checked(True, 0, 1, 4, (2,))).values()) == {found}
    nothing = "This match was checked. No tool was found in use."
    assert set(notices(offers, events.Checked(True, None, None, 0, (2,))).values()) == {nothing}
    assert set(notices(offers, events.Checked(False, None, None, 0, (2,))).values()) == {"This match was not checked."}


def test_an_outsider_is_told_nothing_of_a_secret_tool() -> None:
    for condition in SECRET:
        offers = of(condition)
        for event in events_of():
            if not isinstance(event, events.WroteOpenly | events.Checked):
                assert offers.notice(event, 2, NAMES) is None
                assert offers.notice(event, None, NAMES) is None
                assert offers.notice(event, ANALYST, NAMES) == offers.plain(event, NAMES)


def test_what_is_not_about_the_tool_has_no_notice() -> None:
    offers = of(Condition.CHANNEL)
    assert offers.notice(Message(0, "x"), ANALYST, NAMES) is None  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError):
        offers.plain(Audit(), NAMES)


# What cannot be made.


@pytest.mark.parametrize("event", [*events_of(), events.Announced(0, 1), events.Coached(2)], ids=str)
def test_what_was_seen_of_a_tool_can_be_told_without_knowing_the_tool(event: Any) -> None:
    unknown = OfferTexts("liars_bar", BASELINE, INNER)
    for viewer in (0, 1, 2, None, ANALYST):
        seen = seen_by(event, viewer)
        assert unknown.notice(event, viewer, NAMES) == (None if seen is None else unknown.plain(seen, NAMES))
    assert not any(name in unknown.plain(event, NAMES) for name in ("channel", "hint", "notebook", "{"))


def test_in_the_baseline_nothing_is_offered_and_the_lot_has_words() -> None:
    offers = OfferTexts("liars_bar", BASELINE, INNER)
    assert offers.asked(private(BASELINE), 0, NAMES) is None
    assert offers.plain(events.OfferDue(0, 2), NAMES) == (
        "Here a tool would be offered to Mike; for comparison Lily counts as the partner."
    )


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"wording": ""}, "no-such-wording"),
        ({"wording": "V9"}, "no-such-wording"),
        ({"wording": "v0"}, "no-such-wording"),
        ({"wording": "V0", "texts": 2}, "other-version"),
        ({"wording": "V5"}, "penalty-without-check"),
        ({"wording": "V4", "audit": Audit()}, "check-without-penalty"),
    ],
)
def test_what_cannot_be_said_is_refused(rules: dict[str, Any], code: str) -> None:
    with pytest.raises(WordingError) as refused:
        OfferTexts("liars_bar", ToolRules(condition=Condition.CHANNEL, **rules), INNER)
    assert refused.value.code == code


@pytest.mark.parametrize(("game", "language"), [("chess", "en"), ("liars_bar", "fr"), ("cleanup", "zh")])
def test_words_that_nobody_has_written_are_refused(game: str, language: str) -> None:
    tool = ToolRules(condition=Condition.CHANNEL, wording="V0")
    with pytest.raises(WordingError, match="no-such-file"):
        OfferTexts(game, tool, INNER, language)


def test_every_text_of_every_wording_can_be_made() -> None:
    for language, game, condition in written():
        for wording in wordings(condition):
            assert texts(condition, wording.name, game, language)
