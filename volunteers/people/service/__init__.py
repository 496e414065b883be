"""What may be done to accounts, sign-ins and volunteers."""

from volunteers.people.service.address import change_address, request_new_address
from volunteers.people.service.clearances import end_clearance, renew_clearance
from volunteers.people.service.codes import account_of_applicant, request_code, sign_in_with_code
from volunteers.people.service.enrolment import enrol
from volunteers.people.service.links import end_links, make_link
from volunteers.people.service.sign_ins import begin_sign_in, end_other_sign_ins, end_own_sign_in, end_sign_in
from volunteers.people.service.staff import confirm_staff, create_staff, sign_in_staff

__all__ = [
    "account_of_applicant",
    "begin_sign_in",
    "change_address",
    "confirm_staff",
    "create_staff",
    "end_clearance",
    "end_links",
    "end_other_sign_ins",
    "end_own_sign_in",
    "end_sign_in",
    "enrol",
    "make_link",
    "renew_clearance",
    "request_code",
    "request_new_address",
    "sign_in_staff",
    "sign_in_with_code",
]
