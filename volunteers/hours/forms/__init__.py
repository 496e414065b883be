"""The forms of hours."""

from volunteers.hours.forms.certifying import AdjustForm, CertifyForm, SendBackForm, adjust_form
from volunteers.hours.forms.claiming import BasisForm, ClaimForm, claim_form

__all__ = ["AdjustForm", "BasisForm", "CertifyForm", "ClaimForm", "SendBackForm", "adjust_form", "claim_form"]
