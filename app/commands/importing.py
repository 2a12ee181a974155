"""Brings in recorded matches; one that does not fit the rules is refused, the others still come in."""

from argparse import Namespace

from app.cli import TEXT
from replays.importers.bring_in import bring_in
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:
    new = old = refused = 0
    for report in bring_in(store, chosen.paths):
        if report.refusal is not None:
            refused += 1
            print(TEXT["import_refused"].format(name=report.name, reason=report.refusal))
        elif report.new:
            new += 1
            print(TEXT["import_new"].format(name=report.name, id=report.id))
        else:
            old += 1
            print(TEXT["import_old"].format(name=report.name, id=report.id))
    print(TEXT["import_done"].format(new=new, old=old, refused=refused))
    return 1 if refused else 0
