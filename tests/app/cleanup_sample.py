"""Scenes and questions of Cleanup as the browser gets them: ordinary ones, and the hardest that may occur."""

from typing import Any

Json = dict[str, Any]
NAMES = ("Wren", "Otis", "Juno", "Mara", "Pike", "Ida", "Noor")
WHO = ("DeepSeek-R1", "GPT-4.1", "Llama-3.1-8B", "you", "scripted: tender", "scripted: eager", "scripted: zapper")
RIVER = (2, 3)
ROWS, COLUMNS = 5, 6
WASTE = ((0, 2), (1, 3), (2, 2), (3, 3), (4, 2))
APPLES = ((0, 1), (0, 4), (1, 0), (2, 1), (2, 4), (2, 5), (3, 5), (4, 0))
Place = tuple[int, int]


def seat(number: int, at: Place | None, **changes: Any) -> Json:
    standard = {"seat": number, "name": NAMES[number], "who": WHO[number], "you": False, "alive": True, "acting": True}
    standard |= {
        "won": False,
        "at": list(at) if at else None,
        "frozen": 0,
        "out": 0,
        "apples": number + 2,
        "cleaned": 0,
        "zaps": 0,
    }
    told = standard | {"said": None} | changes
    return {"points": f"{told['apples']} apples"} | told


def scene(seats: list[Json], **changes: Any) -> Json:
    """Step 18, as the seat in `you` sees it; `waste` and `apples` are the tiles that hold them."""
    waste, apples = changes.pop("waste", WASTE), changes.pop("apples", APPLES)
    tiles = [[_tile((r, c), waste, apples, seats) for c in range(COLUMNS)] for r in range(ROWS)]
    river = {"waste": len(waste), "tiles": 10, "cutoff": 6, "now": f"{len(waste)} of 10 tiles hold waste."}
    river |= {"means": "At 6, no apple grows anywhere."}
    river |= {"next": "The next waste comes in step 21. Nobody has cleaned yet; cleaning pays no points."}
    standard = {
        "game": "cleanup",
        "step": 17,
        "steps": 30,
        "title": "Step 18 of 30",
        "label": "Step 18 of 30. The river.",
        "you": None,
    }
    standard |= {"chips": ["small river, everyone sees everything"], "tiles": tiles, "seats": seats, "unnamed": []}
    return standard | {"river": river, "did": []} | changes


def _tile(at: Place, waste: Any, apples: Any, seats: list[Json]) -> Json:
    kind = "river" if at[1] in RIVER else "orchard"
    there = [seat["name"] for seat in seats if seat["at"] == list(at)]
    lies = ["waste"] * (at in waste) + ["apple"] * (at in apples)
    label = f"{'ABCDEF'[at[1]]}{at[0] + 1}: {', '.join([kind, *lies, *there])}"
    return {"kind": kind, "waste": at in waste, "apple": at in apples, "label": label}


def usual(*, you: int | None = 3, **changes: Any) -> Json:
    """Wren is frozen on the left bank, Mara stands on waste."""
    seats = [
        seat(0, (3, 1), frozen=3, acting=False),
        seat(1, (3, 4), apples=6, zaps=1),
        seat(2, (1, 4), apples=4),
        seat(3, (2, 2), apples=3, you=you == 3),
    ]
    did = [
        {"seat": 3, "kind": "move", "from": [2, 1], "at": [2, 2], "hit": []},
        {"seat": 2, "kind": "eat", "from": None, "at": [1, 4], "hit": []},
    ]
    return scene(seats, you=you) | {"did": did} | changes


def move(name: str, title: str, why: str = "", *, idle: bool = False) -> Json:
    return {"name": name, "action": ["Move", {"what": name}], "title": title, "why": why, "idle": idle}


def ask(decision: int = 7, **changes: Any) -> Json:
    """What Mara may do in step 18."""
    ways = {"UP": "Up", "DOWN": "Down", "LEFT": "Left", "RIGHT": "Right"}
    moves = [move("STAY", "Stay"), *(move(name, title) for name, title in ways.items())]
    moves += [move("COLLECT", "Collect", "no apple here", idle=True), move("CLEAN", "Clean", "waste is here")]
    moves += [
        move(f"ZAP_{name}", f"Zap {title.lower()}", "nobody is there now", idle=True) for name, title in ways.items()
    ]
    told = {"kind": "step", "decision": decision, "question": "What do you do in step 18?", "notes": [], "moves": moves}
    return told | changes


def frame(number: int, asked: Json | None = None, **changes: Any) -> Json:
    """A step as the live table tells it; by default Otis and Juno are waited for and nothing is asked."""
    told = {"kind": "frame", "number": number, "round": 18, "scene": usual(), "mine": {"note": ""}, "ask": asked}
    told |= {"waiting": "Your turn." if asked else "Waiting for Otis and Juno.", "private": None, "clock": None}
    return told | {"reveal": None, "marks": [], "ending": None, "lines": []} | changes


def hardest() -> list[Json]:
    """Everybody on one tile, in corners and in the middle, on what lies there, frozen, framed, hit by lightning."""
    found: list[Json] = []
    for count in range(1, 6):
        for at in ((0, 0), (2, 2), (4, 5)):
            crowd = [seat(n, at, frozen=n * 4 if n % 2 else 0, you=n == 0) for n in range(count)]
            lies = {"waste": [at, *WASTE[:2]]} if at[1] in RIVER else {"apples": [at, *APPLES]}
            did = [
                {"seat": n, "kind": kind, "from": [1, 1], "at": list(at), "hit": [list(at), [1, 1]]}
                for n in range(count)
                for kind in ("move", "eat", "clean", "zap", "late")
            ]
            found += [scene(crowd, you=you, did=did, **lies) for you in (0, None)]
    return found


def frames(steps: int = 12) -> list[Json]:
    """A match as the replay gets it, each step in two frames: all act, then chance. Wren walks along the top and takes
    an apple a step; Otis stands in the river; Juno is frozen in steps 3 to 5; Mara is offered something in step 4."""
    told: list[Json] = []
    for step in range(steps + 1):
        for done in (step - 1, step) if step else (0,):
            seats = [
                seat(0, (0, done % COLUMNS), apples=done),
                seat(1, (2, 2), apples=0),
                seat(2, (4, 5), apples=1, frozen=max(0, 6 - done) if done >= 3 else 0),
                seat(3, (4, 0), apples=2),
            ]
            waste = [(row, column) for row in range(ROWS) for column in RIVER][: min(10, 1 + done)]
            offer = {
                "kind": "offer",
                "label": f"Step {step}: Mara is offered a channel",
                "secret": True,
                "room": "offer",
            }
            marks = [offer] if step == 4 and done == 4 else []
            told.append(_frame(len(told) + 1, scene(seats, waste=waste, step=done), marks))
    return told


def _frame(number: int, drawn: Json, marks: list[Json]) -> Json:
    line = {"seat": 0, "text": "Wren took an apple.", "kind": "Ate"}
    told = frame(number, scene=drawn, lines=[line], marks=marks, mine=None, round=max(1, drawn["step"]))
    return told | {"open": None, "thoughts": [], "read": [], "decisions": []}


def story(told: list[Json]) -> Json:
    """What the player fetches of a match."""
    names = [{"seat": n, "name": name} for n, name in enumerate(NAMES[:4])]
    views = [{"at": "public", "label": "The table"}, {"at": "all", "label": "Everything"}]
    facts = {"id": "m1", "rules": "Cleanup", "facts": [], "seed": [], "about": "", "plain": None, "running": False}
    return facts | {
        "seats": names,
        "viewpoint": "all",
        "viewpoints": views,
        "thoughtless": "",
        "room": False,
        "frames": told,
    }
