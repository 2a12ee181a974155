"""Seeds that somebody typed."""

from games.luck import derive


def typed_seed(text: str, match: int = 0) -> int:
    """The seed of one of the matches that follow from any typed text, the same on the page and the command line."""
    return derive(derive(0, f"typed/{text}"), f"match/{match}")
