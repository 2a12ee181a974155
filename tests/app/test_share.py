"""A match as one HTML file: nothing runs but our own script, it comes in again, and what was left out is nowhere."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app import people, watching
from app.bundle import BundleError, bundled
from app.places import BROWSER
from app.routes import file as file_route
from app.routes import file_size
from app.share import page, served
from app.share.file import html as shared
from app.share.packing import packed
from games.core import ANALYST, Viewer
from games.decision import Failure
from games.model import ModelCall
from games.registry import GAMES
from games.secret_tools.conditions import Condition
from replays.exchange import lines
from replays.importers import shared_file
from replays.importers.bring_in import bring_in
from replays.record import Kind, Record, Redacted, Substitution, viewpoint
from replays.redaction import redact
from replays.refusal import RecordError
from replays.replay import as_seen, viewers
from replays.store import Store
from tests.app import calling
from tests.app.calling import Say
from tests.replays.asked import asked
from tests.replays.leftout import NAMES, played
from tests.replays.played import BOTH, Case, both_games, play, unfinished, with_people
from tests.replays.tooled import BAR, WORDING, play_tool, tool_of

folder, say, store = calling.folder, calling.say, calling.store
MARK = re.compile(rb"#(\w+?)-\d-\d+#")
ASKED = {b"persona", b"memory", b"system", b"prompt", b"schema", b"detail", b"forced"}
THOUGHT = {b"reason", b"thinking", b"impression", b"reply"}
OPEN = {b"say", b"manner", b"house", b"model", b"rule"}
DATA = re.compile(r'<script type="application/json" id="(\w+)">(.*?)</script>', re.DOTALL)


def whole(packed_text: str) -> Any:
    """Put together again, as the browser does."""
    told = json.loads(packed_text)

    def back(value: Any) -> Any:
        if isinstance(value, dict):
            return back(told["parts"][value["$"]]) if "$" in value else {name: back(v) for name, v in value.items()}
        return [back(one) for one in value] if isinstance(value, list) else value

    return back(told["whole"])


def forms(name: str) -> Iterator[bytes]:
    for one in {name, name.upper(), name.lower()}:
        yield from (w.encode() for w in (one, html.escape(one), json.dumps(one)[1:-1], json.dumps(json.dumps(one))))


def test_every_module_of_the_browser_can_be_put_into_one_script() -> None:
    for module in BROWSER.glob("*.js"):
        assert bundled(module.name)
    script, sheets = page.parts()
    for other in re.findall(r"= \$\[\"([\w.]+)\"\]", script):
        assert f'$["{other}"] = (() =>' in script
    assert list(sheets)[:2] == ["fonts", "tokens.css"]
    assert sheets["fonts"].count("@font-face") == 6
    assert "http" not in re.sub(r"http://www\.w3\.org/2000/svg", "", script + "".join(sheets.values()))
    assert not any("url(" in sheet or "@import" in sheet for name, sheet in sheets.items() if name != "fonts")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('import { a } from "./b.js";\nimport { c } from "./none.js";', "none.js: no such module"),
        ('import { b } from "./b.js";', "exports no b"),
        ('import { a } from "./circle.js";', "a circle"),
        ('import a from "./b.js";', "import a"),
        ('const a = await import("./b.js");', "import("),
        ("export default 1;", "export default"),
    ],
)
def test_a_module_that_cannot_be_resolved_is_refused(tmp_path: Path, source: str, what: str) -> None:
    (tmp_path / "main.js").write_text(source)
    (tmp_path / "b.js").write_text("export const a = 1;\n")
    (tmp_path / "circle.js").write_text('import { main } from "./main.js";\nexport const a = 1;\n')
    with pytest.raises(BundleError, match=re.escape(what)):
        bundled("main.js", tmp_path)


def test_what_stands_there_twice_is_packed_once() -> None:
    long = {"text": "the same words, again and again, and more", "list": [1, None, True, "x"]}
    value = {"first": [long, long, {"inside": long}], "second": "the same words, again and again, and more"}
    text = packed(value)
    assert whole(text) == value
    assert text.count("again and again") == 1


@both_games
@pytest.mark.parametrize("without", [[], ["prompts"], ["names"], ["names", "thoughts"]], ids="-".join)
def test_it_comes_in_again_and_what_was_left_out_is_nowhere(case: Case, without: list[str], tmp_path: Path) -> None:
    record = played(case, 7, Condition.CHANNEL)
    parts = [Redacted(part) for part in without]
    data = shared(record, without=parts)
    left = redact(record, parts)
    assert shared_file.read("any name", data) == left
    (tmp_path / "match.html").write_bytes(data)
    store = Store.open(tmp_path)
    (report,) = bring_in(store, [tmp_path])
    assert (report.refusal, report.new) == (None, True)
    assert store.load(record.header.id) == left
    store.close()
    before, after = set(MARK.findall(shared(record))), set(MARK.findall(data))
    gone = (ASKED | THOUGHT) if "thoughts" in without else ASKED if "prompts" in without else set[bytes]()
    assert after == before - gone
    assert {b"whisper", b"reason", b"prompt", b"persona", b"reply"} <= before
    for name in NAMES if "names" in without else ():
        assert not [written for written in forms(name) if written in data]
    said = f"Left out of this copy: {', '.join(left.header.redacted)}."
    assert (said.encode() in data) == bool(without)


@both_games
def test_a_file_of_one_viewpoint_holds_nothing_else_and_is_to_be_watched_only(case: Case) -> None:
    record = played(case, 7, Condition.CHANNEL)
    for viewer in viewers(record.header)[:-1]:
        data = shared(record, viewer)
        kept = shared_file.read("any name", data)
        assert kept.header.view == viewpoint(viewer)
        marks = {(kind, int(seat)) for kind, seat in re.findall(r"#(\w+?)-(\d)-\d+#", data.decode())}
        own = {text for step in as_seen(record, viewer) for text in re.findall(r"#(\w+?)-(\d)-\d+#", str(step))}
        assert marks <= {(kind, int(seat)) for kind, seat in own} | {("model", 0), ("model", 1), *told(record, viewer)}
        found = whole(dict(DATA.findall(data.decode()))["told"])
        assert list(found["stories"]) == [viewpoint(viewer)]
        assert [one["at"] for one in found["stories"][viewpoint(viewer)]["viewpoints"]] == [viewpoint(viewer)]
        assert found["room"] is None
        assert f"{record.header.seed:032x}".encode() not in data


def told(record: Record, viewer: Viewer) -> set[tuple[str, int]]:
    """What the head of an open match tells: everybody how its models are asked, and a seat what its own remembers."""
    own = set() if viewer is None else {("memory", viewer)}
    return {(kind, seat) for kind in ("persona", "url") for seat in range(len(record.header.seats))} | own


def answering(record: Record, player: str) -> Record:
    """The same with scripted players who accept or refuse whatever is offered; one came later."""
    first, *seats = record.header.seats
    taken = Substitution(1, 1, Kind.SCRIPTED, f"{player}+never")
    seats = (replace(first, kind=Kind.SCRIPTED, player=f"{player}+always"), *seats)
    return replace(record, header=replace(record.header, seats=seats, substitutions=(taken,)))


def test_a_file_of_one_viewpoint_does_not_tell_what_was_under_the_table(kept: Store) -> None:
    record = answering(play_tool(BAR, tool_of(Condition.CHANNEL), 7), "counting")
    kept.save(record)
    told = watching.told(record.header.id, "public")
    assert any(WORDING in fact for fact in told["facts"])
    answers = [people.answering(way).encode() for way in ("always", "never")]
    telling = [b"counting+always", b"counting+never", WORDING.encode(), *answers]
    everything = shared(record)
    assert all(text in everything for text in telling)
    for viewer in (None, *range(4)):
        data = shared(record, viewer)
        assert not [text for text in telling if text in data]
    stories = whole(dict(DATA.findall(shared(record, None).decode()))["told"])["stories"]
    assert stories["public"]["facts"] == [fact for fact in told["facts"] if WORDING not in fact]


def test_where_nobody_is_named_a_file_does_not_tell_who_was_replaced() -> None:
    rules = replace(GAMES["cleanup"].presets["paper"], identity="anonymous")
    record = with_people(play(Case("cleanup", "paper"), 2, rules=rules), 0, 1).record
    taken = [Substitution(9, seat, Kind.SCRIPTED, "tending") for seat in (0, 1)]
    first, second = (replace(record, header=replace(record.header, substitutions=(one,))) for one in taken)
    assert shared(first) != shared(second)
    for viewer in (None, 2):
        assert shared(first, viewer) == shared(second, viewer)


def test_what_was_removed_is_told_no_more(kept: Store) -> None:
    """Neither by the page nor by the file, when a copy comes in under the same address."""
    record = asked(play_tool(BAR, tool_of(Condition.CHANNEL), 7), 0)
    at = record.header.id
    for without in ((), (Redacted.THOUGHTS,)):
        left = redact(record, without)
        kept.save(left)
        for told in (msgspec.json.encode(watching.told(at, "all")), served.made(at, "all", "")[1]):
            assert (b"#manner" in told, b"#reason" in told) == (True, not without)
        assert served.made(at, "all", "")[1] == shared(left)
        kept.delete(at)


def test_a_room_opens_only_where_the_match_can_still_be_played() -> None:
    record = played(BAR, 7, Condition.CHANNEL)
    older = replace(record, header=replace(record.header, version=record.header.version - 1))
    assert [watching.telling(one, ANALYST)["room"] for one in (record, older)] == [True, False]


def test_nothing_in_it_can_run_or_ask_for_anything() -> None:
    record = played(BOTH[0], 7, Condition.CHANNEL, more="</script><script>window.ran = 1</script><!--")
    text = shared(record).decode()
    assert text.count("<script") == text.count("</script>") == 4
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy[1].replace("style-src-attr 'unsafe-inline'", "")
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", text.split("<noscript>")[0])


def test_a_long_match_comes_to_a_few_megabytes() -> None:
    matches = [play_tool(BAR, tool_of(Condition.CHANNEL), seed) for seed in range(40)]
    record = asked(max(matches, key=lambda one: len(one.steps)), 0, 1, prompt="what happened before " * 300)
    assert len(shared(record)) / len(record.steps) * 300 < 5e6


def test_a_match_that_is_still_played_is_not_shared() -> None:
    with pytest.raises(RecordError, match="still played"):
        shared(unfinished(played(BOTH[0], 7), 20, people=False))


@pytest.mark.parametrize("cut", [b"", b"no record", b"record cut"])
def test_a_broken_file_is_refused_in_one_line(cut: bytes, tmp_path: Path) -> None:
    data = shared(played(BOTH[0], 7))
    begin = data.index(shared_file.BEGIN.encode())
    broken = {b"": data[:300], b"no record": data[:begin], b"record cut": data[: begin + 900]}[cut]
    (tmp_path / "broken.html").write_bytes(broken)
    store = Store.open(tmp_path)
    (report,) = bring_in(store, [tmp_path / "broken.html"])
    assert "the match in this HTML file is not whole" in str(report)
    assert store.ids() == []
    store.close()


@both_games
def test_where_models_were_asked_is_in_whole_copies_only(case: Case) -> None:
    record = played(case, 7, Condition.CHANNEL)
    (how, *others), place = record.header.seats, b"lab-7.example"
    assert how.settings is not None
    settings = replace(how.settings, base_url=f"http://{place.decode()}:8000/v1")
    header = replace(record.header, seats=(replace(how, settings=settings), *others))
    steps = [replace(step, calls=tuple(map(unreached, step.calls))) for step in record.steps]
    record = Record(header, tuple(steps))
    assert place in shared(record)
    assert place in b"".join(lines(record))
    for viewer in viewers(header):
        for parts in ([], *([part] for part in Redacted)):
            if viewer != ANALYST or parts:
                assert place not in shared(record, viewer, parts)
                assert place not in b"".join(lines(redact(record, parts), viewer))


def unreached(call: ModelCall) -> ModelCall:
    return (
        replace(call, reply="", failure=Failure("no-route", "lab-7.example:8000 refused")) if call.seat == 0 else call
    )


def asking(route: Any, match_id: str, query: str) -> Response:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": query.encode()}
    return route(Request(scope | {"path_params": {"match_id": match_id}}))


def test_the_server_hands_it_out_and_says_how_large_it_is(kept: Store) -> None:
    record = played(BAR, 7, Condition.CHANNEL)
    kept.save(record)
    answer = asking(file_route, record.header.id, "view=2&without=names,prompts")
    names = {
        "": "",
        "view=public": "-table",
        "view=2": "-as-seen-by-Otzi",
        "view=3": "-as-seen-by-seat-3",
        "without=thoughts": "-without-thoughts",
        "view=2&without=names,prompts": "-as-seen-by-B-without-prompts-names",
    }
    for query, told in names.items():
        saved = asking(file_route, record.header.id, query).headers["content-disposition"]
        assert saved == f'attachment; filename="match-{record.header.id}{told}.html"'
    assert bytes(answer.body) == shared(record, 1, [Redacted.NAMES, Redacted.PROMPTS])
    size = json.loads(bytes(asking(file_size, record.header.id, "view=2&without=names,prompts").body))
    assert size == {"bytes": len(answer.body)}
    assert bytes(asking(file_route, record.header.id, "").body) == shared(record, ANALYST)
    for match_id, query, status in (
        ("nothing", "", 404),
        (record.header.id, "without=x", 422),
        (record.header.id, "view=9", 422),
    ):
        answer = asking(file_size, match_id, query)
        assert answer.status_code == status
        assert json.loads(bytes(answer.body))["error"]


def test_on_the_command_line(say: Say, store: Store, tmp_path: Path) -> None:
    record = played(BAR, 7, Condition.CHANNEL)
    store.save(record)
    match_id, other = record.header.id, ("--data", tmp_path / "other")
    assert say("export", match_id, "--html", "match.html", "--without", "names,thoughts").status == 0
    assert say("import", "match.html", *other).status == 0
    for where in ((), other):
        assert "Wrenna" not in say("export", match_id, "--without", "names,thoughts", *where).out
    assert say("export", match_id, "--without", "names,thoughts").out == say("export", match_id, *other).out
    assert say("export", match_id, "--html", "two.html", "--seat", "2").status == 0
    assert say("import", "two.html", *other).status == 0
    assert "seen by 2 only" in say("list", *other).out
    assert "nothing that can be left out" in say("export", match_id, "--without", "hands").err
