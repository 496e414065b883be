"""The forms of the application: one for each question."""

from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.eligibility import eligibility_form
from volunteers.applications.forms.ending import SubmitForm, WithdrawForm
from volunteers.applications.forms.specials import question_forms

__all__ = ["QuestionForm", "SubmitForm", "WithdrawForm", "eligibility_form", "question_forms"]
