"""A kind of message as whoever writes its words sees it."""

from dataclasses import dataclass

# Who messages are for, in the order of the list.
APPLICANT = "An applicant"
GUARDIAN = "A parent or guardian"
REFEREE = "A referee"
VOLUNTEER = "A volunteer"
SIGNING_IN = "Anyone who signs in"
INTERESTED = "Someone who waits for an opening"
HOUSEHOLD = "A household of a watch scheme"
STAFF = "Staff"
RECEIVERS = (APPLICANT, GUARDIAN, REFEREE, VOLUNTEER, SIGNING_IN, INTERESTED, HOUSEHOLD, STAFF)


@dataclass(frozen=True)
class Placeholder:
    """Something filled in, written ``((name))`` in the words: what it stands for, and an example for the preview.

    ``name`` is what is passed to ``notify``, or a block of the built-in words that makes it from that, such as a link.
    ``is_required`` says that the message is of no use without it, such as the code to sign in with: words must hold
    it, and a message that has none goes out in the built-in words.
    """

    name: str
    meaning: str
    example: str
    is_required: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of message: its title in a list, who receives it, when, and what may be filled in.

    ``code`` is a value of ``MessageKind``. ``strands`` are the codes of the strands it is sent for; empty for all.
    ``is_of_strand`` is false for what is sent without a word of a strand, such as a code: it has one wording for all.
    ``group`` is the group of kinds it is chosen with, of ``rules.choices.GROUPS``; "essential" is never chosen away.
    """

    code: str
    title: str
    receiver: str
    sent: str
    placeholders: tuple[Placeholder, ...]
    strands: tuple[str, ...] = ()
    is_of_strand: bool = True
    group: str = "essential"


# In the examples; a preview has the address of the service itself in its place.
EXAMPLE_ADDRESS = "https://volunteers.example"
# What every kind of message may hold, passed or not.
EVERYWHERE = (
    Placeholder("force", "The name of the force", "Avon and Somerset Police"),
    Placeholder("service_name", "The name of this service", "Volunteers"),
    Placeholder("service_address", "The address of this service", EXAMPLE_ADDRESS),
)
