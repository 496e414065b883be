"""What may be done to accounts, sign-ins and volunteers."""

from volunteers.people.service.address import change_address, request_new_address
from volunteers.people.service.codes import account_of_applicant, request_code, sign_in_with_code
from volunteers.people.service.endings import Ending, end_service, take_back_end
from volunteers.people.service.enrolment import enrol
from volunteers.people.service.links import end_links, make_link
from volunteers.people.service.mobile import send_mobile_code, stop_texts, take_mobile, text_who_wants
from volunteers.people.service.moving_on import move_on
from volunteers.people.service.postings import Posting, transfer
from volunteers.people.service.ranks import change_rank, set_grade
from volunteers.people.service.serving import change_status
from volunteers.people.service.sign_ins import begin_sign_in, end_other_sign_ins, end_own_sign_in, end_sign_in
from volunteers.people.service.staff import confirm_staff, create_staff, sign_in_staff
from volunteers.people.service.vetting import end_vetting, grant_vetting

__all__ = [
    "Ending",
    "Posting",
    "account_of_applicant",
    "begin_sign_in",
    "change_address",
    "change_rank",
    "change_status",
    "confirm_staff",
    "create_staff",
    "end_links",
    "end_other_sign_ins",
    "end_own_sign_in",
    "end_service",
    "end_sign_in",
    "end_vetting",
    "enrol",
    "grant_vetting",
    "make_link",
    "move_on",
    "request_code",
    "request_new_address",
    "send_mobile_code",
    "set_grade",
    "sign_in_staff",
    "sign_in_with_code",
    "stop_texts",
    "take_back_end",
    "take_mobile",
    "text_who_wants",
    "transfer",
]
