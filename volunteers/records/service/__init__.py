"""What may be done to evidence, statuses, reviews and kit, and what goes out by itself."""

from volunteers.records.service.evidence import change, enter, get_learner, take_back
from volunteers.records.service.kit import Issue, issue_kit, take_kit_back
from volunteers.records.service.reviews import ReviewWords, agree, change_review, write_review
from volunteers.records.service.signing import record_seen, send_back, sign, withdraw
from volunteers.records.service.statuses import confirm_status
from volunteers.records.service.telling import list_signers_to_remind, remind_signer, thank

__all__ = [
    "Issue",
    "ReviewWords",
    "agree",
    "change",
    "change_review",
    "confirm_status",
    "enter",
    "get_learner",
    "issue_kit",
    "list_signers_to_remind",
    "record_seen",
    "remind_signer",
    "send_back",
    "sign",
    "take_back",
    "take_kit_back",
    "thank",
    "withdraw",
    "write_review",
]
