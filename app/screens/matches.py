"""All matches that are kept, newest first."""

from app.ui import catalogue

catalogue.show()
