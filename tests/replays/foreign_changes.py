"""Changes to a foreign record after which the rules must refuse it, and what the refusal says."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.replays import foreign
from tests.replays.foreign import Document

Change = Callable[[Document], Any]


def first_turn(document: Document) -> Document:
    return document["rounds"][0]["play_history"][0]


def last_round(document: Document) -> Document:
    return document["rounds"][-1]


def not_held(document: Document) -> None:
    """Three of a card of which the hand holds fewer."""
    turn = first_turn(document)
    states = document["rounds"][0]["player_initial_states"]
    hand = next(s["initial_hand"] for s in states if s["player_name"] == turn["player_name"])
    turn["played_cards"] = [next(card for card in ("Q", "K", "A", "Joker") if hand.count(card) < 3)] * 3


def deal(document: Document, *hands: list[str]) -> None:
    for state, hand in zip(document["rounds"][0]["player_initial_states"], hands, strict=False):
        state["initial_hand"] = hand


def rename(document: Document, name: str) -> Document:
    """The first player under another name, wherever it stands."""
    old = foreign.NAMES[0]

    def renamed(node: Any) -> Any:
        if isinstance(node, dict):
            return {renamed(key): renamed(value) for key, value in node.items()}
        if isinstance(node, list):
            return [renamed(value) for value in node]
        return name if node == old else node

    changed = renamed(deepcopy(document))
    document.clear()
    document.update(changed)
    return document


def other(document: Document, *names: str) -> str:
    return next(name for name in document["player_names"] if name not in names)


def edit(node: Document, **changes: Any) -> None:
    """Fields of one node; a change that can be called makes the new value from the old one."""
    for key, value in changes.items():
        node[key] = value(node[key]) if callable(value) else value


BROKEN_RULES: dict[str, tuple[Change, str]] = {
    "cards not in hand": (not_held, r"round 1, turn 1: \w+ lays cards that are not in its hand"),
    "no cards": (lambda d: edit(first_turn(d), played_cards=[]), "round 1, turn 1: .* lays 0 cards"),
    "four cards": (lambda d: edit(first_turn(d), played_cards=["Q"] * 4), "round 1, turn 1: .* lays 4 cards"),
    "many cards": (lambda d: edit(first_turn(d), played_cards=["Q"] * 1000), "round 1, turn 1: nobody can hold"),
    "unknown card": (lambda d: edit(first_turn(d), played_cards=["<b>\n"]), "round 1, turn 1: “<b>�” is no card"),
    "unknown left": (lambda d: edit(first_turn(d), remaining_cards=["10"]), "round 1, turn 1: “10” is no card"),
    "unknown target": (lambda d: edit(d["rounds"][1], target_card="Joker"), "round 2: “Joker” is no target"),
    "hand of four": (lambda d: deal(d, ["Q"] * 4), "round 1: these hands cannot be dealt"),
    "hand of six": (lambda d: deal(d, ["Q"] * 6), "round 1: nobody can hold more than 5"),
    "ten Queens": (lambda d: deal(d, ["Q"] * 5, ["Q"] * 5), "round 1: more of a card are dealt than there are: Q"),
    "three Jokers": (lambda d: deal(d, ["Joker"] * 3 + ["Q", "Q"]), "round 1: more of a card .* Joker"),
    "wrong player": (
        lambda d: edit(first_turn(d), player_name=lambda n: other(d, n)),
        "round 1, turn 1: it is the turn of",
    ),
    "unknown player": (lambda d: edit(first_turn(d), player_name="Eve\u202e"), "turn 1: “Eve�” is no player"),
    "wrong responder": (
        lambda d: edit(first_turn(d), next_player=first_turn(d)["player_name"]),
        "round 1, turn 1: .* is to respond",
    ),
    "no responder": (lambda d: edit(first_turn(d), next_player="无"), "round 1, turn 1: .* is to respond"),
    "lost card": (
        lambda d: edit(first_turn(d), remaining_cards=lambda left: left[1:]),
        "round 1, turn 1: the cards .* said to have left",
    ),
    "wrong result": (
        lambda d: edit(last_round(d)["play_history"][-1], challenge_result=lambda r: not r),
        r"round \d+, turn \d+: the result of the call",
    ),
    "missing result": (
        lambda d: edit(last_round(d)["play_history"][-1], challenge_result=None),
        r"round \d+, turn \d+: the result of the call",
    ),
    "result of a pass": (
        lambda d: edit(first_turn(d), challenge_result=False),
        "round 1, turn 1: the result of the call",
    ),
    "wrong shooter": (
        lambda d: edit(d["rounds"][0]["round_result"], shooter_name=lambda n: other(d, n)),
        r"round 1, turn \d+: \w+ shoots, and the record names another",
    ),
    "nobody shot": (lambda d: edit(d["rounds"][0], round_result=None), r"round 1, turn \d+: \w+ shoots"),
    "impossible shot": (
        lambda d: edit(d["rounds"][0]["round_result"], bullet_hit=lambda hit: not hit),
        r"round 1, turn \d+: \w+ fires shot 1 and the bullet is in chamber \d",
    ),
    "survived": (
        lambda d: edit(last_round(d)["round_result"], bullet_hit=False),
        r"round \d+, turn \d+: .* fires shot \d and the bullet is in chamber \d",
    ),
    "turned chamber": (
        lambda d: edit(d["rounds"][1]["player_initial_states"][0], current_gun_position=lambda n: n + 1),
        r"round 2: the revolver of \w+ does not stand",
    ),
    "moved bullet": (
        lambda d: edit(d["rounds"][1]["player_initial_states"][0], bullet_position=lambda n: (n + 1) % 6),
        "round 2: the bullet of Ann is not where it was",
    ),
    "seventh chamber": (
        lambda d: edit(d["rounds"][0]["player_initial_states"][0], bullet_position=6),
        "round 1: a bullet is in no chamber",
    ),
    "chamber below": (
        lambda d: edit(d["rounds"][0]["player_initial_states"][0], bullet_position=-1),
        "round 1: a bullet is in no chamber",
    ),
    "missing player": (lambda d: d["rounds"][0]["round_players"].pop(), "round 1: the players of this round"),
    "player twice": (
        lambda d: edit(d["rounds"][0], round_players=lambda p: [*p, p[0]]),
        "round 1: the players of this round",
    ),
    "missing hand": (lambda d: d["rounds"][0]["player_initial_states"].pop(), "round 1: the players of this round"),
    "risen from the dead": (
        lambda d: edit(last_round(d), round_players=d["player_names"]),
        r"round \d+: the players of this round",
    ),
    "wrong starter": (
        lambda d: edit(d["rounds"][1], starting_player=lambda n: other(d, n)),
        r"round 2: \w+ starts, and the record names another",
    ),
    "unknown starter": (lambda d: edit(d["rounds"][0], starting_player=""), "round 1: “” is no player"),
    "unknown observer": (
        lambda d: edit(d["rounds"][0], player_opinions={"Eve": {"Ann": "?"}}),
        "round 1: “Eve” is no player",
    ),
    "unknown subject": (
        lambda d: edit(d["rounds"][0], player_opinions={"Ann": {"Eve": "?"}}),
        "round 1: “Eve” is no player",
    ),
    "round twice": (lambda d: d["rounds"].insert(1, d["rounds"][0]), "round 2: the number of the round"),
    "rounds out of order": (lambda d: d["rounds"].reverse(), "round 1: the number of the round"),
    "round left out": (lambda d: d["rounds"].pop(1), "round 2: the number of the round"),
    "wrong number": (lambda d: edit(d["rounds"][0], round_id=10**18), "round 1: the number of the round"),
    "huge number": (lambda d: edit(d["rounds"][0], round_id=10**4000), "round 1: the number of the round"),
    "round without plays": (lambda d: edit(d["rounds"][0], play_history=[]), "round 1: the round stops"),
    "round without its call": (
        lambda d: d["rounds"][0]["play_history"].pop(),
        r"round 1, turn \d+: the round stops before a call",
    ),
    "plays after the call": (
        lambda d: d["rounds"][0]["play_history"].append(first_turn(d)),
        r"round 1, turn \d+: the record plays on after the call",
    ),
    "stops early": (lambda d: d["rounds"].pop(), r"round \d+, turn \d+: the match stops before it has a winner"),
    "stops early, no winner": (
        lambda d: edit(d, rounds=lambda r: r[:-1], winner=None),
        r"round \d+, turn \d+: the match stops before it has a winner",
    ),
    "never starts": (lambda d: d["rounds"].clear(), "the match stops before it has a winner"),
    "round after the end": (
        lambda d: d["rounds"].append(d["rounds"][-1]),
        r"round \d+: the match is over, and the record plays on",
    ),
    "wrong winner": (lambda d: edit(d, winner=lambda n: other(d, n)), "the winner is .*, and the record names another"),
    "no winner": (lambda d: edit(d, winner=None), "the winner is .*, and the record names another"),
    "strange winner": (lambda d: edit(d, winner="<script>"), "the winner is .*, and the record names another"),
    "alone": (lambda d: edit(d, player_names=["Ann"]), "it has 1 players"),
    "nobody": (lambda d: edit(d, player_names=[]), "it has 0 players"),
    "five": (lambda d: edit(d, player_names=list("abcde")), "it has 5 players"),
    "same name": (lambda d: edit(d, player_names=["Ann", "Bob", "Ann"]), "two players have the same name"),
    "same but for capitals": (lambda d: rename(d, "bOB"), "two players have the same name"),
    "no text for a database": (
        lambda d: edit(first_turn(d), play_reason="a\0b"),
        "round 1, turn 1: a text holds characters that cannot be written",
    ),
}


HOUSE: dict[str, tuple[Change, str]] = {
    "not told": (lambda r: r["play_history"].pop(), "the round stops before a call"),
    "part of the hand": (
        lambda r: edit(r["play_history"][-1], played_cards=lambda cards: cards[1:]),
        "the house calls the whole hand",
    ),
    "a card kept": (
        lambda r: edit(r["play_history"][-1], remaining_cards=["Q"]),
        "the house calls the whole hand",
    ),
    "another's hand": (
        lambda r: edit(r["play_history"][-1], player_name=lambda n: other({"player_names": r["round_players"]}, n)),
        "the house calls the whole hand",
    ),
    "not called": (lambda r: edit(r["play_history"][-1], was_challenged=False), "has no such call"),
    "called by a player": (lambda r: edit(r["play_history"][-1], next_player=r["round_players"][0]), "no such call"),
    "wrong result": (
        lambda r: edit(r["play_history"][-1], challenge_result=lambda result: not result),
        "the result of the call",
    ),
    "no result": (lambda r: edit(r["play_history"][-1], challenge_result=None), "the result of the call"),
    "told twice": (lambda r: r["play_history"].append(r["play_history"][-1]), "plays on after the call"),
    "wrong hit": (
        lambda r: edit(r["round_result"], bullet_hit=lambda hit: not hit),
        "fires shot 1|nobody shoots, and the record has a shot",
    ),
}
