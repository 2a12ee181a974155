"""Plays a match through the engine and writes it as liars-bar-llm would: records of our own, with house calls."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from games.core import CHANCE, Event
from games.liars_bar.actions import Call, Deal, Pass, Play
from games.liars_bar.events import HouseCalled, Revealed, Shot
from games.liars_bar.state import Phase, State
from games.luck import Luck
from games.registry import GAMES

NAMES = ("Ann", "Bob", "Cleo", "Dai Δ")
NOBODY = "无"
Document = dict[str, Any]


def write(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def play(seed: int, seats: int = 3, calls: float = 0.4, nobody: str | None = NOBODY) -> Document:
    """A whole match between seats that lay anything and call with this probability."""
    game, luck = GAMES["liars_bar"].game("classic"), random.Random(seed)
    state: State = game.start(seats)
    rounds: list[Document] = []
    while game.outcome(state) is None:
        (seat,) = game.acting(state)
        if seat == CHANCE:
            action = game.chance(state, Luck(seed, game.luck(state)))
        elif state.phase is Phase.LAY:
            action = luck.choice(game.legal(state, seat))
        else:
            action = Call() if luck.random() < calls else Pass()
        before, (state, events) = state, game.step(state, {seat: action})
        match action:
            case Deal():
                rounds.append(_round(state))
            case Play(cards):
                mark = f"{state.round}.{len(rounds[-1]['play_history']) + 1}"
                rounds[-1]["play_history"].append(_turn(seat, cards, state, mark))
            case Call() | Pass():
                _respond(rounds[-1], before, events, nobody)
            case _:
                pass
    (winner,) = game.outcome(state).winners
    return {"game_id": f"g{seed}", "player_names": list(NAMES[:seats]), "rounds": rounds, "winner": NAMES[winner]}


def _round(state: State) -> Document:
    names = [NAMES[seat] for seat in state.living]
    everybody = NAMES[: len(state.alive)]
    return {
        "round_id": state.round,
        "target_card": state.target,
        "round_players": names,
        "starting_player": NAMES[state.turn],
        "player_initial_states": [
            {
                "player_name": NAMES[seat],
                "bullet_position": state.chambers[seat] - 1,
                "current_gun_position": state.fired[seat],
                # The engine's order of cards is not theirs.
                "initial_hand": list(reversed(state.hands[seat])),
            }
            for seat in state.living
        ],
        "player_opinions": {
            one: {other: f"{one} → {other}, {state.round}: “谨慎”" for other in everybody if other != one}
            for one in everybody
        },
        "play_history": [],
        "round_result": None,
    }


def _turn(seat: int, cards: tuple[str, ...], state: State, mark: str) -> Document:
    return {
        "player_name": NAMES[seat],
        "played_cards": list(reversed(cards)),
        "remaining_cards": list(reversed(state.hands[seat])),
        "play_reason": f"理由 {mark} 😀",
        "behavior": f"微笑 {mark}",
        "next_player": NAMES[state.turn],
        "was_challenged": False,
        "challenge_reason": f"回应 {mark}\n\t“”",
        "challenge_result": None,
        "play_thinking": f"thinking {mark}" if seat % 2 else "",
        "challenge_thinking": f"rethinking {mark}" if state.turn % 2 else "",
    }


def _respond(told: Document, before: State, events: tuple[Event, ...], nobody: str | None) -> None:
    facts = {type(event): event for event in events}
    revealed, shot, house = facts.get(Revealed), facts.get(Shot), facts.get(HouseCalled)
    turns = told["play_history"]
    if house is not None:
        hand = list(before.hands[house.seat])
        turns.append(
            {
                "player_name": NAMES[house.seat],
                "played_cards": hand,
                "remaining_cards": [],
                "play_reason": "最后一人，自动出牌",
                "behavior": nobody or "",
                "next_player": nobody,
                "challenge_reason": "系统自动质疑",
                "play_thinking": "",
                "challenge_thinking": "",
            }
        )
    if revealed is not None:
        turns[-1] |= {"was_challenged": True, "challenge_result": not revealed.honest}
        shooter = nobody if shot is None else NAMES[shot.seat]
        told["round_result"] = {"shooter_name": shooter, "bullet_hit": shot is not None and shot.dead}


def house_calls(document: Document) -> Iterator[tuple[Document, Document]]:
    """Each round that the house ended, with the turn that tells of it."""
    for told in document["rounds"]:
        if told["play_history"][-1]["play_reason"] == "最后一人，自动出牌":
            yield told, told["play_history"][-1]


def find(wanted: Callable[[Document], bool], seats: int = 3, calls: float = 0.4) -> Document:
    """The first match that is as wanted."""
    return next(document for seed in range(5_000) if wanted(document := play(seed, seats, calls)))


def texts(document: Document) -> list[tuple[str, str, str, str | None]]:
    """Every text of a record that is to be kept, in order: whose, what kind, the text, about whom."""
    found: list[tuple[str, str, str, str | None]] = []
    for told in document["rounds"]:
        for one, others in told["player_opinions"].items():
            found += [(one, "impression", text, other) for other, text in others.items()]
        for turn in told["play_history"]:
            one, other = turn["player_name"], turn["next_player"]
            if other in document["player_names"]:
                found += [(one, "reason", turn["play_reason"], None), (one, "thinking", turn["play_thinking"], None)]
                found += [(one, "manner", turn["behavior"], None), (other, "reason", turn["challenge_reason"], None)]
                found.append((other, "thinking", turn["challenge_thinking"], None))
            else:
                found += [(one, "house", turn["play_reason"], None), (one, "house", turn["challenge_reason"], None)]
    return [text for text in found if text[2]]


@cache
def sample() -> Document:
    """A match of three with passes, calls on lies and on truths, and rounds with three living and with two."""
    return find(
        lambda d: (
            len(d["rounds"][0]["play_history"]) > 1
            and {t["challenge_result"] for r in d["rounds"] for t in r["play_history"]} == {True, False, None}
            and len(d["rounds"]) > 4
            and not list(house_calls(d))
        )
    )


@cache
def housed(lie: bool) -> Document:
    """A match of two whose first round the house ends."""

    def wanted(document: Document) -> bool:
        first = document["rounds"][0]
        return any(told is first and turn["challenge_result"] is lie for told, turn in house_calls(document))

    return find(wanted, seats=2, calls=0.1)
