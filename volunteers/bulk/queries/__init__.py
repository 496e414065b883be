"""Reading what was chosen, what was done with it, and letters to many: always as someone."""

from volunteers.bulk.queries.cases import Chosen, load_chosen
from volunteers.bulk.queries.choices import ChoicePage, get_choice, get_choice_page
from volunteers.bulk.queries.mailings import (
    MailingLine,
    MailingPage,
    MailingWish,
    get_mailing,
    get_mailing_page,
    list_due,
    list_mailings,
    wishes_of_applicant,
    wishes_of_volunteer,
)
from volunteers.bulk.queries.moves import (
    DoneLine,
    MoveLine,
    MovePage,
    get_move,
    get_move_page,
    list_moves,
    what_in_words,
)
from volunteers.bulk.queries.owners import Owner, find_owner, list_owners
from volunteers.bulk.queries.receivers import Wish, find_candidates, volunteers_wished

__all__ = [
    "ChoicePage",
    "Chosen",
    "DoneLine",
    "MailingLine",
    "MailingPage",
    "MailingWish",
    "MoveLine",
    "MovePage",
    "Owner",
    "Wish",
    "find_candidates",
    "find_owner",
    "get_choice",
    "get_choice_page",
    "get_mailing",
    "get_mailing_page",
    "get_move",
    "get_move_page",
    "list_due",
    "list_mailings",
    "list_moves",
    "list_owners",
    "load_chosen",
    "volunteers_wished",
    "what_in_words",
    "wishes_of_applicant",
    "wishes_of_volunteer",
]
