"""Questions that people ask about each kind of volunteering, answered from sources and from what this service does."""

from dataclasses import dataclass

from volunteers.strands.rules import Strand, StrandCode


@dataclass(frozen=True)
class Asked:
    """A question and its answer in plain words; ``sourced`` is False when the force must confirm the answer."""

    question: str
    answer: str
    sourced: bool = True


def asked_about(strand: Strand) -> tuple[Asked, ...]:
    """What is asked about a strand, then what is asked about applying."""
    own = {
        StrandCode.SPECIAL_CONSTABULARY: _specials,
        StrandCode.POLICE_SUPPORT_VOLUNTEERS: _support_volunteers,
        StrandCode.CADETS: _cadets,
        StrandCode.NEIGHBOURHOOD_WATCH: _neighbourhood_watch,
        StrandCode.FARM_WATCH: _farm_watch,
        StrandCode.COMMUNITY_SPEEDWATCH: _speedwatch,
    }[strand.code]
    return (*own(strand), *APPLYING)


APPLYING = (
    Asked(
        "Do I need an account?",
        "Not to look around, or to see if you can apply. To fill in the form, you sign in with your e-mail address. We "
        "send you a code, so there is no password to remember.",
    ),
    Asked(
        "Can I stop and come back later?",
        "Yes. We keep each answer when you press Continue. You can go on from any phone or computer.",
    ),
)


def _specials(strand: Strand) -> tuple[Asked, ...]:
    return (
        # Special Constables Regulations 1965: legislation.gov.uk/uksi/1965/536
        Asked("Is it paid?", "No. You give your time. You can get back what you spend on duty."),
        # College of Policing, special constables learning programme
        Asked(
            "Will I be on patrol alone?",
            "Not at first. You are always with an experienced officer until you have shown that you are ready.",
        ),
        Asked(
            "Can I do it beside my job?",
            "Yes, unless your job is one of a few that cannot go with it. The first questions tell you at once.",
        ),
        # jobs.west-midlands.police.uk/am-i-eligible
        Asked(
            "I have a conviction or a caution. Can I apply?",
            "It does not always stop you. We look at what happened, and when. Please tell us about it. If you do not, "
            "your application ends.",
        ),
        Asked(
            "How fit must I be?", f"{strand.check('fitness').explains} You run to and fro to a beep that gets faster."
        ),
    )


def _support_volunteers(strand: Strand) -> tuple[Asked, ...]:
    return (
        # Home Office, police workforce tables: definition of a police support volunteer
        Asked("Is it paid?", "No. You give your time. You get back what you spend, as agreed with you."),
        # gloucestershire.police.uk, volunteers
        Asked(
            "Do I do the work of someone who is paid?",
            "No. You support officers and staff. You do not replace them.",
            sourced=False,
        ),
        Asked("Do I get police powers?", "No. You help without police powers."),
        Asked("What do you check?", f"{strand.check('vetting').explains} {strand.check('references').explains}"),
        Asked(
            "Will you teach me?", f"Yes. {strand.check('induction').explains} {strand.check('role_training').explains}"
        ),
    )


def _cadets(strand: Strand) -> tuple[Asked, ...]:
    return (
        # avonandsomerset.police.uk, police cadets recruitment process
        Asked("Can my parents' past stop me?", "No. What your parents did in the past does not stop you."),
        # Dorset Police Cadets, safeguarding: enhanced checks of leaders since April 2021
        Asked(
            "Who looks after me?",
            "Your leaders. You are always with one of them. All leaders pass an enhanced check for people who work "
            "with the young.",
        ),
        Asked(
            "What if my unit is not open?",
            "You can ask us to tell you when it opens. One click takes you off the list again.",
        ),
        Asked(
            "What do you ask me first?",
            "Your name, your date of birth, your unit, and how to reach a parent or guardian. We ask nothing more "
            "before they agree.",
        ),
        Asked("What is the check on me for?", strand.check("cadet_vetting").explains, sourced=False),
    )


def _neighbourhood_watch(strand: Strand) -> tuple[Asked, ...]:
    return (
        # ourwatch.org.uk, become a coordinator
        Asked("Do I work for the police?", "No. Neighbourhood Watch is run by neighbours. It works with the police."),
        Asked("Who chooses the coordinator?", strand.check("neighbours_agree").explains),
        # ourwatch.org.uk, start a scheme
        Asked(
            "What happens when I want to start a scheme?",
            "You tell us where. The association of your area then gets in touch with you.",
        ),
    )


def _farm_watch(strand: Strand) -> tuple[Asked, ...]:
    return (
        # avonandsomerset-pcc.gov.uk: the five kinds of rural crime
        Asked(
            "What kind of crime is it about?",
            "Crime against farms, horses, wildlife, old places such as churches, and the land itself.",
        ),
        # southwestfarmer.co.uk, volunteers on Exmoor
        Asked("Do I get police powers?", "No. You tell us what you see. You never have to step in."),
        Asked("How will you reach me?", strand.check("messages_agreed").explains, sourced=False),
        # hartlepoolmail.co.uk, Farm Watch mapping
        Asked(
            "Why do you want the place on a map?",
            "Many farms share a name. With the place on the map, help finds yours.",
        ),
    )


def _speedwatch(strand: Strand) -> tuple[Asked, ...]:
    place = strand.check("scheme_place")
    return (
        # avonandsomerset.police.uk, Community SpeedWatch guidance and hub
        Asked(
            "Does the driver get a fine?",
            "Not from us. The police write to the driver to explain. Fines are the work of the police alone.",
        ),
        Asked("On which roads?", "On roads with a limit of 20, 30 or 40 miles an hour."),
        # devon-cornwall.police.uk, disclosure log on Community Speed Watch
        Asked("Do I look up whose car it is?", "No. Only the police do that.", sourced=False),
        Asked("How many of us must we be?", place.explains, sourced=not place.confirm),
    )
