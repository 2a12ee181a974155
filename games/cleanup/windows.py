"""What a seat sees around it, as text: a picture in letters, and who stands where, counted from the seat."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from games.cleanup.looking import LABEL, Body, ClassicObservation
from games.cleanup.map import COLUMNS, Facing, Tile
from games.cleanup.presets import ClassicRules
from games.cleanup.state import ACT, ENDED, SET_UP, SETTLE
from games.words import Sentences

Names = tuple[str, ...]
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
        self.own, self.scores = lru_cache(1 << 12)(self._own), lru_cache(1 << 8)(self._scores)
        self.body, self.head = lru_cache(1 << 14)(self._body), lru_cache(1 << 12)(self._head)
        self.stand = lru_cache(1 << 11)(self._stand)
        # All who look at one board are given the same points.
        self._listed: tuple[tuple[int, ...] | None, Names, str] = None, (), ""
        self.unnamed = rules.identity == "anonymous"

    def view(self, o: ClassicObservation, names: Names) -> str:
        """What is in sight and what one knows of oneself; a picture of the whole board for the spectator."""
        _, seat, _, _, phase, step, points, out, clean, zap, tile, facing, sight = o
        if phase is SET_UP:
            return self.common["drawing"]
        parts = [self.head(step, phase is ENDED)]
        if sight is not None:
            picture, bodies = sight
            parts.append(self.columns if seat is None else self.seen)
            parts.append(picture)
            for body in bodies:
                parts.append(self.body(body, seat is None, names))  # noqa: PERF401  most see one or nobody
        if tile is not None and facing is not None:
            parts.append(self.stand(tile, facing))
        if seat is not None and phase is not ENDED:
            parts.append(self.own(out, clean, zap))
        of, by, scores = self._listed
        if of is not points or by is not names or self.unnamed:
            scores = self.scores(points, seat if self.unnamed else None, names)
            self._listed = points, names, scores
        parts.append(scores)
        if phase is SETTLE:
            parts.append(self.common["settling"])
        elif phase is ACT and seat is None:
            parts.append(self.common["waiting"])
        return "\n".join(parts)

    def _head(self, step: int, ended: bool) -> str:  # noqa: FBT001
        return self.common["head_ended" if ended else "head"].format(step=step, steps=self.rules.steps)

    def _stand(self, tile: Tile, facing: Facing) -> str:
        """Where the seat itself is: places are how two of them can speak of one."""
        return self.text["stand"].format(place=self.place(tile), heading=self.text["heading"][FACING[facing]])

    def _body(self, body: Body, whole: bool, names: Names) -> str:  # noqa: FBT001
        """Where somebody stands, and which way it faces in the picture."""
        text = self.text
        name = text["somebody"] if body.seat is None else names[body.seat]
        place = self.place(body.cell) if whole else self._away(*self.rules.window.place(body.cell))
        return text["body"].format(name=name, place=place, facing=text["facing"][FACING[body.facing]])

    def _away(self, ahead: int, right: int) -> str:
        """How far ahead or behind, and to which side."""
        along = self.text["ahead" if ahead > 0 else "behind"].format(n=abs(ahead)) if ahead else ""
        across = self.text["right" if right > 0 else "left"].format(n=abs(right)) if right else ""
        return self.join["list"].join(filter(None, (along, across)))

    def _own(self, out: int, clean: int, zap: int) -> str:
        """What a seat can do by itself."""
        text = self.text
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
