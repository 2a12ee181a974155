"""Has a model judge what reasons and thoughts name, and shows that beside the word list: opinions, counted apart."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table as Grid

from app import judged
from app.cli import MODELS
from app.commands.run import failed
from app.commands.seats import BadSeat, settings_of
from app.commands.telling import printable
from app.keys import BadSecrets, read_secrets
from app.room import closed
from app.runs.judging import Judging, Text, agreement, texts
from app.spent import Spent
from app.tables import Tables
from games.model import Limits
from games.words import words
from replays.judgements import Judgement
from replays.store import Store

TEXT: Final[dict[str, Any]] = words("app.commands")["judge"]
SIDES: Final = ((True, True), (True, False), (False, True), (False, False))
"""In the order of the columns."""


class BadMatch(ValueError):
    """Nothing of it may be judged. Its text is a sentence."""


def run(store: Store, chosen: Namespace) -> int:
    try:
        read_secrets()
        settings = settings_of(chosen.model.removeprefix("model:"), chosen)
        found = _texts(store, chosen.ids)
    except BadSecrets as error:
        return failed(MODELS["bad_secrets"].format(file=error.file))
    except (BadSeat, BadMatch) as error:
        return failed(str(error))
    if not found:
        return failed(TEXT["nothing"])
    limits = Limits(money=chosen.max_money, tokens=chosen.max_tokens, seconds=chosen.seconds)
    judging = Judging(store, settings, limits, chosen.at_once, found)
    judging.remember()
    _ask(judging)
    _tell(judging)
    answered = [one for one in judging.found.values() if one.answer is not None]
    return 0 if len(answered) == len(found) else 1


def _texts(store: Store, ids: Sequence[str]) -> list[Text]:
    """Of all these matches, or nobody is asked anything. Raises BadMatch, NoSuchMatch and RecordError."""
    found: list[Text] = []
    for match_id in dict.fromkeys(ids):
        if because := closed(store.header(match_id)):
            raise BadMatch(TEXT["closed"].format(id=match_id, reason=TEXT["why"][because]))
        found += texts(store.load(match_id))
    return found


def _ask(judging: Judging) -> None:
    """What is there already is not asked again; Ctrl-C ends it, and what was answered stays."""
    due, console = len(judging.due), Console()
    if not due:
        return
    tables = Tables(judging.store, pace=0)
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            progress.add_task(TEXT["asking"], total=None)
            working = tables.with_models(judging.run)
            try:
                working.result()
            except KeyboardInterrupt:
                working.cancel()
                failed(TEXT["interrupted"].format(asked=len(judging.found) - judging.before, due=due))
    finally:
        tables.close()


def _tell(judging: Judging) -> None:
    for text in judging.texts:
        for line in _lines(text, judging.found.get(text.key)):
            print(line[: len(line) - len(line.lstrip())] + printable(line))
    grid = Grid(*TEXT["columns"])
    for column in grid.columns[1:]:
        column.justify = "right"
    for what, counts in agreement(judging.texts, judging.found).items():
        grid.add_row(judged.WHAT.get(what, TEXT["any"]), *(str(counts[sides]) for sides in SIDES))
    Console().print(grid)
    print(TEXT["opinion"])
    print(TEXT["count"].format(asked=len(judging.found) - judging.before, before=judging.before))
    if without := [one for one in judging.found.values() if one.answer is None]:
        print(TEXT["without"].format(n=len(without)))
    if judging.reached:
        print(TEXT["limit"][judging.reached].format(left=len(judging.due)))
    if judging.calls:
        print(Spent(judging.calls).text)


def _lines(text: Text, one: Judgement | None) -> Iterator[str]:
    """Whose text it is, what the list finds in it, and what the judge said."""
    yield TEXT["text"].format(id=text.match, name=text.name, which=TEXT["which"][text.role][text.kind])
    listed = judged.what(group for group in judged.WHAT if group in text.listed)
    yield f"    {TEXT['list'].format(what=listed or TEXT['none'])}"
    yield f"    {TEXT['judge'].format(what=_said(one))}"


def _said(one: Judgement | None) -> str:
    if one is None:
        return TEXT["not_asked"]
    if one.answer is None:
        return judged.failed(one)
    quote = TEXT["invented"] if one.answer.invented else judged.quotation(one.answer)
    return f"{judged.named(one.answer) or TEXT['none']} {quote}"
