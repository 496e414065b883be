"""What staff do beside applications and duties, as cards on two pages: on the day, and in each strand's own way."""

from dataclasses import dataclass

from volunteers.permissions import Permission, Viewer


@dataclass(frozen=True)
class Work:
    """One card: the page it opens, what it is called, and what it is for. Of a strand, or of all where that is None."""

    endpoint: str
    title: str
    words: str
    needs: Permission
    strand: str | None = None

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer may open it; a strand's own, in that strand."""
        if self.strand is None:
            return viewer.may(self.needs)
        return viewer.may_in_strand(self.needs, self.strand)


# In the order of a day: who comes, who is there, what it adds up to, what it cost.
ON_THE_DAY: tuple[Work, ...] = ()
STRAND_WORK: tuple[Work, ...] = ()


def for_viewer(work: tuple[Work, ...], viewer: Viewer) -> list[Work]:
    """The cards this viewer may open."""
    return [each for each in work if each.is_for(viewer)]
