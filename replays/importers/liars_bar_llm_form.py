"""The records of liars-bar-llm as types: what a file must fit before anything is done with it."""

from msgspec import Raw, Struct


class Dealt(Struct):
    """One living player at the start of a round."""

    player_name: str
    bullet_position: int
    """The chamber of the live round, from 0."""
    current_gun_position: int
    """The chamber that is fired next, from 0."""
    initial_hand: tuple[str, ...]


class Turn(Struct):
    """One play, and what the next player made of it."""

    player_name: str
    played_cards: tuple[str, ...]
    remaining_cards: tuple[str, ...]
    next_player: str | None
    """Who responds; when the house calls, any word that is no player's name."""
    was_challenged: bool
    challenge_result: bool | None
    """Whether the called play was a lie."""
    play_reason: str = ""
    behavior: str = ""
    play_thinking: str | None = None
    challenge_reason: str | None = None
    challenge_thinking: str | None = None


class Result(Struct):
    """How a round ended."""

    shooter_name: str | None
    """Any word that is no player's name if nobody shot."""
    bullet_hit: bool


class Round(Struct):
    round_id: int
    target_card: str
    round_players: tuple[str, ...]
    starting_player: str
    player_initial_states: tuple[Dealt, ...]
    play_history: tuple[Raw, ...]
    """Read one by one, so that a refusal can name the turn."""
    round_result: Result | None
    player_opinions: dict[str, dict[str, str]] = {}
    """Observer -> subject -> what the one thinks of the other."""


class Match(Struct):
    player_names: tuple[str, ...]
    rounds: tuple[Raw, ...]
    winner: str | None
