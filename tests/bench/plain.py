"""Liar's Bar as a script would write it, one function over mutable lists: the yardstick of the speed bench."""

from random import Random

DECK = ["Q"] * 8 + ["K"] * 8 + ["A"] * 8 + ["Joker"] * 4
CALL = 0.554


def plain_match(seed: int, seats: int = 4) -> list[int]:
    """The points of one match of random players; no events, no record, no views, nothing hidden from anybody."""
    rng = Random(seed)
    alive, fired, points = [True] * seats, [0] * seats, [0] * seats
    live = [rng.randint(1, 6) for _ in range(seats)]
    starter = rng.randrange(seats)
    while sum(alive) > 1:
        target = rng.choice("QKA")
        deck = rng.sample(DECK, len(DECK))
        hands = [sorted(deck[5 * s : 5 * s + 5]) if alive[s] else [] for s in range(seats)]
        turn, passed = starter, []
        while True:
            others = [s for s in range(seats) if s != turn and hands[s]]
            house = not others
            count = len(hands[turn]) if house else rng.randint(1, min(3, len(hands[turn])))
            laid = hands[turn] if house else rng.sample(hands[turn], count)
            for card in list(laid):
                hands[turn].remove(card)
            honest = all(card in (target, "Joker") for card in laid)
            if house:
                shooter = None if honest else turn
                break
            responder = next(s % seats for s in range(turn + 1, turn + seats) if hands[s % seats])
            if rng.random() < CALL:
                shooter = responder if honest else turn
                if not honest:
                    points[responder] += 2
                break
            passed.append((responder, honest))
            if not hands[turn]:
                points[turn] += 2
            turn = responder
        if shooter is None:
            starter = rng.choice([s for s in range(seats) if alive[s]])
        else:
            fired[shooter] += 1
            starter = shooter
            if fired[shooter] == live[shooter]:
                alive[shooter] = False
                points[shooter] += 0 if sum(alive) == 1 else -2
                for s in range(seats):
                    points[s] += alive[s]
                starter = next(s % seats for s in range(shooter + 1, shooter + seats + 1) if alive[s % seats])
            elif not house and honest:
                points[shooter] -= 1
        for seat, true in passed:
            points[seat] += 2 * true
    points[alive.index(True)] += 3
    return points
