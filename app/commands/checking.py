"""Plays every kept match again from its actions and compares."""

from argparse import Namespace

from rich.console import Console
from rich.progress import track

from app.cli import TEXT
from replays.check import BAD, Finding, Verdict, check_all
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:  # noqa: ARG001  every command is called alike
    console = Console(stderr=True)
    found: list[Finding] = []
    every = check_all(store)
    quiet = not console.is_terminal
    for finding in track(every, TEXT["check"], len(store.ids()), console=console, transient=True, disable=quiet):
        found.append(finding)
        if finding.verdict is not Verdict.SAME:
            verdict = TEXT["verdict"][finding.verdict]
            print(TEXT["check_line"].format(id=finding.id, verdict=verdict, detail=finding.detail))
    same = sum(finding.verdict is Verdict.SAME for finding in found)
    bad = sum(finding.verdict in BAD for finding in found)
    print(TEXT["check_done"].format(same=same, all=len(found)))
    if other := len(found) - same - bad:
        print(TEXT["check_other"].format(count=other))
    if bad:
        print(TEXT["check_bad"].format(count=bad))
    return 1 if bad else 0
