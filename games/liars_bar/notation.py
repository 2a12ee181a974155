"""Actions, events and observations of Liar's Bar in words."""

from collections.abc import Sequence
from typing import Any

from games.core import Action, Event, Reason
from games.liars_bar import events
from games.liars_bar.actions import CARDS, Play
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import End, Phase
from games.liars_bar.view import FaceDown, Observation
from games.words import words

Names = tuple[str, ...]


def signed(points: int) -> str:
    """+2, 0, or a true minus sign and the number."""
    return f"{points:+d}".replace("-", "−") if points else "0"


class LiarsBarNotation:
    """The words of one language for one set of rules. See `games.core.Notation` for the contract."""

    def __init__(self, rules: LiarsBarRules, language: str = "en") -> None:
        self.rules = rules
        self.text: dict[str, Any] = words("games.liars_bar", language)
        deck = rules.deck
        self.deck = self.text["join"]["list"].join(f"{deck.count(c)} {self.text['card'][c]}" for c in CARDS)

    def listed(self, items: Sequence[str]) -> str:
        join = self.text["join"]
        return join["last"].join(filter(None, (join["list"].join(items[:-1]), *items[-1:])))

    def cards(self, cards: Sequence[str]) -> str:
        return self.listed([self.text["card"][card] for card in cards])

    def count(self, n: int, what: str = "card") -> str:
        forms = self.text["count"][what]
        return forms["one"] if n == 1 else forms["more"].format(n=n)

    def action(self, action: Action) -> str:
        cards = self.cards(action.cards) if isinstance(action, Play) else ""
        return self.text["action"][type(action).__name__].format(cards=cards)

    def refusal(self, why: Reason) -> str:
        return self.text["refusal"][why.code].format(**why.values)

    def event(self, event: Event, names: Names) -> str:
        """One sentence, without what `seen_by` left out of the event."""
        text = self.text["event"]
        kind = type(event).__name__
        match event:
            case events.RevolversLoaded(chambers, live):
                told = text[kind].format(chambers=chambers)
                if live is None:
                    return told
                each = [text["live_one"].format(name=n, shot=s) for n, s in zip(names, live, strict=True)]
                return f"{told} {text['RevolversLoaded_live'].format(live=self.listed(each))}"
            case events.RoundStarted(number, target, starter):
                return text[kind].format(round=number, target=self.text["cards"][target], name=names[starter])
            case events.Dealt(seat, count, cards):
                if cards is None:
                    return text[kind].format(name=names[seat], count=self.count(count))
                return text["Dealt_cards"].format(name=names[seat], cards=self.cards(cards))
            case events.Laid(seat, count, left, cards):
                if cards is None:
                    return text[kind].format(name=names[seat], count=self.count(count), left=self.count(left))
                return text["Laid_cards"].format(name=names[seat], cards=self.cards(cards), left=self.count(left))
            case events.Said(seat, said):
                return text[kind].format(name=names[seat], text=said)
            case events.Passed(seat, player) | events.Called(seat, player):
                return text[kind].format(name=names[seat], player=names[player])
            case events.HouseCalled(seat, count):
                return text[kind].format(name=names[seat], count=self.count(count))
            case events.Revealed(seat, cards, honest):
                told = text["Revealed_honest" if honest else "Revealed_lie"]
                return told.format(name=names[seat], cards=self.cards(cards))
            case events.Shot(seat, shot, dead):
                return text["Shot_dead" if dead else "Shot_empty"].format(name=names[seat], shot=shot)
            case events.PassJudged(seat, player, honest):
                told = text["PassJudged_honest" if honest else "PassJudged_lie"]
                return told.format(name=names[seat], player=names[player])
            case events.Scored(seat, points, why):
                return text[kind].format(name=names[seat], points=signed(points), why=self.text["award"][why])
            case events.MatchEnded(why, winners, survivor, _):
                won = text["won" if len(winners) == 1 else "shared"]
                won = won.format(names=self.listed([names[winner] for winner in winners]))
                told = text["MatchEnded_survivor" if why is End.SURVIVOR else "MatchEnded_cap"]
                return told.format(survivor="" if survivor is None else names[survivor], winners=won)
            case _:
                raise TypeError(f"no words for {kind}")

    def view(self, observation: Observation, names: Names) -> str:
        """Everything the observation holds, line by line, and last what is asked."""
        o, text = observation, self.text["view"]
        if o.phase is Phase.ENDED:
            lines = [text["head_ended"]]
        elif o.turn is None or o.target is None:
            lines = [text["head_between"].format(round=o.round, deck=self.deck)]
        else:
            lines = [text["head"].format(round=o.round, target=self.text["cards"][o.target], deck=self.deck)]
        lines += [self._seat(o, seat, name) for seat, name in enumerate(names)]
        own = iter(o.own)
        if o.table:
            lines.append(text["table"])
            lines += [self._play(play, names, next(own) if play.seat == o.seat else ()) for play in o.table]
        elif o.turn is not None:
            lines.append(text["empty"])
        if o.seat is not None and o.turn is not None and o.alive[o.seat]:
            lines.append(text["hand"].format(cards=self.cards(o.hand)) if o.hand else text["hand_empty"])
        if asked := self._asked(o, names):
            lines.append(asked)
        return "\n".join(lines)

    def _seat(self, o: Observation, seat: int, name: str) -> str:
        text = self.text["view"]
        points = "" if o.rules.points is None else text["points"].format(points=self.count(o.points[seat], "point"))
        if seat == o.seat:
            name = text["you"].format(name=name)
        if not o.alive[seat]:
            return text["seat_dead"].format(name=name, points=points)
        held = self.count(o.held[seat])
        return text["seat"].format(name=name, held=held, fired=o.fired[seat], chambers=o.rules.chambers, points=points)

    def _play(self, play: FaceDown, names: Names, own: tuple[str, ...]) -> str:
        text = self.text["view"]
        passer = "" if play.passer is None else names[play.passer]
        told = text["play_waits" if play.passer is None else "play"].format(
            name=names[play.seat], count=self.count(play.cards), passer=passer
        )
        return told + (text["play_own"].format(cards=self.cards(own)) if own else "")

    def _asked(self, o: Observation, names: Names) -> str:
        """What the viewer has to do, or who is waited for."""
        text = self.text["view"]
        if o.turn is None:
            return "" if o.phase is Phase.ENDED else text["drawing"]
        if o.turn != o.seat:
            return text["waiting"].format(name=names[o.turn])
        if o.phase is Phase.LAY:
            return text["lay"].format(most=o.rules.most_laid)
        last = o.table[-1]
        return text["respond"].format(player=names[last.seat], count=self.count(last.cards))
