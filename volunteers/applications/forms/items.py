"""Below a list of items: is there another?"""

from typing import Any, ClassVar

from wtforms import Field

from volunteers.applications.rules import choices
from volunteers.web.fields import one_of
from volunteers.web.forms import Form


class MoreForm(Form):
    """Yes leads to a new item, no goes on. Where there is no room for another, nothing is asked."""

    revealed: ClassVar[dict[tuple[str, str], list[Field]]] = {}

    more = one_of("Do you need to add another?", choices.YES_NO, missing=None)

    def __init__(self, asks: str, *, has_room: bool) -> None:
        super().__init__()
        self.more.label.text = asks
        self.has_room = has_room

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        if self.has_room and not self.more.data:
            self.more.errors = ["Choose yes or no."]
            return False
        return fine

    @property
    def wants_another(self) -> bool:
        return self.has_room and bool(self.more.data == "yes")
