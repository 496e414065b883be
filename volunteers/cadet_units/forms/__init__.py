"""The forms of cadet units: a guardian's answer, a form on paper, and the register."""

from volunteers.cadet_units.forms.answer import AnswerForm, PaperForm
from volunteers.cadet_units.forms.register import RegisterForm, register_form

__all__ = ["AnswerForm", "PaperForm", "RegisterForm", "register_form"]
