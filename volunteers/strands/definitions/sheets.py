"""The scoring sheets: which checks are scored by two assessors, what they look at, and what each score looks like.

The criteria take their names from the Competency and Values Framework at level 1, practitioner, as revised in 2024: its
three values, and two of its six competencies. The Special Constabulary's interview is about values
(recruitment.dorset.police.uk). What each score looks like is in our own words, and for the force to confirm.

The talk at the cadets' orientation evening has no sheet: nothing says that young people are scored there. The watches
are not assessed at all.
"""

from collections.abc import Mapping

from volunteers.strands.rules.sheets import Criterion, Sheet
from volunteers.strands.rules.strand import StrandCode

FRAMEWORK = "Competency and Values Framework (College of Policing), level 1"

COURAGE = Criterion(
    "courage",
    "Courage",
    "They do the right thing when it is hard, speak up against what is wrong, and own their mistakes.",
    (
        "Avoided the hard choice, or saw no need to speak up.",
        "Knew what was right, and waited for others to act first.",
        "Did the right thing once they saw it, with one clear example.",
        "Spoke up without being asked, and says what they learned.",
        "Spoke up at a cost to themselves and brought others with them.",
    ),
)
RESPECT = Criterion(
    "respect_and_empathy",
    "Respect and empathy",
    "They listen, see how it is for the other person, and treat people fairly whoever they are.",
    (
        "Spoke of people without respect, or only of themselves.",
        "Was polite, and did not try to see the other side.",
        "Listened, and said how it was for the other person.",
        "Asked, listened and did something different because of it.",
        "Won the trust of someone very unlike them, and says how.",
    ),
)
SERVICE = Criterion(
    "public_service",
    "Public service",
    "They put the public first, and know why they want to give their time to this.",
    (
        "Cannot say why they want to serve, or only what they will gain.",
        "Wants to help, with no example of having done so.",
        "Has helped others, and knows what the role asks of them.",
        "Has kept up helping others when it was inconvenient.",
        "Saw what a community needed, and stayed until it was done.",
    ),
)
OWNERSHIP = Criterion(
    "take_ownership",
    "Taking ownership",
    "They take on what is theirs to do, see it through, and ask for help in time.",
    (
        "Left it to others, or blamed them.",
        "Did what they were told, and stopped there.",
        "Took something on and finished it.",
        "Took it on without being asked, and asked for help in time.",
        "Saw it through when it went wrong, and put right what caused it.",
    ),
)
AWARENESS = Criterion(
    "emotionally_aware",
    "Emotional awareness",
    "They stay calm under strain, know what strains them, and look after others.",
    (
        "Lost their calm, or denies ever being under strain.",
        "Kept calm while somebody else led.",
        "Stayed calm, and knows what strains them.",
        "Calmed others, and looked after themselves afterwards.",
        "Steadied a group under real strain, and helped it learn from it.",
    ),
)
ROLE = Criterion(
    "role",
    "Fit with the role",
    "Their skills, time and interests meet what the role needs.",
    (
        "Has neither the skills nor the time for this role.",
        "Some of it fits; another role may suit them better.",
        "Fits, and can learn what is missing in training.",
        "Fits well, and has done something like it before.",
        "Brings more than the role asks, and has the time for it.",
    ),
)

SHEETS: Mapping[StrandCode, Mapping[str, Sheet]] = {
    StrandCode.SPECIAL_CONSTABULARY: {
        "interview": Sheet((COURAGE, RESPECT, SERVICE, OWNERSHIP, AWARENESS), FRAMEWORK),
    },
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: {
        "role_match": Sheet((ROLE, SERVICE, RESPECT, OWNERSHIP), FRAMEWORK),
    },
}
