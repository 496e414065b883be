"""What is kept of those who serve: evidence of skills, reviews, kit, and thanks for their years."""

from volunteers.records.models.evidence import Evidence, SigningReminder, Withdrawal
from volunteers.records.models.kit import KitItem
from volunteers.records.models.reviews import Review, Thanks

__all__ = ["Evidence", "KitItem", "Review", "SigningReminder", "Thanks", "Withdrawal"]
