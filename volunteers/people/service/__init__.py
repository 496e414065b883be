"""What may be done to accounts, sign-ins and volunteers."""

from volunteers.people.service.address import change_address, request_new_address
from volunteers.people.service.codes import account_of_applicant, request_code, sign_in_with_code
from volunteers.people.service.enrolment import enrol
from volunteers.people.service.links import end_links, make_link
from volunteers.people.service.sign_ins import begin_sign_in, end_other_sign_ins, end_own_sign_in, end_sign_in
from volunteers.people.service.staff import confirm_staff, create_staff, sign_in_staff
from volunteers.people.service.vetting import end_vetting, grant_vetting

__all__ = [
    "account_of_applicant",
    "begin_sign_in",
    "change_address",
    "confirm_staff",
    "create_staff",
    "end_links",
    "end_other_sign_ins",
    "end_own_sign_in",
    "end_sign_in",
    "end_vetting",
    "enrol",
    "grant_vetting",
    "make_link",
    "request_code",
    "request_new_address",
    "sign_in_staff",
    "sign_in_with_code",
]
