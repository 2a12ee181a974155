"""A person's own side of the table: the hand, the question, and what each answer risks as far as the seat knows."""

from collections.abc import Sequence
from typing import Any

from app.scenes.liars_bar.wording import TEXT, chance, face, notation, points, revolver
from games.liars_bar.actions import honest
from games.liars_bar.hints import responder, seen
from games.liars_bar.notation import signed
from games.liars_bar.state import Phase
from games.liars_bar.view import Observation
from games.secret_tools.conditions import Advantage
from replays.refusal import shown

Json = dict[str, Any]


def mine(o: Observation) -> Json | None:
    """The viewer's hand and revolver; None for a spectator."""
    if o.seat is None:
        return None
    held = o.turn is not None and o.target is not None and o.alive[o.seat]
    note = (
        "" if o.hand and held else TEXT["hand_empty" if held else "hand_none"] if o.alive[o.seat] else TEXT["you_died"]
    )
    return {
        "hand": [face(card, o.target, o.rules) for card in o.hand] if held and o.target else [],
        "odds": revolver(o, o.seat),
        "points": points(o, o.seat),
        "fired": o.fired[o.seat],
        "chambers": o.rules.chambers,
        "note": note if o.phase is not Phase.ENDED else "",
    }


def ask(o: Observation, names: Sequence[str], favour: Advantage) -> Json | None:  # noqa: ARG001  these rules favour nobody
    """What the viewer is to decide; None while nothing is asked of it."""
    if o.seat is None or o.seat not in o.waiting_for:
        return None
    names = [shown(name) for name in names]
    responding = o.phase is Phase.RESPOND
    asked = {"decision": o.decision, "most": o.rules.most_laid, "say_limit": o.rules.say_limit, "notes": [_known(o)]}
    if not responding:
        lay = {"kind": "lay", "call": None, "pass": None, "then_lay": False, "lay": {"risk": _lay_risk(o, names)}}
        most = min(o.rules.most_laid, len(o.hand))
        return asked | lay | {"question": TEXT["lay" if most > 1 else "lay_one"].format(most=most)}
    last = o.table[-1]
    question = TEXT["respond"].format(player=names[last.seat], count=notation(o.rules).count(last.cards))
    then = any(held for seat, held in enumerate(o.held) if seat != o.seat)
    answers = {"call": {"risks": _call_risks(o, names)}, "pass": {"risk": _pass_risk(o, then=then)}}
    # What is laid after a pass is answered by whoever holds cards then; before the pass nobody knows better.
    lay = {"risk": _lay_risk(o, names)} if then else None
    return asked | {"kind": "respond", "question": question, "then_lay": then, "lay": lay} | answers


def _known(o: Observation) -> str:
    """How many cards of the deck are true, and how many of them this seat has seen."""
    target = o.target
    assert target is not None
    true = [sum(honest((card,), target) for card in cards) for cards in (o.rules.deck, seen(o))]
    claim = notation(o.rules).text["cards"][target]
    return TEXT["known"].format(true=true[0], deck=len(o.rules.deck), target=claim, seen=true[1])


def _call_risks(o: Observation, names: Sequence[str]) -> list[str]:
    assert o.seat is not None
    player, worth = o.table[-1].seat, o.rules.points
    told = {"player": names[player], "theirs": chance(o, player), "mine": chance(o, o.seat)}
    if worth is None:
        return [TEXT["call_right"].format(**told), TEXT["call_wrong"].format(**told)]
    told |= {"right": signed(worth.right_call), "wrong": signed(worth.wrong_call)}
    return [TEXT["call_right_points"].format(**told), TEXT["call_wrong_points"].format(**told)]


def _pass_risk(o: Observation, *, then: bool) -> str:
    assert o.seat is not None
    assert o.target is not None
    if then:
        worth = o.rules.points
        return TEXT["pass"] if worth is None else TEXT["pass_points"].format(points=signed(worth.honest_pass))
    which = "house_true" if honest(o.hand, o.target) else "house_lie"
    return TEXT[which].format(mine=chance(o, o.seat))


def _lay_risk(o: Observation, names: Sequence[str]) -> str:
    assert o.seat is not None
    other = responder(o)
    return TEXT["lay_risk"].format(name=names[other], mine=chance(o, o.seat), theirs=chance(o, other))
