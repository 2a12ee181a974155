"""A stand-in for a model's server: real HTTP, the OpenAI protocol, and every way in which such a server can fail.

with StandIn(answers=[answers.too_many(1), None]) as server:
    settings = ModelSettings(model="openai/tiny", base_url=server.base_url)
    ...
    assert [asked.form for asked in server.asked] == ["schema", "schema"]
"""

from tests.standin import answers
from tests.standin.answers import Answer
from tests.standin.asked import Asked
from tests.standin.server import StandIn

__all__ = ["Answer", "Asked", "StandIn", "answers"]
