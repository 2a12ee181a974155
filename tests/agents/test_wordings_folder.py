"""A user's own folder of wordings: it adds, and it changes nothing."""

import re
from pathlib import Path

import pytest

from agents.prompts.offers import OfferTexts, WordingError, is_neutral, wordings
from agents.prompts.wording_files import expand, fill, table, text
from games.secret_tools.conditions import Condition, ToolRules
from tests.agents.wording import INNER, NAMES, TOY

CHANNEL = Condition.CHANNEL
ROW = """
[variants.mine]
name = "neutral with an appeal"
source = "filler"
secrecy = "filler"
fairness = "filler"
harm = "filler"
ethics = "{ethics}"
penalty = "filler"
"""


def put(folder: Path, path: str, text: str) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")
    return folder


def made(folder: Path | None, game: str = "liars_bar", condition: Condition = CHANNEL, wording: str = "mine") -> str:
    offers = OfferTexts(game, ToolRules(condition=condition, wording=wording), INNER, "en", folder)
    return offers.preview(NAMES).text


def test_a_row_of_ones_own_is_one_more_wording(tmp_path: Path) -> None:
    put(tmp_path, "variants.toml", ROW.format(ethics="appeal"))
    assert [w.name for w in wordings(CHANNEL, tmp_path)] == ["V0", "V1", "V2", "V3", "V4", "V5", "mine"]
    assert "mine" not in [w.name for w in wordings(Condition.NOTES, tmp_path)]
    assert not is_neutral(CHANNEL, "mine", tmp_path)
    appeal = "Before you decide, please think of fair play"
    assert [appeal in part for part in made(tmp_path).split("\n\n")] == [part == 2 for part in range(6)]


def test_a_level_of_ones_own_is_one_more_text(tmp_path: Path) -> None:
    put(tmp_path, "variants.toml", ROW.format(ethics="short"))
    put(tmp_path, "en/shared.toml", '[block.ethics]\nshort = "Think of {tool_name}."')
    assert made(tmp_path).split("\n\n")[2] == "Think of partner channel."
    assert made(tmp_path, wording="V1") == made(None, wording="V1")


def test_an_empty_folder_and_none_say_the_same(tmp_path: Path) -> None:
    assert made(tmp_path, wording="V0") == made(None, wording="V0")
    assert made(tmp_path / "nowhere", wording="V0") == made(None, wording="V0")


@pytest.mark.parametrize("condition", [c for c in Condition if c is not Condition.BASELINE])
def test_words_for_another_game_may_come_from_there(condition: Condition) -> None:
    wording = "V0" if condition in (CHANNEL, Condition.HINT) else "P1"
    told = made(TOY, "toy", condition, wording)
    assert "toy" in told
    with pytest.raises(WordingError, match="no-such-file"):
        made(None, "toy", condition, wording)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("variants.toml", '[variants.V0]\nethics = "appeal"', "changes-words"),
        ("variants.toml", "version = 2", "changes-words"),
        ("variants.toml", 'order = [["source"]]', "changes-words"),
        ("variants.toml", 'variants = "mine"', "changes-words"),
        ("en/shared.toml", '[block.fairness]\nunfair = "It is fair."', "changes-words"),
        ("en/liars_bar_channel.toml", '[words]\ntool_name = "x"', "changes-words"),
        ("variants.toml", "not toml", "unreadable-file"),
        ("variants.toml", "[variants.mine]\nname = 1.5", "unreadable-file"),
        ("variants.toml", "variants = [1]", "unreadable-file"),
        ("variants.toml", '[variants.mine]\nname = "\\u0000"', "unreadable-file"),
        ("variants.toml", '[variants.mine]\nname = "x"', "bad-wording"),
        ("variants.toml", ROW.format(ethics="filler") + "more = 'x'", "bad-wording"),
        ("variants.toml", ROW.format(ethics="lacking"), "no-such-text"),
        ("variants.toml", ROW.format(ethics="filler").replace("variants.mine", 'variants."my own"'), "bad-wording"),
        ("variants.toml", "[variants]\nmine = 3", "bad-wording"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, path: str, content: str, code: str) -> None:
    put(tmp_path, path, content)
    with pytest.raises(WordingError) as refused:
        made(tmp_path)
    assert refused.value.code == code


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "variants.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WordingError, match="unreadable-file"):
        made(tmp_path)


def needed() -> list[tuple[Condition, str]]:
    """What a tool cannot do without: every key of its file but the words for series and what is only said at times."""
    spared = ("version", "game", "tool", "ends_series", "no_message", "held")
    conditions = [c for c in Condition if c is not Condition.BASELINE]
    lines = [(c, line) for c in conditions for line in (TOY / "en" / f"toy_{c}.toml").read_text("utf-8").splitlines()]
    keys = [(c, line.partition("=")[0].strip()) for c, line in lines if "=" in line]
    return [(c, key) for c, key in keys if key not in spared]


@pytest.mark.parametrize(("condition", "key"), needed(), ids=str)
def test_words_that_lack_something_are_refused_before_a_match_begins(
    tmp_path: Path, condition: Condition, key: str
) -> None:
    lines = (TOY / "en" / f"toy_{condition}.toml").read_text("utf-8")
    without = re.sub(rf"(?m)^{key}(\s*=)", r"renamed\1", lines)
    if key == "text":
        # The affordance and the frame both have one.
        without = lines.replace("[frame]\ntext", "[frame]\nrenamed")
    put(tmp_path, f"en/toy_{condition}.toml", without)
    wording = "V0" if condition in (CHANNEL, Condition.HINT) else "P1"
    with pytest.raises(WordingError, match="no-such-text"):
        made(tmp_path, "toy", condition, wording)


def test_the_nearest_block_is_taken(tmp_path: Path) -> None:
    lines = (TOY / "en" / "toy_channel.toml").read_text("utf-8")
    own = '[offer.terms]\ntext = "Of the offer."\n[block.terms]\ntext = "Of the game."\n'
    put(tmp_path, "en/toy_channel.toml", lines + own)
    offers = OfferTexts("toy", ToolRules(condition=CHANNEL, wording="V0"), INNER, "en", tmp_path)
    read = [offers.preview(NAMES, invitation=invitation).text.split("\n\n")[4] for invitation in (False, True)]
    assert read == ["Of the offer.", "Of the game."]


def test_words_that_hold_themselves_are_refused(tmp_path: Path) -> None:
    lines = (TOY / "en" / "toy_channel.toml").read_text("utf-8")
    put(
        tmp_path,
        "en/toy_channel.toml",
        lines.replace('"toy channel"', '"the {ends}"').replace('"the match', '"{tool_name}'),
    )
    with pytest.raises(WordingError, match="endless-words"):
        made(tmp_path, "toy", wording="V0")


def test_a_placeholder_without_a_value_is_refused(tmp_path: Path) -> None:
    lines = (TOY / "en" / "toy_channel.toml").read_text("utf-8")
    put(tmp_path, "en/toy_channel.toml", lines.replace("{word_limit}", "{audit_percent}"))
    with pytest.raises(WordingError, match="no-such-value: audit_percent"):
        made(tmp_path, "toy", wording="V0")


def test_two_passes() -> None:
    words = {"outer": "<{inner} {name}>", "inner": "in"}
    assert expand("{outer} {other}", words) == "<in {name}> {other}"
    assert fill("{a} {b} {a}", {"a": "{b}", "b": 3}) == "{b} 3 {b}"
    assert text(({"a": {"b": 1}}, {"a": {"b": "x"}}), "a", "b") == "x"


def test_a_folder_cannot_be_read_past(tmp_path: Path) -> None:
    assert table("variants.toml", put(tmp_path, "variants.toml", "")) == table("variants.toml")
