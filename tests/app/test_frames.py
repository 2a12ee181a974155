"""The route that browsers read a match from: each viewpoint is sent what it may see, and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request

from app import watching
from app.routes import frames
from games.core import ANALYST
from replays.exchange import lines, read
from replays.importers.bring_in import bring_in
from replays.record import Record
from replays.replay import as_seen
from replays.store import Store
from tests.app import arranged, planted
from tests.replays import foreign

Json = dict[str, Any]
PRIVATE = ("reason", "thinking", "end", "impression")


def ask(match_id: str, seat: str | None = None) -> tuple[int, Json, bytes]:
    """What the route answers: the status, the JSON, and the bytes that are sent."""
    query = b"" if seat is None else f"seat={seat}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": query,
        "path_params": {"match_id": match_id},
    }
    answer = frames(Request(scope))
    return answer.status_code, json.loads(bytes(answer.body)), bytes(answer.body)


def told(match_id: str, seat: str | None = None) -> Json:
    status, answer, _ = ask(match_id, seat)
    assert status == 200, answer
    return answer


@pytest.fixture
def recorded(kept: Store, tmp_path: Any) -> Record:
    (tmp_path / "match.json").write_bytes(foreign.write(planted.recorded()))
    (report,) = bring_in(kept, [tmp_path / "match.json"])
    return kept.load(report.id or "")


def scenes(story: Json) -> Iterator[Json]:
    yield from (frame["scene"] for frame in story["frames"])


def known(story: Json) -> set[int]:
    """The seats whose cards, or whose lies, can be read from the table."""
    found: set[int] = set()
    for seat in (seat for scene in scenes(story) for seat in scene["seats"]):
        plays = [play for play in seat["plays"] if (play["faces"], play["lie"]) != (None, None)]
        if seat["hand"] is not None or plays:
            found.add(seat["seat"])
    return found


def test_a_viewpoint_is_sent_its_own_texts_and_cards_and_nobody_elses(recorded: Record) -> None:
    names = recorded.header.names
    for seat, name in enumerate(names):
        _, story, sent = ask(recorded.header.id, str(seat + 1))
        assert planted.owners([sent]) == {kind: {name} for kind in PRIVATE}
        assert known(story) == {seat}
        for owner in range(len(names)):
            mine = [line.encode() in sent for line in planted.sentences(recorded, owner)]
            assert all(mine) if owner == seat else not any(mine)


def test_the_public_is_sent_no_text_no_card_and_no_lie(recorded: Record) -> None:
    _, story, sent = ask(recorded.header.id, "public")
    assert planted.owners([sent]) == {}
    assert known(story) == set()
    assert not any(line.encode() in sent for seat in range(3) for line in planted.sentences(recorded, seat))
    assert all(thought["public"] for frame in story["frames"] for thought in frame["thoughts"])
    assert any(frame["thoughts"] for frame in story["frames"])
    assert story["frames"][-1]["ending"]["lies"] == []


def test_everything_is_sent_to_who_may_see_everything(recorded: Record) -> None:
    _, story, sent = ask(recorded.header.id, "all")
    assert planted.owners([sent]) == {kind: set(recorded.header.names) for kind in PRIVATE}
    assert known(story) == {0, 1, 2}
    steps = [*as_seen(recorded, ANALYST)]
    assert [(frame["number"], frame["seq"]) for frame in story["frames"]] == [(one.number, one.seq) for one in steps]
    ending = story["frames"][-1]["ending"]
    assert ending["lies"] or ending["lies_none"]


def test_the_seed_is_told_beside_everything_only(kept: Store) -> None:
    header = arranged.ended(kept)
    seed = f"{header.seed:032x}"
    for point in told(header.id)["viewpoints"]:
        _, story, sent = ask(header.id, point["at"])
        assert (seed.encode() in sent) == (point["at"] == "all") == bool(story["seed"])


def test_with_people_at_the_table_only_the_public_watches_until_the_end(kept: Store) -> None:
    record = arranged.whole(*arranged.seats(arranged.GUEST))
    header = arranged.running(kept)
    story = told(header.id)
    assert story["running"]
    assert [point["at"] for point in story["viewpoints"]] == ["public"]
    assert "The rest opens at its end." in story["about"]
    assert known(story) == set()
    seats = len(header.seats)
    for seat in ("all", *(str(number + 1) for number in range(seats)), *header.names):
        status, answer, sent = ask(header.id, seat)
        assert (status, list(answer)) == (403, ["error"])
        assert b"frames" not in sent

    for step in record.steps[4:]:
        last = step is record.steps[-1]
        kept.append(header.id, step, record.header.outcome if last else None)
        assert len(told(header.id)["frames"]) == len([*as_seen(kept.load(header.id), None)])
    assert not told(header.id)["running"]
    assert len(told(header.id)["viewpoints"]) == seats + 2
    assert known(told(header.id, "all")) == set(range(seats))


def test_a_match_without_people_is_open_while_it_runs(kept: Store) -> None:
    header = arranged.running(kept, *arranged.seats(scripted=3))
    assert [ask(header.id, seat)[0] for seat in ("public", "1", "3", "all")] == [200] * 4
    assert told(header.id, "all")["seed"] == []


def test_what_was_told_is_remembered_for_its_viewer_and_its_length_only(recorded: Record) -> None:
    once = watching.told(recorded.header.id, "2")
    assert watching.told(recorded.header.id, "2") is once
    assert watching.told(recorded.header.id, recorded.header.names[1].upper()) is once
    assert watching.told(recorded.header.id, "1") is not once


@pytest.mark.parametrize(
    ("seat", "status", "says"),
    [
        ("9", 422, "is no viewpoint of this match"),
        ("<b>", 422, "“<b>” is no viewpoint"),
        ("", 422, "“” is no viewpoint"),
    ],
)
def test_a_viewpoint_that_is_none_is_told(recorded: Record, seat: str, status: int, says: str) -> None:
    answer = ask(recorded.header.id, seat)
    assert answer[0] == status
    assert says in answer[1]["error"]


def test_an_unknown_match_is_told(kept: Store) -> None:
    status, answer, _ = ask("nowhere", "all")
    assert status == 404
    assert "There is no match “nowhere” here." in answer["error"]


def test_one_viewpoint_and_other_rules_are_told_in_sentences_without_a_table(kept: Store, recorded: Record) -> None:
    kept.save(Record(replace(recorded.header, id="0lder00000", version=99), recorded.steps))
    story = told("0lder00000", "all")
    assert {str(frame["scene"]) for frame in story["frames"]} == {"None"}
    assert "under other rules than this program plays" in story["plain"]
    assert all(frame["lines"] for frame in story["frames"])

    one = read("one", b"\n".join(lines(recorded, 0)))
    kept.save(Record(replace(one.header, id="0ne0000000"), one.steps))
    story = told("0ne0000000", "1")
    assert [point["at"] for point in story["viewpoints"]] == ["1"]
    assert "the match came in as one viewpoint" in story["plain"]
    assert story["about"] == "This match came in as one viewpoint only."
    assert known_texts(story) == {recorded.header.names[0]}
    status, answer, _ = ask("0ne0000000", "all")
    assert (status, answer["error"]) == (403, "This match came in as one viewpoint only.")
    assert told(recorded.header.id)["plain"] is None


def known_texts(story: Json) -> set[str]:
    return {owner for owners in planted.owners([json.dumps(story).encode()]).values() for owner in owners}


def test_a_record_that_does_not_follow_from_itself_is_told(kept: Store, recorded: Record) -> None:
    first, second, third, *rest = recorded.steps
    broken = (first, second, replace(third, actions='[[0,"Call",{}]]'), *rest)
    kept.save(Record(replace(recorded.header, id="br0ken0000"), broken))
    status, answer, _ = ask("br0ken0000", "all")
    assert status == 422
    assert "step 3 is not allowed by the rules" in answer["error"]
