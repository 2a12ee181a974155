"""Actions, events and observations of Cleanup in words."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, Final

from games.cleanup import events, sights
from games.cleanup.actions import MOVES, Act, Do
from games.cleanup.map import Tile, tiles_of
from games.cleanup.presets import ClassicRules, Rules
from games.cleanup.state import ACT, ENDED, SET_UP, SETTLE, Board, Phase
from games.cleanup.windows import WindowText
from games.core import Action, Event, Reason, Seat
from games.words import Sentences, words

Names = tuple[str, ...]
LOT: Final = 15
"""Tiles that are put into words together: few enough that most of their sets come again."""
WHOLE_LOT: Final = (1 << LOT) - 1


class CleanupNotation(Sentences):
    """The words of one language for one set of rules. See `games.core.Notation` for the contract."""

    def __init__(self, rules: Rules, language: str = "en") -> None:
        self.rules, self.layout = rules, rules.layout
        self.text = words("games.cleanup", language)
        self.places = [self.layout.place(tile) for tile in range(self.layout.rows * self.layout.columns)]
        self._window = WindowText(rules, self, self.layout.place) if isinstance(rules, ClassicRules) else None
        # The same few lines come again and again, and where all is public a view is the same for all who look.
        self._head, self._river = lru_cache(1 << 12)(self._head_line), lru_cache(1 << 12)(self._river_line)
        self._seat = lru_cache(1 << 14)(self._seat_line)
        self._lots = [lru_cache(1 << LOT)(partial(self._some_tiles, at)) for at in range(0, len(self.places), LOT)]
        self._apples = self.text["view"]["apples"].split("{places}")
        self._last: tuple[Board | None, Phase, Names, str] = None, SET_UP, (), ""

    def action(self, action: Action) -> str:
        return self.text["action"][action.do if isinstance(action, Act) else type(action).__name__]

    def refusal(self, why: Reason) -> str:
        return self.text["refusal"][why.code].format(**why.values)

    def event(self, event: Event, names: Names) -> str:
        """One sentence, without what `seen_by` left out of the event."""
        text, kind = self.text["event"], type(event).__name__.removesuffix("Unnamed")
        if isinstance(event, sights.EVENTS):
            return self._sighted(event, names)
        match event:
            case events.Stepped(step):
                return text[kind].format(step=step)
            case events.Acted(seat, do, tile) | events.ActedUnnamed(seat, do, tile):
                assert seat is not None
                assert tile is not None
                idle = do is not None and self._idle(do, tile)
                told = text["Acted_idle" if idle else kind][do]
                return told.format(name=names[seat], place=self.places[tile])
            case events.Zapped(seat, by, int(tile)) | events.ZappedUnnamed(seat, by, int(tile)):
                name = text["somebody"] if seat is None else names[seat]
                if by is None:
                    return text["Zapped_unnamed"].format(name=name, place=self.places[tile])
                return text[kind].format(by=names[by], name=name, place=self.places[tile])
            case events.Ate() | events.AteUnnamed() | events.Cleaned() | events.CleanedUnnamed():
                name = text["Somebody"] if event.seat is None else names[event.seat]
                return text[kind].format(name=name, place=self.places[event.tile])
            case events.Drifted(tile) | events.Grew(tile):
                return text[kind].format(place=self.places[tile])
            case events.Stunted(apples) if apples is not None:
                return text[kind].format(apples=self.count(apples, "apple"))
            case events.MatchEnded(_, winners, points):
                each = [text["score"].format(name=n, points=p) for n, p in zip(names, points, strict=True)]
                won = text["won" if len(winners) == 1 else "shared"]
                won = won.format(names=self.listed([names[seat] for seat in winners]))
                return text[kind].format(points=self.text["join"]["list"].join(each), winners=won)
            case _:
                raise TypeError(f"no words for {kind}")

    def _idle(self, do: Do, tile: Tile) -> bool:
        """Whether whoever stands there after this has done nothing by it, or perhaps nothing."""
        if do in MOVES:
            return self.layout.beside[MOVES[do]][tile] is None
        return (do == "CLEAN" and tile not in self.layout.river) or (do == "COLLECT" and tile in self.layout.river)

    def _sighted(self, event: Any, names: Names) -> str:
        """What a viewer that sees only what is around it may read of it."""
        text, kind, tile = self.text["event"], type(event).__name__.removesuffix("InSight"), event.tile
        if kind in ("Drifted", "Grew"):
            return text[kind].format(place=self.places[tile])
        seat: Seat | None = event.seat if event.who is None else event.who
        if isinstance(event, sights.ActedInSight):
            assert seat is not None
            # Where it stood before is not told: a move may have come to nothing.
            return text["ActedInSight"][event.do].format(name=names[seat], place=self.places[tile])
        if isinstance(event, sights.ZappedInSight):
            name = text["somebody"] if seat is None else names[seat]
            by = event.by if event.author is None else event.author
            if tile is None:
                return text["Zapped_unseen"].format(name=name)
            key = "Zapped_unnamed" if by is None else "Zapped"
            return text[key].format(name=name, by="" if by is None else names[by], place=self.places[tile])
        return text[kind].format(name=text["Somebody"] if seat is None else names[seat], place=self.places[tile])

    def view(self, observation: Any, names: Names) -> str:
        """What is in sight; or the board, and who stands where: where all is public, the same text for all."""
        if self._window is not None:
            return self._window.view(observation, names)
        rules, seat, _, _, phase, board = observation
        if rules.identity == "named":
            last_board, last_phase, last_names, told = self._last
            if board is not last_board or phase is not last_phase or names is not last_names:
                told = self._told(phase, board, map(self._seat, names, board.tiles, board.points, board.counters))
                self._last = board, phase, names, told
        else:
            told = self._told(phase, board, self._unnamed(board, seat))
        if phase is not ACT:
            return told
        if seat is None:
            return f"{told}\n{self.text['view']['waiting']}"
        return f"{told}\n{self._stays(board, seat)}" if board.counters[seat] > 1 else told

    def _stays(self, board: Board, seat: Seat) -> str:
        """What a frozen seat is told; all others are asked what they do."""
        return self.text["view"]["stay"].format(steps=self.count(board.sits_out(seat), "step"))

    def _told(self, phase: Phase, board: Board, seats: Iterable[str]) -> str:
        """The board and a line for each seat, however much is told of it."""
        if phase is SET_UP:
            return self.text["view"]["drawing"]
        step, apples, waste = board[:3]
        head, river = self._head(step, phase is ENDED), self._river(waste)
        before, after = self._apples
        lying = f"{before}{self._tiles(apples)}{after}" if apples else self.text["view"]["apples_none"]
        told = "\n".join([f"{head} {river}", lying, *seats])
        return f"{told}\n{self.text['view']['settling']}" if phase is SETTLE else told

    def _head_line(self, step: int, ended: bool) -> str:  # noqa: FBT001
        return self.text["view"]["head_ended" if ended else "head"].format(step=step, steps=self.rules.steps)

    def _river_line(self, waste: int) -> str:
        text, pollution, cutoff = self.text["view"], waste.bit_count(), self.rules.cutoff
        told = {"pollution": pollution, "river": len(self.layout.river), "places": self._tiles(waste)}
        river = text["river" if waste else "river_clean"].format(**told)
        return f"{river} {text['grows_not'].format(cutoff=cutoff)}" if pollution >= cutoff else river

    def _tiles(self, bits: int) -> str:
        """Some tiles at a time, looked up by their bits."""
        found: list[str] = []
        for lot in self._lots:
            if some := bits & WHOLE_LOT:
                found.append(lot(some))
            bits >>= LOT
        return self.text["join"]["tiles"].join(found)

    def _some_tiles(self, at: int, bits: int) -> str:
        return self.text["join"]["tiles"].join([self.places[at + tile] for tile in tiles_of(bits)])

    def _seat_line(self, name: str, tile: Tile, points: int, counter: int) -> str:
        text = self.text["view"]["seat_frozen" if counter > 1 else "seat"]
        apples, steps = self.count(points, "apple"), self.count(counter - 1, "step")
        return text.format(name=name, place=self.places[tile], apples=apples, steps=steps)

    def _unnamed(self, board: Board, seat: Seat | None) -> Iterator[str]:
        """Where others stand, and what they have, without saying who; and last the viewer itself."""
        text = self.text["view"]
        for other, tile in enumerate(board.tiles):
            if other != seat:
                steps, key = board.sits_out(other), "body_frozen" if board.sits_out(other) else "body"
                yield text[key].format(place=self.places[tile], steps=self.count(steps, "step"))
        scores = [str(points) for other, points in enumerate(board.points) if other != seat]
        yield text["scores_all" if seat is None else "scores"].format(scores=self.text["join"]["list"].join(scores))
        if seat is not None:
            apples = self.count(board.points[seat], "apple")
            yield text["own"].format(place=self.places[board.tiles[seat]], apples=apples)
