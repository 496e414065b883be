"""A duty on paper: what stands on its sheet, in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetLine:
    """Someone on the duty, and their grade on the day; empty where the strand has none."""

    name: str
    grade: str


@dataclass(frozen=True)
class SheetPost:
    """A post, how many places it has, and those who hold them."""

    name: str
    places: int
    people: tuple[SheetLine, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet of one duty, in words."""

    duty_id: int
    title: str
    kind: str
    when: str
    where: str
    briefing: str
    risk_assessment: str
    minimum: int
    is_draft: bool
    is_cancelled: bool
    posts: tuple[SheetPost, ...]

    @property
    def warning(self) -> str:
        """What must not be missed on paper."""
        if self.is_cancelled:
            return "Cancelled"
        return "Draft: not published" if self.is_draft else ""

    @property
    def all_words(self) -> str:
        """Everything that someone may have typed."""
        names = [word for post in self.posts for word in (post.name, *(person.name for person in post.people))]
        return " ".join((self.title, self.where, self.briefing, self.risk_assessment, *names))
