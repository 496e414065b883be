"""How large a made-up force is for a bench, and its applications' ways so long that the stage changes add up."""

from dataclasses import dataclass
from random import Random

from volunteers.strands.rules import Pipeline, StageKind

# The part of applications under way, and of those ended the part that led to an appointment.
UNDER_WAY, APPOINTED = 0.08, 0.3
SHORTEST_WAY = 2


@dataclass(frozen=True)
class Scale:
    """How much of everything; ``duties`` are those to come, ``attendances`` those of the past."""

    volunteers: int
    duties: int
    attendances: int
    applications: int
    changes: int


SCALES = {
    "small": Scale(200, 100, 800, 200, 2_000),
    "force": Scale(5_000, 2_000, 20_000, 5_000, 50_000),
    "large": Scale(5_000, 2_000, 20_000, 100_000, 1_000_000),
}


def ways(chance: Random, count: int, changes: int) -> list[int]:
    """How many stage changes each application has: so many in all, some fewer and some more than the average."""
    average, more = divmod(changes, count)
    lengths = [average + (place < more) for place in range(count)]
    room = max(0, average - SHORTEST_WAY)
    for place in range(0, count - 1, 2):
        apart = chance.randint(0, room)
        lengths[place] -= apart
        lengths[place + 1] += apart
    return lengths


def route_of(pipeline: Pipeline, moves: int, chance: Random) -> list[str]:
    """A way of exactly so many moves from draft that the table allows: still open, ended or appointed.

    What is longer than the straight way goes back for a check and comes forward again, as often as it takes.
    """
    path = [stage.code for stage in pipeline.path]
    back, turn = _turn(pipeline, path)
    options = [*_under_way(path, moves, turn), *_ended(pipeline, path, moves, turn), *_appointed(path, moves)]
    forward, end = chance.choices([option[:2] for option in options], [option[2] for option in options])[0]
    loops = (moves - forward - (end is not None)) // 2
    way = path[: forward + 1]
    if loops:
        way = [*path[: turn + 1], *[path[back], path[turn]] * loops, *path[turn + 1 : forward + 1]]
    return way if end is None else [*way, end]


Option = tuple[int, str | None, float]
"""So many stages forward, the ending if there is one, and how often."""


def _under_way(path: list[str], moves: int, turn: int) -> list[Option]:
    reached = [forward for forward in range(1, len(path) - 1) if _fits(forward, moves, turn)]
    return [(forward, None, UNDER_WAY / len(reached)) for forward in reached]


def _ended(pipeline: Pipeline, path: list[str], moves: int, turn: int) -> list[Option]:
    reached = [forward for forward in range(1, len(path) - 1) if _fits(forward, moves - 1, turn)]
    share = (1 - UNDER_WAY) * (1 - APPOINTED) / (2 * len(reached) or 1)
    ends = (pipeline.unsuccessful.code, pipeline.withdrawn.code)
    return [(forward, end, share) for forward in reached for end in ends]


def _appointed(path: list[str], moves: int) -> list[Option]:
    whole = len(path) - 1
    share = (1 - UNDER_WAY) * APPOINTED
    return [(whole, None, share)] if moves >= whole and (moves - whole) % 2 == 0 else []


def _fits(forward: int, moves: int, turn: int) -> bool:
    """Whether so many moves can end so far forward: straight, or with turns once the turning point is reached."""
    return forward == moves or (forward < moves and forward >= turn and (moves - forward) % 2 == 0)


def _turn(pipeline: Pipeline, path: list[str]) -> tuple[int, int]:
    """The first stage with a way one stage back: the places of the earlier one and of itself."""
    for place, code in enumerate(path):
        if place > 1 and path[place - 1] in pipeline.stage(code).moves:
            return place - 1, place
    raise ValueError("no stage of this pipeline leads back to the one before it")


def is_open(pipeline: Pipeline, route: list[str]) -> bool:
    """Whether a route stops where someone is still waiting."""
    return pipeline.stage(route[-1]).kind is StageKind.OPEN
