"""What a live table tells a browser, as a test would have it: round 3, Kings, seen by Mara in the last seat."""

from typing import Any

NAMES = ("Wren", "Otis", "Juno", "Mara")
CARDS = {"Q": "Queen", "K": "King", "A": "Ace", "Joker": "Joker"}
Json = dict[str, Any]


def hand_of(*cards: str) -> list[Json]:
    """A hand in a round of Kings."""
    faces = [(card, card in ("K", "Joker")) for card in cards]
    return [{"card": c, "name": CARDS[c], "true": t, "note": "true" if t else "a lie"} for c, t in faces]


def seat(number: int, **changes: Any) -> Json:
    standard = {
        "who": "scripted: counting",
        "alive": True,
        "acting": False,
        "won": False,
        "held": 3,
        "cards": "3 cards",
    }
    standard |= {"points": "2 points", "fired": 1, "chambers": 6, "odds": "1 of 6 fired, next pull 1 in 5"}
    standard |= {"hand": None, "plays": [], "said": None}
    return {"seat": number, "name": NAMES[number], "you": number == 3} | standard | changes


def scene(*seats: Json, **changes: Any) -> Json:
    """Round 3 as Mara sees it; `seats` stand in for those with the same number."""
    other = {one["seat"]: one for one in seats}
    standard = {"game": "liars_bar", "title": "Round 3", "label": "Round 3. Kings.", "you": 3}
    standard["chips"] = ["all 4 seats alive", "28 cards: 8 Queens, 8 Kings, 8 Aces, 4 Jokers"]
    standard["target"] = {
        "rank": "K",
        "above": "This round everyone claims",
        "name": "Kings",
        "below": "Jokers count too",
    }
    standard["seats"] = [other.get(n, seat(n)) for n in range(4)]
    return standard | changes


def mine(*cards: str, **changes: Any) -> Json:
    standard = {"odds": "1 of 6 fired, next pull 1 in 5", "points": "−1 points", "fired": 1, "chambers": 6, "note": ""}
    return {"hand": hand_of(*(cards or ("K", "Joker", "Q", "A", "A")))} | standard | changes


def respond(decision: int = 7, **changes: Any) -> Json:
    """Juno laid two cards, and Mara is asked."""
    standard = {
        "decision": decision,
        "kind": "respond",
        "most": 3,
        "say_limit": 200,
        "question": "Juno laid 2 cards. Call, or let it lie and lay yours?",
        "notes": ["12 of the 28 cards count as Kings. You have seen 2 of them."],
        "call": {"risks": ["Right: +2, and Juno pulls, 1 in 6.", "Wrong: −1, and you pull, 1 in 5."]},
        "pass": {"risk": "The cards stay face down, and you lay yours next."},
        "then_lay": True,
        "lay": None,
    }
    return standard | changes


def lay(decision: int = 8, **changes: Any) -> Json:
    risk = {"risk": "Wren may call. A lie among your cards: you pull, 1 in 5. None: Wren pulls, 1 in 6."}
    standard = {"kind": "lay", "question": "Lay 1 to 3 cards. Choose one to begin.", "call": None, "pass": None}
    return respond(decision) | standard | {"lay": risk, "then_lay": False} | changes


def line(text: str, by: int | None = None, kind: str = "Laid") -> Json:
    return {"seat": by, "text": text, "kind": kind}


def frame(number: int, *lines: Json, **changes: Any) -> Json:
    """A step; by default Wren is waited for and nothing is asked."""
    standard = {"kind": "frame", "number": number, "round": 3, "scene": scene(seat(0, acting=True)), "mine": mine()}
    standard |= {"ask": None, "waiting": "Waiting for Wren.", "reveal": None, "marks": [], "ending": None}
    return standard | {"lines": list(lines)} | changes


def asked(number: int, ask: Json, *lines: Json, **changes: Any) -> Json:
    """A step that ends with a question to Mara."""
    pair = {"count": 2, "faces": None, "lie": None, "now": ask["kind"] == "respond", "note": "just laid"}
    there = scene(seat(2, plays=[pair], said="Both Kings."), seat(3, acting=True))
    return frame(number, *lines, ask=ask, waiting="Your turn.", **({"scene": there} | changes))


def snapshot(of: Json, *log: Json, earlier: int = 0, click: str | None = None) -> Json:
    """The table as a browser finds it that comes now."""
    rest = {key: value for key, value in of.items() if key not in ("lines", "marks", "reveal")}
    return rest | {
        "kind": "snapshot",
        "log": list(log),
        "earlier": earlier,
        "reveal": None,
        "you": 3,
        "names": list(NAMES),
        "click": click,
    }


def showdown(**changes: Any) -> Json:
    """Mara calls Juno, who lied, pulls, and lives."""
    shot = {"seat": 2, "name": "Juno", "shot": 1, "chambers": 6, "dead": False, "who": "Juno pulls the trigger."}
    shot |= {"chance": "The chance was 1 in 6.", "word": "Click."}
    shot["after"] = "The chamber was empty. Juno stays, and the next pull is 1 in 5."
    beats = {"Call": "Mara", "Cards up": "King, Ace", "Trigger": "shot 1 of 6, empty", "Points": "the round is counted"}
    ace = hand_of("A")[0] | {"note": "the lie"}
    told = {
        "title": "Mara calls Juno a liar",
        "place": "Round 3, Kings",
        "caller": 3,
        "player": 2,
        "said": {"seat": 2, "name": "Juno", "text": "Both Kings."},
        "cards": [*hand_of("K"), ace],
        "shot": shot,
        "none": None,
        "beats": [{"name": name, "note": note} for name, note in beats.items()],
        "worth": [
            {"seat": 3, "name": "Mara", "points": "+2", "lines": ["+2 called a lie"]},
            {"seat": 0, "name": "Wren", "points": "+2", "lines": ["+2 let an honest play pass"]},
            {"seat": 1, "name": "Otis", "points": "0", "lines": ["Nothing this round."]},
            {"seat": 2, "name": "Juno", "points": "0", "lines": ["Nothing this round."]},
        ],
        "standing": [
            {"seat": n, "name": NAMES[n], "points": f"{p} points", "alive": True, "fired": 1, "chambers": 6}
            for n, p in ((2, 4), (0, 4), (1, 2), (3, 1))
        ],
        "next": "Juno pulled last and starts.",
    }
    return told | changes


def ended(**changes: Any) -> Json:
    row = {"who": "scripted: counting", "won": False, "alive": False, "lines": ["+2 called a lie, 3 times"]}
    told = {
        "title": "Mara won",
        "why": "Mara is the last one alive. Mara won with the most points.",
        "rows": [
            row | {"seat": 3, "name": "Mara", "who": "a person", "points": "8 points", "won": True, "alive": True},
            row | {"seat": 2, "name": "Juno", "points": "6 points"},
            row | {"seat": 0, "name": "Wren", "points": "4 points"},
            row | {"seat": 1, "name": "Otis", "points": "−1 points", "lines": ["−2 shot dead", "+1 another seat died"]},
        ],
        "lies": [{"seat": 2, "round": 3, "text": "Round 3, Kings: Juno laid King and Ace. Mara called it."}],
        "lies_none": "Nobody lied.",
        "seed": "00112233445566778899aabbccddeeff",
        "seed_known": False,
    }
    return told | changes


def person(number: int | None, **changes: Any) -> Json:
    name = "" if number is None else NAMES[number]
    standard = {"seat": number, "name": name, "here": True, "joined": True, "link": None, "stand_in": False}
    return standard | changes
