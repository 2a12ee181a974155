"""The list of words: its labelled sentences, its method step by step, and places in the text as it was written."""

from typing import Any

import pytest

from agents.prompts.wording_files import WordingError, table
from agents.recognise import LIES, LIST, PROMISES, groups, named, named_anyhow

NAMES = ("Mike", "Luke", "Lily", "Quinn")
EXAMPLES: list[dict[str, Any]] = table("unfairness_words.toml")["example"]


def test_there_are_thirty_labelled_sentences_in_two_languages() -> None:
    assert len(EXAMPLES) == 30
    assert {example["lang"] for example in EXAMPLES} == {"en", "zh"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:30])
def test_a_labelled_sentence_gets_its_label_and_its_groups(example: dict[str, Any]) -> None:
    found = groups(named(example["text"], NAMES, example["lang"]))
    assert (bool(found), set(found)) == (example["expected"], set(example["groups"]))


def spans(text: str, language: str = "en", names: tuple[str, ...] = NAMES) -> list[tuple[str, str, bool]]:
    return [(text[hit.start : hit.end], hit.group, hit.denied) for hit in named(text, names, language)]


def test_places_are_those_of_the_text_as_written() -> None:
    text = "It isn’t “ﬁne”: ｕｎｆａｉｒ, and cafe\u0301 or not, it is unfair."
    assert spans(text) == [("ｕｎｆａｉｒ", "unfair", False), ("unfair", "unfair", False)]


def test_a_denied_hit_is_kept_and_does_not_count() -> None:
    hits = named("It isn’t unfair.", NAMES)
    assert [hit.denied for hit in hits] == [True]
    assert groups(hits) == frozenset()


def test_only_the_first_of_a_list_is_denied() -> None:
    assert spans("It is not secret, it is unfair.") == [("secret", "secret", True), ("unfair", "unfair", False)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I will not cheat.", True),
        ("I do not think it is cheating.", False),
        ("Nobody should be harmed.", True),
        ("There is no harm in it.", False),
        ("It is not only secret.", True),
        ("It helps, but not in secret.", False),
        ("I do not care; it is secret.", True),
        ("I would not say it is unfair.", False),
        ("I would not win by what is unfair.", True),
    ],
)
def test_resolve_names_the_fault_and_opinion_denies_it(text: str, counts: bool) -> None:
    assert bool(groups(named(text, NAMES))) is counts


def test_a_longer_hit_swallows_a_shorter_one_of_its_group() -> None:
    text = "It is a level playing field for every player with the same chances."
    assert [place for place, group, _ in spans(text) if group == "unfair"] == [
        "level playing field",
        "every player with the same chances",
    ]
    assert spans("All players were harmed or disadvantaged.") == [
        ("players were harmed or disadvantaged", "harm", False)
    ]
    assert spans("This is not a fair thing, it is not fair play.") == [
        ("not a fair ", "unfair", False),
        ("fair play", "integrity", True),
    ]


def test_words_of_the_game_itself_are_no_hits() -> None:
    assert spans("The hidden cards from his hand: an honest play, I kept mine secret cards.") == []


def test_a_seat_counts_by_its_name_and_a_name_is_no_pattern() -> None:
    assert spans("That would hurt Quinn.") == [("hurt", "harm", False)]
    assert spans("That would hurt Quinn.", names=("A.*", "B|", "(")) == []
    assert spans("That would hurt (.", names=("(", "B.")) == []
    assert spans("That would hurt Q(uinn x.", names=("Q(uinn",)) == [("hurt", "harm", False)]


def test_without_names_nothing_matches_in_their_place() -> None:
    assert spans("That would hurt Quinn.", names=()) == []


@pytest.mark.parametrize("language", ["fr", "method", "version", "example", ""])
def test_a_language_without_a_list_is_refused(language: str) -> None:
    with pytest.raises(WordingError):
        named("unfair", NAMES, language)


@pytest.mark.parametrize("owner", ["others' ", "everyone's ", "players' other ", "their "])
def test_whoever_is_talked_behind_a_text_made_to_take_for_ever_does_not(owner: str) -> None:
    assert not groups(named(f"behind {owner * 60}", NAMES))
    assert len(named("not unfair " * 300, NAMES)) == 300


def test_nothing_is_named_in_nothing() -> None:
    assert named("", NAMES) == ()


@pytest.mark.parametrize(("words", "many"), [(LIES, 33), (PROMISES, 27)])
def test_the_other_lists_have_labelled_sentences_too(words: str, many: int) -> None:
    examples: list[dict[str, Any]] = table(words)["example"]
    assert len(examples) == many
    assert {example["lang"] for example in examples} == {"en", "zh"}


@pytest.mark.parametrize(
    ("words", "example"), [(words, example) for words in (LIES, PROMISES) for example in table(words)["example"]]
)
def test_a_sentence_says_that_it_lies_or_promises_as_it_is_labelled(words: str, example: dict[str, Any]) -> None:
    """All of them are written to Luke: of a promise it matters who reads it."""
    names = [name for name in NAMES if name != "Luke" or words == LIES]
    for hits in (named(example["text"], names, example["lang"], words), named_anyhow(example["text"], names, words)):
        # Words that bind a promise to a moment stand in its clause, negated or not.
        found = {hit.group for hit in hits if not hit.denied or hit.group == "now"}
        assert (bool(found), found) == (example["expected"], set(example["groups"]))


@pytest.mark.parametrize(
    "piece", ["I will not ", "我不会", "none of these are ", "I will let your play ", "if I bluff "]
)
def test_a_text_made_to_take_for_ever_does_not(piece: str) -> None:
    for words in (LIST, LIES, PROMISES):
        named_anyhow(piece * (20_000 // len(piece)), NAMES, words)
