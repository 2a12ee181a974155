"""The words of a reply that decided are found where they stand, and nowhere in the prose around them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.consent import Consent, read_consent
from agents.deciding import deciding

PARTNERS = {"Otis": 1, "Ju\\no": 2, "🎭 Pike": 3}
BOTH = ("decision", "partner")


def found(reply: str, fields: tuple[str, ...] = BOTH) -> list[str]:
    return [reply[start:end] for start, end in deciding(reply, fields)]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ('{"decision": "accept", "partner": "Otis"}', ["accept", "Otis"]),
        ('I accept.\n```json\n{"thought": "accept", "decision": "refuse"}\n```\nI accept!', ["refuse"]),
        ('{"partner":null,"decision":"refuse"}', ["refuse"]),
        ('{"x": {"decision": "accept"}, "decision": "refuse", "y": [{"partner": "Otis"}]}', ["refuse"]),
        ('{"thought": "\\"decision\\": \\"accept\\"", "decision": "refuse"}', ["refuse"]),
        ('{"decision": "accept"} as I said {"decision": "accept"}', ["accept", "accept"]),
        ('{ }{"decision" :\n\t"accept" , "n": 1.5e3}', ["accept"]),
        ("I cannot accept this.", []),
        ('{"decision": "accept"', []),
        ("", []),
    ],
)
def test_only_the_fields_of_the_form_are_found(reply: str, words: list[str]) -> None:
    assert found(reply) == words


@given(
    st.text(st.characters(exclude_characters="{["), max_size=30),
    st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=20) | st.lists(st.integers(), max_size=3)),
    st.sampled_from(sorted(PARTNERS)),
    st.booleans(),
    st.sampled_from([None, 0, 2, "\t"]),
)
def test_what_stands_there_is_what_was_read(
    prose: str, rest: dict[str, object], partner: str, ascii_only: bool, indent: int | str | None
) -> None:
    form = rest | {"decision": "accept", "partner": partner}
    reply = prose + json.dumps(form, ensure_ascii=ascii_only, indent=indent) + prose
    read = read_consent(reply, PARTNERS)
    assert isinstance(read, Consent)
    decision, named = (json.loads(f'"{word}"') for word in found(reply))
    assert (decision, PARTNERS[named]) == ("accept", read.action.partner)
