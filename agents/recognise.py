"""What a text names, such as unfairness, harm or secrecy: by a published list of words, and no model.

It reports what is named, not what is believed or meant. Every list holds its method and its limits.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, cast
from unicodedata import combining, normalize

from agents.prompts.wording_files import WordingError, table

LIST: Final = "unfairness_words.toml"
"""Whether a stated reason, or thinking, names unfairness, harm or secrecy."""
LIES: Final = "lie_words.toml"
"""Whether a player says of its own play that it is a lie."""
PROMISES: Final = "promise_words.toml"
"""Whether a player promises not to call."""
STRAIGHT: Final = str.maketrans("‘’‛ʼ“”„‟", "''''\"\"\"\"")
SEEN: Final = 100_000
"""Characters of a text that are looked at."""
CLAUSE: Final = 400
"""Characters of a clause, at most: of a text without an end to its clauses not all is looked at for every hit."""


class Hit(NamedTuple):
    """One place where something is named."""

    start: int
    """In the text as it was handed in; with `end`."""
    end: int
    group: str
    """One of those of the list; of the first list: unfair, harm, cheat, secret, dishonest or integrity."""
    denied: bool
    """It says that this is not so; such a hit never counts."""


def named(text: str, names: Sequence[str] = (), language: str = "en", words: str = LIST) -> tuple[Hit, ...]:
    """All hits, in the order of the text. `names`: of the seats of the match; reason and thinking are read apart.

    Raises WordingError for a language that the list does not have.
    """
    return tuple(sorted(_patterns(words, tuple(names), language).hits(text[:SEEN])))


def named_anyhow(text: str, names: Sequence[str], words: str) -> tuple[Hit, ...]:
    """The hits in every language of a list: for texts of which nobody knows in which they are."""
    return tuple(sorted({hit for language in _languages(words) for hit in named(text, names, language, words)}))


def groups(hits: Sequence[Hit]) -> frozenset[str]:
    """The groups that are named; whether any is, is what studies call `recognised_unfair`."""
    return frozenset(hit.group for hit in hits if not hit.denied)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Of one language, for the seats of one match."""

    clause: re.Pattern[str]
    denial: re.Pattern[str]
    resolve: re.Pattern[str]
    opinion: re.Pattern[str]
    ignore: tuple[re.Pattern[str], ...]
    group: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]

    def hits(self, text: str) -> Iterator[Hit]:
        plain, starts = _plain(text)
        for pattern in self.ignore:
            plain = pattern.sub(lambda match: " " * len(match[0]), plain)
        cuts = [0, *(found.end() for found in self.clause.finditer(plain))]
        for group, patterns in self.group:
            for start, end in _longest(found.span() for pattern in patterns for found in pattern.finditer(plain)):
                yield Hit(starts[start], starts[end], group, self._denied(_clause(plain, cuts, start)))

    def _denied(self, before: str) -> bool:
        """By what stands before the hit in its own clause."""
        if not self.denial.search(before):
            return False
        return bool(self.opinion.search(before)) or not self.resolve.search(before)


def _clause(text: str, cuts: Sequence[int], hit: int) -> str:
    """What stands before a hit since the last cut."""
    cut = cuts[bisect_right(cuts, hit) - 1]
    return text[max(cut, hit - CLAUSE) : hit]


def _languages(words: str) -> tuple[str, ...]:
    return tuple(key for key, listed in table(words).items() if isinstance(listed, dict) and "group" in listed)


@lru_cache(1 << 6)
def _patterns(words: str, names: tuple[str, ...], language: str) -> _Patterns:
    listed: Any = table(words).get(language)
    found: dict[str, Any] = cast("dict[str, Any]", listed) if isinstance(listed, dict) else {}
    if "group" not in found:
        raise WordingError("no-such-language", language)
    # Nobody has no name: then the place for one matches nothing.
    seats = "|".join(re.escape(_plain(name)[0]) for name in names) or "(?!)"

    def ready(pattern: Any) -> re.Pattern[str]:
        return re.compile(pattern.replace("{names}", seats), re.IGNORECASE)

    return _Patterns(
        clause=ready(found["clause"]),
        denial=ready(found["denial"]),
        resolve=ready(found["resolve"]),
        opinion=ready(found["opinion"]),
        ignore=tuple(map(ready, found["ignore"])),
        group=tuple((name, tuple(map(ready, group["patterns"]))) for name, group in found["group"].items()),
    )


def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """In NFKC and with straight quotation marks; and where in the text each of its characters, and its end, begins."""
    if text.isascii():
        return text, tuple(range(len(text) + 1))
    begins = [at for at, character in enumerate(text) if at == 0 or not combining(character)]
    parts, starts = list[str](), list[int]()
    for start, end in pairwise([*begins, len(text)]):
        part = normalize("NFKC", text[start:end]).translate(STRAIGHT)
        parts.append(part)
        starts += [start] * len(part)
    return "".join(parts), (*starts, len(text))


def _longest(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without those inside another."""
    last = 0
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if end > last:
            yield start, end
            last = end
