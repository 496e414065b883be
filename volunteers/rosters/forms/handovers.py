"""Taking a place in another way than signing up: by an offer, for someone who cannot make it, or in a swap."""

from wtforms import BooleanField, HiddenField
from wtforms.validators import AnyOf

from volunteers.rosters.forms.places import READ_IT
from volunteers.web.forms import CreatingForm
from volunteers.web.numbers import WholeNumberField


class AnswerForm(CreatingForm):
    """Two buttons: take what is offered, or let it go."""

    answer = HiddenField(validators=[AnyOf(["take", "decline"], message="Press one of the two buttons.")])
    accepted = BooleanField(READ_IT)

    @property
    def takes(self) -> bool:
        return bool(self.answer.data == "take")


class TakeOverForm(CreatingForm):
    """One button, and the tick where there is something to read."""

    accepted = BooleanField(READ_IT)


class SwapForm(CreatingForm):
    """Which place they would have for theirs; each has a button of its own."""

    other = WholeNumberField("Place", wrong="Choose a place.", missing="Choose a place.")
