"""Actions, events and observations of Liar's Bar in words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from games.core import Action, Event, Reason
from games.liars_bar import events
from games.liars_bar.actions import CARDS, Hand, Play, Rank
from games.liars_bar.presets import LiarsBarRules
from games.liars_bar.state import ENDED, LAY, End, Phase
from games.liars_bar.view import Observation
from games.words import Sentences, words

Names = tuple[str, ...]


def signed(points: int) -> str:
    """+2, 0, or a true minus sign and the number."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def awards(rules: LiarsBarRules, language: str) -> Mapping[str, str]:
    """What points are given for, as these rules have it."""
    reasons: dict[str, str] = words("games.liars_bar", language)["award"]
    return reasons | {"runner_up": reasons["runner_up_third"]} if rules.runner_up == "third" else reasons


class LiarsBarNotation(Sentences):
    """The words of one language for one set of rules. See `games.core.Notation` for the contract."""

    def __init__(self, rules: LiarsBarRules, language: str = "en") -> None:
        self.rules = rules
        self.text = words("games.liars_bar", language)
        self.awards = awards(rules, language)
        deck = rules.deck
        # The same few lines come again and again: a view is mostly looked up, not written.
        self._head, self._seat = lru_cache(1 << 10)(self._head_line), lru_cache(1 << 14)(self._seat_line)
        self._play, self._hand = lru_cache(1 << 12)(self._play_line), lru_cache(1 << 10)(self._hand_line)
        self._respond = lru_cache(1 << 10)(self._respond_line)
        self.lay: str = self.text["view"]["lay"].format(most=rules.most_laid)
        self.deck = self.text["join"]["list"].join(f"{deck.count(c)} {self.text['cards'][c]}" for c in CARDS)

    def cards(self, cards: Sequence[str]) -> str:
        return self.listed([self.text["card"][card] for card in cards])

    def count(self, n: int, what: str = "card") -> str:
        return super().count(n, what)

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
                return text[kind].format(name=names[seat], points=signed(points), why=self.awards[why])
            case events.MatchEnded(why, winners, survivor, _):
                alone = "won" if self.rules.points is None else "won_points"
                won = text[alone if len(winners) == 1 else "shared"]
                won = won.format(names=self.listed([names[winner] for winner in winners]))
                told = text["MatchEnded_survivor" if why is End.SURVIVOR else "MatchEnded_cap"]
                return told.format(survivor="" if survivor is None else names[survivor], winners=won)
            case _:
                raise TypeError(f"no words for {kind}")

    def view(self, observation: Observation, names: Names) -> str:
        """Everything the observation holds, line by line, and last what is asked."""
        o, text = observation, self.text["view"]
        waits = o.turn is not None
        lines = [self._head(o.phase, o.round, o.target if waits else None)]
        me, told = o.seat, self._seat
        seats = zip(names, o.alive, o.held, o.fired, o.points, strict=True)
        for seat, (name, alive, held, fired, points) in enumerate(seats):
            lines.append(told(name, seat == me, alive, held, fired, points))
        if o.table:
            lines.append(text["table"])
            own = iter(o.own)
            for seat, cards, passer in o.table:
                known = next(own) if seat == o.seat else ()
                lines.append(self._play(names[seat], cards, None if passer is None else names[passer], known))
        elif waits:
            lines.append(text["empty"])
        if waits and o.seat is not None and o.alive[o.seat]:
            lines.append(self._hand(o.hand))
        if asked := self._asked(o, names):
            lines.append(asked)
        return "\n".join(lines)

    def _head_line(self, phase: Phase, number: int, target: Rank | None) -> str:
        text = self.text["view"]
        if phase is ENDED:
            return text["head_ended"]
        if target is None:
            return text["head_between"].format(round=number, deck=self.deck)
        return text["head"].format(round=number, target=self.text["cards"][target], deck=self.deck)

    def _seat_line(self, name: str, you: bool, alive: bool, held: int, fired: int, points: int) -> str:  # noqa: FBT001
        text, rules = self.text["view"], self.rules
        name = text["you"].format(name=name) if you else name
        scored = "" if rules.points is None else text["points"].format(points=self.count(points, "point"))
        if not alive:
            return text["seat_dead"].format(name=name, points=scored)
        return text["seat"].format(
            name=name, held=self.count(held), fired=fired, chambers=rules.chambers, points=scored
        )

    def _play_line(self, name: str, cards: int, passer: str | None, own: Hand) -> str:
        text = self.text["view"]
        told = text["play_waits" if passer is None else "play"]
        told = told.format(name=name, count=self.count(cards), passer=passer)
        return told + (text["play_own"].format(cards=self.cards(own)) if own else "")

    def _hand_line(self, hand: Hand) -> str:
        text = self.text["view"]
        return text["hand"].format(cards=self.cards(hand)) if hand else text["hand_empty"]

    def _respond_line(self, name: str, cards: int) -> str:
        return self.text["view"]["respond"].format(player=name, count=self.count(cards))

    def _asked(self, o: Observation, names: Names) -> str:
        """What the viewer has to do, or who is waited for."""
        text = self.text["view"]
        if o.turn is None:
            return "" if o.phase is ENDED else text["drawing"]
        if o.turn != o.seat:
            return text["waiting"].format(name=names[o.turn])
        if o.phase is LAY:
            return self.lay
        last = o.table[-1]
        return self._respond(names[last.seat], last.cards)
