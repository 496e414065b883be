"""The forms of the applications: one for each question."""

from collections.abc import Callable, Mapping

from volunteers.applications.forms import (
    cadets,
    community_speedwatch,
    farm_watch,
    neighbourhood_watch,
    specials,
    support_volunteers,
)
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.details import AddressCodeForm, NewAddressForm
from volunteers.applications.forms.eligibility import eligibility_form
from volunteers.applications.forms.ending import SubmitForm, SubmitForThemForm, WithdrawForm
from volunteers.applications.forms.items import MoreForm
from volunteers.applications.forms.many import ACCOUNT, Many
from volunteers.applications.forms.recording import RecordForm
from volunteers.forces.rules import Force
from volunteers.strands.rules import StrandCode

# What each strand asks; one that is not here is not applied for online.
STRANDS: dict[str, Callable[[Force], Mapping[str, type[QuestionForm]]]] = {
    StrandCode.SPECIAL_CONSTABULARY: specials.question_forms,
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: support_volunteers.question_forms,
    StrandCode.CADETS: cadets.question_forms,
    StrandCode.NEIGHBOURHOOD_WATCH: neighbourhood_watch.question_forms,
    StrandCode.FARM_WATCH: farm_watch.question_forms,
    StrandCode.COMMUNITY_SPEEDWATCH: community_speedwatch.question_forms,
}


def question_forms(strand: str, force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of a strand, apart from the eligibility questions."""
    return STRANDS[strand](force) if strand in STRANDS else {}


__all__ = [
    "ACCOUNT",
    "AddressCodeForm",
    "Many",
    "MoreForm",
    "NewAddressForm",
    "QuestionForm",
    "RecordForm",
    "SubmitForThemForm",
    "SubmitForm",
    "WithdrawForm",
    "eligibility_form",
    "question_forms",
]
