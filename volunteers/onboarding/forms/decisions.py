"""What the second person says to a decision that was proposed."""

from volunteers.web.fields import one_of, paragraph
from volunteers.web.forms import Form

LONGEST_NOTE = 500
AGREE, REFUSE = "agree", "refuse"


class DecideForm(Form):
    """Whether they agree, and why not."""

    answer = one_of(
        "Do you agree?",
        [(AGREE, "Yes, do it now"), (REFUSE, "No, it stays where it is")],
        missing="Choose whether you agree.",
    )
    note = paragraph(
        "Why not?", missing=None, longest=LONGEST_NOTE,
        hint="Needed when you do not agree. Whoever proposed it reads it; the applicant can ask to see it.",
    )  # fmt: skip

    @property
    def agrees(self) -> bool:
        return bool(self.answer.data == AGREE)
