"""What staff do with an application: record checks, move it on, and clear the applicant for duty."""

from volunteers.onboarding.service.checks import STALE, record_check
from volunteers.onboarding.service.clearing import clear_for_duty
from volunteers.onboarding.service.moves import advance

__all__ = ["STALE", "advance", "clear_for_duty", "record_check"]
