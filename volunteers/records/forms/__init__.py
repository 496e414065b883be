"""The forms of evidence, statuses, reviews and kit."""

from volunteers.records.forms.evidence import (
    AnswerForm,
    EvidenceForm,
    SeenForm,
    SignManyForm,
    WithdrawForm,
    evidence_form,
)
from volunteers.records.forms.placing import offer
from volunteers.records.forms.service import AgreeForm, ConfirmForm, IssueForm, ReturnForm, ReviewForm

__all__ = [
    "AgreeForm",
    "AnswerForm",
    "ConfirmForm",
    "EvidenceForm",
    "IssueForm",
    "ReturnForm",
    "ReviewForm",
    "SeenForm",
    "SignManyForm",
    "WithdrawForm",
    "evidence_form",
    "offer",
]
