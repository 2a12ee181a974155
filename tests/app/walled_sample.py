"""Scenes of Cleanup's walled maps as the browser gets them: whole maps, windows of one seat, and one that is out."""

from collections.abc import Sequence
from typing import Any

from tests.app.cleanup_sample import NAMES, WHO, frame

Json = dict[str, Any]
Place = tuple[int, int]
CLASSIC = """\
#########################
#~w~w....#....*.....*...#
#~~~~........***...a**..#
#.~w~.......*.a.*.*.*.*.#
#.~~w...#....***...*a*..#
#..w~w........*.....*...#
#..~~~...........*......#
#.~w~...#.......*a*.....#
#.~~w.......*..*.*.a..*.#
#~w~~......*a*..***..**.#
#~~w~........a...*...*..#
#w~~w...#...........#...#
#.~~~...................#
#.w~w.......*..#..*.....#
#..~~~.....***...a**..*.#
#..~w~..#.*.*.a.*.*.*.*.#
#...~~.....***...***..*.#
#########################""".splitlines()
SMALL = """\
#########
#~w~~w~~#
#~~~w~~~#
#w~~~~w.#
#.......#
#...#...#
##.....##
#.......#
#.*...a.#
#**a.***#
#.*a.**.#
#...#...#
#.**.a*.#
#*a*.***#
#########""".splitlines()
TILES = {"#": "wall", "~": "river", "w": "river, waste", "*": "orchard", "a": "orchard, apple", ".": "ground"}
FACING = ["facing up", "facing right", "facing down", "facing left"]
WAYS = ((-1, 0), (0, 1), (1, 0), (0, -1))
AHEAD, ASIDE, SIZE = 9, 5, 11
LETTERS = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def seat(number: int, at: Place | None, facing: int | None = 0, **changes: Any) -> Json:
    told = {"seat": number, "name": NAMES[number], "who": WHO[number], "you": False, "alive": True, "acting": True}
    told |= {"won": False, "at": list(at) if at else None, "facing": facing if at else None, "out": 0, "frozen": 0}
    told |= {"apples": number + 2, "cleaned": 9 - number, "zaps": 0, "said": None} | changes
    return {"points": f"{told['apples']} apples"} | told


def whole(rows: Sequence[str], seats: list[Json], **changes: Any) -> Json:
    """The map as whoever watches gets it."""
    waste, river = sum(row.count("w") for row in rows), sum(row.count("w") + row.count("~") for row in rows)
    told: Json = {"game": "cleanup", "step": 41, "title": "Step 42 of 1000", "chips": ["walled map"], "you": None}
    told |= {"label": "Step 42 of 1000. The whole map.", "look": "map", "tiles": rows, "away": None, "seats": seats}
    told["words"] = {"rows": [], "columns": [], "tiles": TILES, "facing": FACING}
    told["edges"] = {
        "rows": [f"{n + 1}" for n in range(len(rows))],
        "columns": LETTERS[: len(rows[0])],
        "letters": "columns",
    }
    told["river"] = {"waste": waste, "tiles": river, "cutoff": 21 if river > 20 else 8}
    told["river"] |= {"now": f"{waste} of {river} river tiles hold waste.", "means": "Less grows, the more there is."}
    told["river"] |= {"next": "Cleaning pays no points."}
    told |= {"unnamed": [], "did": [], "beams": None, "cooldowns": None, "known": None}
    return told | changes


def window(scene: Json, you: int, **changes: Any) -> Json:
    """What one of its seats sees: 9 tiles ahead, 1 behind, 5 to each side."""
    rows, me = scene["tiles"], scene["seats"][you]
    row, column = me["at"]
    ahead, right = WAYS[me["facing"]], WAYS[(me["facing"] + 1) % 4]

    def tile(r: int, c: int) -> str:
        there = [n + ahead[i] * (AHEAD - r) + right[i] * (c - ASIDE) for i, n in enumerate((row, column))]
        inside = 0 <= there[0] < len(rows) and 0 <= there[1] < len(rows[0])
        return rows[there[0]][there[1]] if inside else " "

    def seen(at: list[int] | None) -> list[int] | None:
        if at is None:
            return None
        away = [at[0] - row, at[1] - column]
        r = AHEAD - sum(a * b for a, b in zip(away, ahead, strict=True))
        c = ASIDE + sum(a * b for a, b in zip(away, right, strict=True))
        return [r, c] if 0 <= r < SIZE and 0 <= c < SIZE else None

    def turned(one: Json) -> Json:
        at = seen(one["at"])
        facing = (one["facing"] - me["facing"]) % 4 if at else None
        mine = one["seat"] == you
        return one | {"at": at, "facing": facing, "you": mine, "cleaned": one["cleaned"] if mine else None}

    told = scene | {"look": "window", "you": you, "seats": [turned(one) for one in scene["seats"]]}
    told["tiles"] = ["".join(tile(r, c) for c in range(SIZE)) for r in range(SIZE)]
    steps = [*(f"{AHEAD - r} ahead" for r in range(AHEAD)), "your row", "1 behind"]
    sides = [*(f"{n} left" for n in range(ASIDE, 0, -1)), "your column", *(f"{n + 1} right" for n in range(ASIDE))]
    told["words"] = scene["words"] | {"rows": steps, "columns": sides, "tiles": TILES | {" ": "beyond the map"}}
    told["edges"] = named(rows, (row, column), ahead, right)
    seen_waste = sum(line.count("w") for line in told["tiles"])
    now = f"You see {seen_waste} river tiles with waste."
    told["river"] = {
        "waste": None,
        "tiles": None,
        "cutoff": None,
        "now": now,
        "means": "The more waste, the less grows.",
    }
    told["river"]["next"] = "Nothing grows where 4 of 10 river tiles hold waste. Cleaning pays no points."
    told["label"] = "Step 42 of 1000. What you see."
    compass = ["north", "east", "south", "west"][me["facing"]]
    where = f"You are at {LETTERS[column]}{row + 1}, facing {compass}. Ahead is up."
    told["here"] = {"facing": me["facing"], "text": where}
    reach = [[AHEAD - d, ASIDE + s] for s in (-1, 0, 1) for d in (1, 2, 3)]
    told["beams"] = {name: [at for at in reach if told["tiles"][at[0]][at[1]] != "#"] for name in ("CLEAN", "ZAP")}
    told["cooldowns"] = {"CLEAN": 0, "ZAP": 3}
    known = [
        "".join("?" if c > 15 and r > 3 else letter for c, letter in enumerate(line)) for r, line in enumerate(rows)
    ]
    inside = [[max(0, row - AHEAD), max(0, column - ASIDE)], [min(len(rows) - 1, row + 1), column + ASIDE]]
    told["known"] = {"rows": len(rows), "columns": len(rows[0]), "tiles": known, "inside": inside}
    told["known"]["you"] = [row, column, me["facing"]]
    told["known"]["others"] = [
        [one["seat"], *one["at"]] for one in scene["seats"] if one["seat"] != you and seen(one["at"])
    ]
    return told | changes


def named(rows: Sequence[str], at: Place, ahead: Place, right: Place) -> Json:
    """What the rows and columns of a window are called."""
    numbers, letters = [f"{n + 1}" for n in range(len(rows))], LETTERS[: len(rows[0])]
    aside = ahead[0] == 0

    def called(names: list[str], n: int) -> str:
        return names[n] if 0 <= n < len(names) else ""

    down = [called(letters if aside else numbers, at[aside] + ahead[aside] * (AHEAD - r)) for r in range(SIZE)]
    across = [
        called(numbers if aside else letters, at[not aside] + right[not aside] * (c - ASIDE)) for c in range(SIZE)
    ]
    return {"rows": down, "columns": across, "letters": "rows" if aside else "columns"}


def beam(
    seat: int, what: str, at: list[int], rows: Sequence[int], columns: Sequence[int], hit: list[list[int]]
) -> Json:
    tiles = [[r, c] for r in rows for c in columns]
    return {"seat": seat, "kind": "beam", "what": what, "at": at, "tiles": tiles, "hit": hit}


def usual(**changes: Any) -> Json:
    """The large map with six seats, after a step in which everything happened that can be seen."""
    seats = [
        seat(0, (6, 6), 3, apples=2, cleaned=31),
        seat(1, (4, 14), 1, apples=24, cleaned=1, zaps=4),
        seat(2, (9, 13), 0, apples=17, cleaned=0, zaps=1),
        seat(3, (10, 5), 0, apples=9, cleaned=12),
        seat(4, None, apples=14, cleaned=3, out=8, points="14 apples, out 8"),
        seat(5, (15, 9), 2, apples=11, cleaned=5),
    ]
    did = [
        beam(0, "CLEAN", [6, 6], (5, 6, 7), (5, 4, 3), [[5, 4], [7, 4]]),
        beam(1, "ZAP", [4, 14], (3, 4, 5), (15, 16, 17), [[4, 17]]),
        {"seat": 4, "kind": "out", "at": [4, 17]},
        {"seat": 2, "kind": "move", "from": [10, 13], "at": [9, 13], "hit": []},
        {"seat": 2, "kind": "eat", "from": None, "at": [9, 13], "hit": []},
        {"seat": 3, "kind": "turn", "at": [10, 5], "facing": 0, "way": "right"},
        {"seat": 5, "kind": "back", "at": [15, 9]},
    ]
    return whole(CLASSIC, seats, **({"did": did} | changes))


def small(**changes: Any) -> Json:
    """The small map: four seats, and nobody has done anything."""
    at = (((3, 2), 0), ((9, 4), 2), ((7, 3), 3), ((5, 6), 0))
    return whole(SMALL, [seat(n, *each) for n, each in enumerate(at)], **changes)


def playing(**changes: Any) -> Json:
    """What Mara sees before step 42: waste ahead, Wren who has cleaned some, and its own turn to the right."""
    scene = usual()
    did = [
        beam(0, "CLEAN", [5, 6], (4, 5, 6), (3, 4, 5), [[4, 4], [6, 4]]),
        {"seat": 3, "kind": "turn", "at": [9, 5], "facing": 0, "way": "right"},
    ]
    return window(scene, 3, **({"did": did} | changes))


def out(**changes: Any) -> Json:
    """Mara was hit, and sees nothing."""
    scene = playing()
    seats = [one | {"at": None, "facing": None} | ({"out": 6} if one["you"] else {}) for one in scene["seats"]]
    told = scene | {"tiles": [], "seats": seats, "did": [], "beams": None, "label": "Step 42 of 1000. You are out."}
    told["away"] = {"steps": 6, "text": "You are out. You return in 6 steps."}
    told["here"] = None
    return told | {"known": scene["known"] | {"you": None, "inside": None, "others": []}} | changes


def before(**changes: Any) -> Json:
    """Mara is here and somebody else is not: nobody stands anywhere, and nothing is to be seen."""
    nothing = dict.fromkeys(("known", "beams", "cooldowns", "here"))
    seats = [one | {"at": None, "facing": None} for one in playing()["seats"]]
    return playing(**({"tiles": [], "did": [], "seats": seats, "title": "Before the first step"} | nothing | changes))


def move(name: str, title: str, why: str = "", *, idle: bool = False, blocked: str = "") -> Json:
    told = {"name": name, "action": ["Move", {"what": name}], "title": title, "why": why, "idle": idle}
    return told | {"blocked": blocked}


def ask(decision: int = 7, **changes: Any) -> Json:
    """What Mara may do: it can clean, and has zapped a short while ago."""
    moves = [move("STAY", "Stay"), move("FORWARD", "Forward"), move("BACK", "Back")]
    moves += [move("LEFT", "Step left"), move("RIGHT", "Step right", "a wall is there", idle=True)]
    moves += [move("TURN_LEFT", "Turn left"), move("TURN_RIGHT", "Turn right")]
    moves += [move("CLEAN", "Clean", "3 waste in reach")]
    moves += [move("ZAP", "Zap", blocked="Zapping is ready again in 3 steps.")]
    told = {"kind": "step", "decision": decision, "question": "What do you do in step 42?", "notes": [], "moves": moves}
    return told | changes


def asked(number: int, question: Json | None = None, **changes: Any) -> Json:
    """A step as the live table tells it to Mara."""
    return frame(number, question, **({"scene": playing()} | changes))
