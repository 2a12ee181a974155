"""A stand-in to try the pages with: `python -m tests.standin --port 8000 --delay 0.5`."""

import argparse
import threading

from tests.standin import StandIn, answers
from tests.standin.answers import Answer
from tests.standin.asked import Asked
from tests.standin.counting import cl100k, quarters
from tests.standin.playing import Manner

FAULTS = {
    "slow": answers.slow(600),
    "drop": answers.drop(),
    "401": answers.no_key(),
    "404": answers.no_model(),
    "429": answers.too_many(5),
    "quota": answers.no_quota(),
    "500": answers.broken(),
    "html": answers.html(),
    "half-json": answers.half_json(),
    "babble": answers.babble(),
    "no-choices": answers.no_choices(),
    "thinking-only": answers.thinking_only(),
    "thinking": answers.thinking("They have called twice already. One more and I am done."),
    "refusal": answers.refusal(),
    "filtered": answers.filtered(),
    "cut": answers.cut(),
}


def main() -> None:
    read = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    read.add_argument("--port", type=int, default=8000)
    read.add_argument("--delay", type=float, default=0.5, help="seconds an answer takes")
    read.add_argument("--at-once", type=int, help="answers worked on at a time")
    read.add_argument("--model", action="append", help="a model it serves; may be given several times")
    read.add_argument("--key", help="the key it insists on")
    read.add_argument("--p-call", type=float, default=0.3)
    read.add_argument("--remark", type=int, default=60, help="characters of a remark")
    read.add_argument("--refuse", action="store_true", help="refuse every offer and invitation")
    read.add_argument("--message", default=Manner().message, help="what is written to a partner")
    read.add_argument("--seed", type=int, default=1)
    read.add_argument("--cl100k", action="store_true", help="count real tokens, not quarters of characters")
    read.add_argument("--fault", choices=FAULTS, help="what is answered instead of a legal move")
    read.add_argument("--after", type=int, default=0, help="so many good answers come before the fault")
    given = read.parse_args()

    def fault(asked: Asked) -> Answer | None:
        return FAULTS[given.fault] if given.fault and asked.number > given.after else None

    server = StandIn(
        fault,
        models=given.model or ["tiny"],
        manner=Manner(
            seed=given.seed,
            p_call=given.p_call,
            remark=given.remark,
            accepts=not given.refuse,
            message=given.message,
        ),
        delay=given.delay,
        at_once=given.at_once,
        key=given.key,
        encode=cl100k() if given.cl100k else quarters,
        port=given.port,
    )
    with server:
        print(f"A stand-in for a model: {server.base_url}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
