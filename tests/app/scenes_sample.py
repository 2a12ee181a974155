"""Scenes and showdowns of Liar's Bar as the browser gets them: ordinary ones, and the hardest that may occur."""

from itertools import product
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
NAMES = ("Wren", "Otis", "Juno", "Mara")
HAND = 5
RANKS = ("Q", "K", "A", "Joker")
LONG = "Maximilian Alexander von Hohenzollern-Si"
REMARK = (
    "I have laid nothing but Kings since the evening began, and whoever says otherwise has either not been counting "
    "or has been counting the wrong deck, which in this house happens more oft"
)
HARD_NAMES = (
    LONG,
    "W" * 40,
    "李小龙与他的朋友们在酒吧里打牌直到天亮",
    "👩‍👩‍👧‍👦🦊🎲🃏🎩🕯️🥃🎷🪕👑🎭🇩🇪🇨🇳",
    "",
    "<img src=x onerror=alert(1)>",
    "ﷺ﷽𒐫",
    "Ḿ̷̃ỹ̷",
    "לילה טוב",
)
HARD_REMARKS = (REMARK, "W" * 200, "三张国王，你敢不敢说我在撒谎？" * 13, "🃏🎲" * 60, "No.", " ", "<b>bold</b>\n" * 16)
TARGET: Json = {"rank": "K", "above": "This round everyone claims", "name": "Kings", "below": "Jokers count too"}


def play(count: int = 2, *, faces: list[str] | None = None, now: bool = False, note: str | None = None) -> Json:
    lie = None if faces is None else not set(faces) <= {"K", "Joker"}
    told = "just laid" if now else "let through by Otis"
    return {"count": count, "faces": faces, "lie": lie, "now": now, "note": note or told}


def seat(number: int, **other: Any) -> Json:
    fired = number % 3
    usual = {
        "seat": number,
        "name": NAMES[number],
        "who": "scripted: counting",
        "you": False,
        "alive": True,
        "acting": False,
        "won": False,
        "held": 3,
        "cards": "3 cards",
        "points": f"{number} points",
        "fired": fired,
        "chambers": 6,
        "odds": f"{fired} of 6 fired, next pull 1 in {6 - fired}",
        "hand": None,
        "plays": [],
        "said": None,
    }
    return usual | other


def scene(seats: list[Json], *, you: int | None = None, target: Json | None = TARGET) -> Json:
    label = "Round 3. Kings."
    return {
        "game": "liars_bar",
        "title": "Round 3",
        "chips": [],
        "label": label,
        "you": you,
        "target": target,
        "seats": seats,
    }


def usual(seats: int = 4, *, you: int | None = None) -> Json:
    """A round in its middle: the second seat has just laid, the third answers."""
    listed = [seat(n) for n in range(seats)]
    listed[0]["plays"] = [play(2)]
    listed[1] |= {"plays": [play(1), play(2, now=True)], "said": "Both Kings. Would I lie to you twice?"}
    listed[2 % seats]["acting"] = True
    return scene(listed, you=you)


def hardest() -> list[Json]:
    """Full hands, every seat with five cards laid and 200 characters said, in each name that is hard to fit."""
    found = []
    pairs = [(name, HARD_REMARKS[n % len(HARD_REMARKS)]) for n, name in enumerate(HARD_NAMES)]
    for (name, said), seats, watched in product(pairs, (2, 3, 4), (True, False)):
        listed = [_crowded(n, name, said, open_=watched or n == seats - 1) for n in range(seats)]
        listed[0]["plays"] = [*listed[0]["plays"][:2], play(3, now=True, faces=["Q", "K", "A"] if watched else None)]
        listed[seats - 1]["alive"] = not watched
        found.append(scene(listed, you=None if watched else seats - 1))
    return found


def _crowded(number: int, name: str, said: str, *, open_: bool) -> Json:
    hands = [["K"], ["Q"], ["A", "Joker"], ["K"]]
    notes = [f"let through by {name}", "let through by Otis", "let through by Otis, a lie", f"let through by {name}"]
    plays = [play(len(h), faces=h if open_ else None, note=note) for h, note in zip(hands, notes, strict=True)]
    return seat(
        number,
        name=name,
        who="model: meta-llama/Llama-3.1-405B-Instruct-Turbo",
        said=said,
        points="−12 points",
        acting=number == 1,
        hand=list("QKAKQ") if open_ else None,
        plays=plays,
    )


def _names() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(HARD_NAMES), st.text(max_size=40))


def _play(*, now: bool, known: bool) -> st.SearchStrategy[Json]:
    cards = st.lists(st.sampled_from(RANKS), min_size=1, max_size=3)
    return st.builds(
        lambda cards, known, name: play(
            len(cards), faces=cards if known else None, now=now, note=f"let through by {name}"
        ),
        cards,
        st.booleans() if known else st.just(value=False),
        _names(),
    )


@st.composite
def scenes(drawn: st.DrawFn) -> Json:
    """Any table of two to four seats, seen from a seat or by whoever watches."""
    count = drawn(st.integers(2, 4))
    you = drawn(st.one_of(st.none(), st.integers(0, count - 1)))
    waits = drawn(st.one_of(st.none(), st.integers(0, count - 1)))
    seats = [_any_seat(drawn, n, waits == n, you) for n in range(count)]
    return scene(seats, you=you, target=drawn(st.sampled_from([TARGET, None])))


def _any_seat(drawn: st.DrawFn, number: int, waits: bool, you: int | None) -> Json:
    known = you in (None, number)
    plays = drawn(st.lists(_play(now=False, known=known), max_size=5))
    while sum(play["count"] for play in plays) > HAND:
        plays.pop()
    alive = drawn(st.booleans())
    return seat(
        number,
        name=drawn(_names()),
        who=drawn(st.one_of(st.just("you"), _names())),
        you=number == you,
        alive=alive,
        acting=drawn(st.booleans()) and alive,
        won=drawn(st.booleans()),
        points=drawn(st.one_of(st.none(), st.integers(-40, 40).map(lambda n: f"{n} points".replace("-", "−")))),
        fired=drawn(st.integers(0 if alive else 1, 6)),
        hand=drawn(st.one_of(st.none(), st.lists(st.sampled_from(RANKS), max_size=5))) if you is None else None,
        said=drawn(st.one_of(st.none(), st.sampled_from(HARD_REMARKS), st.text(max_size=200))),
        plays=[*plays, *([drawn(_play(now=True, known=known))] if waits else [])],
    )


def showdown(cards: int = 2, *, dead: bool = False, shot: bool = True, points: bool = True) -> Json:
    """A call that ends a round; `cards` are turned up."""
    turned = [{"card": "K", "name": "King", "true": True, "note": "true"}] * (cards - 1)
    turned = [*turned, {"card": "A", "name": "Ace", "true": False, "note": "the lie"}]
    pulled = {
        "seat": 2,
        "name": "Juno",
        "shot": 3,
        "chambers": 6,
        "dead": dead,
        "who": "Juno pulls the trigger.",
        "chance": "The chance was 1 in 4.",
        "word": "Bang." if dead else "Click.",
        "after": "It was the live one." if dead else "The chamber was empty.",
    }
    rows = [{"seat": n, "name": name, "points": "+2", "lines": ["+2 called a lie"]} for n, name in enumerate(NAMES)]
    standing = [
        {"seat": n, "name": name, "points": "4 points", "alive": True, "fired": 1, "chambers": 6}
        for n, name in enumerate(NAMES)
    ]
    return {
        "title": "Mara calls Juno a liar",
        "place": "Round 3, Kings",
        "caller": 3,
        "player": 2,
        "said": {"seat": 2, "name": "Juno", "text": "Both Kings."},
        "cards": turned,
        "shot": pulled if shot else None,
        "none": None if shot else "Nobody pulls.",
        "beats": [{"name": name, "note": f"note on {name}"} for name in ("Call", "Cards up", "Trigger", "Points")],
        "worth": rows if points else [],
        "standing": standing,
        "next": "Juno pulled last and starts.",
    }
