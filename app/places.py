"""Where this program keeps its data."""

import os
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

BROWSER: Final = Path(__file__).with_name("browser")
"""Modules and sheets of style that browsers load."""
FONTS: Final = Path(__file__).with_name("static")
VARIABLE = "UNDERTABLE_DATA"
WORDINGS = "wordings"
"""The folder in it where somebody may put wordings of offers of their own."""


def data_folder(chosen: str | None = None) -> Path:
    """The folder somebody named, else the one in UNDERTABLE_DATA, else the platform's folder for user data."""
    named = chosen or os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else user_data_path("undertable", appauthor=False)
