"""The forms of coordinators: confirming a status, reviews, kit going out and coming back; and agreeing to a review."""

from wtforms import HiddenField

from volunteers.forces.rules import KitKind
from volunteers.records.forms.placing import PlacedForm, offer, seen
from volunteers.records.queries import ReviewRow
from volunteers.records.rules import Condition
from volunteers.records.service import Issue, ReviewWords
from volunteers.web.fields import DayField, line, one_of, paragraph, pick, tidy
from volunteers.web.forms import Form


class ConfirmForm(PlacedForm):
    """From which day someone has a status."""

    FIELD_OF = {"future": "from_on", "before_last_duty": "from_on"}

    from_on = DayField("From which date?", missing="Enter the date.", name_of_it="The date")
    grade = HiddenField(filters=[tidy])


class ReviewForm(PlacedForm):
    """A review as its writer keeps it."""

    FIELD_OF = {
        "held_in_future": "held_on",
        "held_before_service": "held_on",
        "next_not_after": "next_due_on",
        "next_too_far": "next_due_on",
    }

    held_on = DayField("Date of the review", missing="Enter the date of the review.", name_of_it="The date")
    went_well = paragraph("What went well", missing="Write what went well.")
    what_next = paragraph("What next", missing="Write what comes next.", hint="Aims, training, and who helps with what")
    next_due_on = DayField(
        "Next review due on", missing="Enter when the next review is due.", name_of_it="The next date"
    )
    seen = seen()

    @classmethod
    def of(cls, review: ReviewRow) -> "ReviewForm":
        """The form filled in as the review is stored."""
        return cls(obj=review, seen=str(review.version))

    def written(self) -> ReviewWords:
        said = self.data
        return ReviewWords(said["held_on"], said["went_well"], said["what_next"], said["next_due_on"])


class AgreeForm(Form):
    """One's own words on a review, and that one agrees to it."""

    own_words = paragraph("Your own words (optional)", missing=None, hint="They stay beside the review for good")
    seen = seen()


class IssueForm(PlacedForm):
    """Something that is given to someone."""

    FIELD_OF = {
        "unknown_kind": "kind",
        "no_serial": "serial",
        "out_already": "serial",
        "issued_in_future": "issued_on",
    }

    kind = pick("What is issued?", (), missing="Choose what is issued.")
    serial = line("Serial number", missing=None, hint="Capitals and spaces make no difference", longest=60)
    issued_on = DayField("Date of issue", missing="Enter the date of issue.", name_of_it="The date of issue")
    note = line("Note (optional)", missing=None, hint="A size, or what it is for", longest=200)

    def offering(self, kinds: tuple[KitKind, ...]) -> "IssueForm":
        """The form with what the force issues."""
        offer(self.kind, [(kind.code, kind.name) for kind in kinds], first="Choose")
        return self

    def issue(self) -> Issue:
        said = self.data
        return Issue(said["kind"], said["serial"] or "", said["issued_on"], said["note"] or "")


class ReturnForm(PlacedForm):
    """Something that came back."""

    FIELD_OF = {"returned_in_future": "returned_on", "returned_before_issue": "returned_on"}

    returned_on = DayField("Date it came back", missing="Enter the date it came back.", name_of_it="The date")
    condition = one_of(
        "How is it?", [(each.value, each.label) for each in Condition], missing="Choose how it came back."
    )
    note = line("Note (optional)", missing=None, longest=200)
