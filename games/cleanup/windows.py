"""What a seat sees around it, as text: a picture in letters, and who stands where, counted from the seat."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from games.cleanup.looking import LABEL, Body, ClassicObservation
from games.cleanup.map import COLUMNS, Facing, Tile
from games.cleanup.presets import ClassicRules
from games.cleanup.state import ACT, ENDED, SET_UP, SETTLE
from games.kept import kept
from games.words import Sentences

Names = tuple[str, ...]
Line = Callable[[Body], str]
FACING: Final = ("up", "right", "down", "left")


class WindowText:
    """In the words of one language."""

    def __init__(self, rules: ClassicRules, words: Sentences, place: Callable[[int], str]) -> None:
        self.rules, self.count, self.place = rules, words.count, place
        self.text: dict[str, Any] = words.text["window"]
        self.common: dict[str, Any] = words.text["view"]
        """What is said of any board."""
        self.seen: str = self.text["seen"]
        self.join: dict[str, str] = words.text["join"]
        self.columns = f"{' ' * LABEL}{COLUMNS[: rules.layout.columns]}"
        # The same few lines come again and again.
        self.head, self.stand, self.own = kept(self._head), kept(self._stand), kept(self._own)
        self.near, self.whole = lru_cache(1 << 4)(self._near), lru_cache(1 << 14)(self._whole)
        self.scores = lru_cache(1 << 8)(self._scores)
        self.unnamed = rules.identity == "anonymous"
        # All who look at one board are told the same of it.
        self._last: tuple[object, tuple[str, str, Line] | None] = None, None

    def view(self, o: ClassicObservation, names: Names) -> str:
        """What is in sight and what one knows of oneself; a picture of the whole board for the spectator."""
        _, seat, _, _, phase, step, points, out, clean, zap, tile, facing, sight = o
        if phase is SET_UP:
            return self.common["drawing"]
        of = step, phase, names, points, seat if self.unnamed else None
        last, told = self._last
        if told is None or of != last:
            told = self.head((step, phase is ENDED)), self.scores(points, of[-1], names), self.near(names)
            self._last = of, told
        head, scores, line = told
        own = () if phase is ENDED else (self.own((out, clean, zap)),)
        if sight is None:
            parts = [head, *own, scores]
        elif tile is None or facing is None:
            parts = [head, self.columns, sight.picture, *[self.whole(body, names) for body in sight.bodies], scores]
        else:
            picture, bodies = sight
            parts = [head, self.seen, picture, *map(line, bodies), self.stand((tile, facing)), *own, scores]
        if phase is SETTLE:
            parts.append(self.common["settling"])
        elif phase is ACT and seat is None:
            parts.append(self.common["waiting"])
        return "\n".join(parts)

    def _head(self, at: tuple[int, bool]) -> str:
        step, ended = at
        return self.common["head_ended" if ended else "head"].format(step=step, steps=self.rules.steps)

    def _stand(self, at: tuple[Tile, Facing]) -> str:
        """Where the seat itself is: places are how two of them can speak of one."""
        tile, facing = at
        return self.text["stand"].format(place=self.place(tile), heading=self.text["heading"][FACING[facing]])

    def _near(self, names: Names) -> Line:
        """Puts somebody in the window into words: where it stands, and which way it faces in the picture."""
        return kept(lambda body: self._body(body, names, self._away(*self.rules.window.place(body.cell))))

    def _whole(self, body: Body, names: Names) -> str:
        """The same for the picture of the whole board."""
        return self._body(body, names, self.place(body.cell))

    def _body(self, body: Body, names: Names, place: str) -> str:
        text = self.text
        name = text["somebody"] if body.seat is None else names[body.seat]
        return text["body"].format(name=name, place=place, facing=text["facing"][FACING[body.facing]])

    def _away(self, ahead: int, right: int) -> str:
        """How far ahead or behind, and to which side."""
        along = self.text["ahead" if ahead > 0 else "behind"].format(n=abs(ahead)) if ahead else ""
        across = self.text["right" if right > 0 else "left"].format(n=abs(right)) if right else ""
        return self.join["list"].join(filter(None, (along, across)))

    def _own(self, left: tuple[int, int, int]) -> str:
        """What a seat can do by itself."""
        text, (out, clean, zap) = self.text, left
        if out:
            return text["out"].format(steps=self.count(out, "step"))
        wait = [(text["beam"][beam], left) for beam, left in (("clean", clean), ("zap", zap))]
        told = [
            text["wait"].format(beam=beam, steps=self.count(n, "step")) if n else text["ready"].format(beam=beam)
            for beam, n in wait
        ]
        return " ".join(told)

    def _scores(self, points: tuple[int, ...], seat: int | None, names: Names) -> str:
        text, listed = self.text, self.join["list"]
        if not self.unnamed:
            each = [text["score"].format(name=n, points=p) for n, p in zip(names, points, strict=True)]
            return text["scores"].format(scores=listed.join(each))
        others = listed.join([str(p) for other, p in enumerate(points) if other != seat])
        if seat is None:
            return self.common["scores_all"].format(scores=others)
        return text["scores_unnamed"].format(own=self.count(points[seat], "apple"), scores=others)
