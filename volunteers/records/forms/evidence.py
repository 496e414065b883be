"""The forms of evidence: what someone showed, a signature for several pieces, sending one back, withdrawing one."""

import re
from collections.abc import Iterable
from datetime import date

from wtforms import HiddenField

from volunteers.records.forms.placing import PlacedForm, offer, seen
from volunteers.records.rules import Act, Piece, Progress
from volunteers.web.fields import DayField, line, paragraph, pick, several_of, tidy
from volunteers.web.forms import Form

LONGEST_EVIDENCE = 2_000
AS_READ = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
NO_NAMES = "Do not name members of the public. Say “a man”, “the driver”, “a shop worker”."


class SeenForm(PlacedForm):
    """One piece of evidence as the officer who was there writes it down and signs it."""

    FIELD_OF = {
        "unknown_skill": "skill",
        "enough": "skill",
        "duty_in_future": "duty_on",
        "duty_before_service": "duty_on",
        "unknown_signer": "signer_email",
    }

    skill = pick("Skill", (), missing="Choose the skill.")
    duty_on = DayField("Date of the duty", missing="Enter the date of the duty.", name_of_it="The date of the duty")
    what = paragraph("What happened", missing="Write what happened.", hint=NO_NAMES, longest=LONGEST_EVIDENCE)
    place = line("Place (optional)", missing=None, hint="A town or a street, never someone’s home", longest=100)
    incident = line("Incident number (optional)", missing=None, longest=40)

    def offering(self, progress: Progress) -> "SeenForm":
        """The form with the skills that take more evidence, the mandatory ones first, and the one chosen anyway."""
        lines = [each for each in progress.lines if each.takes_more or each.skill.code == self.skill.data]
        offer(self.skill, [(each.skill.code, f"{each.skill.name} ({each.words})") for each in lines], first="Choose")
        return self

    def piece(self) -> Piece:
        """What was written."""
        said = self.data
        return Piece(
            skill=said["skill"], duty_on=said["duty_on"], what=said["what"], place=said["place"] or "",
            incident=said["incident"] or "",
        )  # fmt: skip


class EvidenceForm(SeenForm):
    """One piece of evidence as a volunteer enters it, with the officer who was there and is asked to sign."""

    signer = pick("Officer who was with you", (), missing=None)
    signer_email = line(
        "Or their e-mail address", missing=None, hint="If they are not in the list. They need to be able to sign here.",
        longest=254,
    )  # fmt: skip
    seen = seen()

    def asking(self, signers: list[tuple[int, str]], last: int | None) -> "EvidenceForm":
        """The form with those who can sign; the one asked last stands first."""
        ordered = sorted(signers, key=lambda one: one[0] != last)
        offer(self.signer, [(str(number), name) for number, name in ordered], first="Choose")
        return self

    def refuse_unnamed(self) -> bool:
        """Whether nobody is asked to sign; says so on the page."""
        if self.signer.data or self.signer_email.data:
            return False
        self.signer.errors = ["Choose the officer who was with you."]
        return True

    @property
    def signer_id(self) -> int | None:
        return int(self.signer.data) if self.signer.data else None


class SignManyForm(Form):
    """The pieces that were read and are signed together, each as its number and version."""

    pieces = several_of("What you saw", (), missing="Tick the evidence you saw.")

    def offering(self, shown: Iterable[str]) -> "SignManyForm":
        """The form with what is shown; what was shown before and is ticked is judged by what it has become."""
        ticked = [each for each in self.pieces.data or () if AS_READ.fullmatch(each)]
        offer(self.pieces, [(each, each) for each in dict.fromkeys([*shown, *ticked])])
        return self

    @property
    def seen(self) -> dict[int, int]:
        """The version of each piece that was ticked, by its number."""
        return {int(number): int(version) for number, _, version in (each.partition(".") for each in self.pieces.data)}


class AnswerForm(Form):
    """One piece: signed, or sent back with what is missing."""

    act = HiddenField(default=Act.SIGN.value, filters=[tidy])
    seen = seen()
    words = paragraph("What is missing?", missing=None, hint="Only if you send it back", longest=500)

    @property
    def sends_back(self) -> bool:
        return bool(self.act.data == Act.SEND_BACK)

    def refuse_wordless(self) -> bool:
        """Whether it is to go back without a word; says so on the page."""
        if not self.sends_back or self.words.data:
            return False
        self.words.errors = ["Say what is missing, so that it can be put right."]
        return True


class WithdrawForm(Form):
    """Why a signed piece no longer counts."""

    reason = paragraph("Why does it no longer count?", missing="Say why it no longer counts.", longest=500)


def evidence_form(
    progress: Progress, signers: list[tuple[int, str]], last: int | None, *, on: date
) -> EvidenceForm:  # fmt: skip
    """The form of a member as it is opened on a day: most evidence is of that day, with the officer asked last."""
    form = EvidenceForm(duty_on=on, signer=str(last) if last in {number for number, _ in signers} else None)
    form.asking(signers, last)
    form.offering(progress)
    return form
