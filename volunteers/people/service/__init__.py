"""What may be done to accounts, sign-ins and volunteers."""

from volunteers.people.service.enrolment import enrol
from volunteers.people.service.sign_ins import begin_sign_in, end_other_sign_ins, end_own_sign_in, end_sign_in

__all__ = ["begin_sign_in", "end_other_sign_ins", "end_own_sign_in", "end_sign_in", "enrol"]
