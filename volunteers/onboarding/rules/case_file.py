"""The page of one application as plain values: the way, and where it stands on it."""

from dataclasses import dataclass

from volunteers.strands.rules import Stage, Strand


@dataclass(frozen=True)
class WayMark:
    """One stage of the straight way from the form to being appointed."""

    name: str
    is_done: bool
    is_now: bool

    @property
    def state(self) -> str:
        if self.is_now:
            return "now"
        return "done" if self.is_done else "ahead"


def way_of(strand: Strand, stage: Stage) -> list[WayMark]:
    """The straight way with the stage marked; empty for an application that ended off it."""
    path = strand.pipeline.path[1:]
    if stage not in path:
        return []
    place = path.index(stage)
    return [
        WayMark(each.name, is_done=number < place or stage.is_final, is_now=number == place and not stage.is_final)
        for number, each in enumerate(path)
    ]
