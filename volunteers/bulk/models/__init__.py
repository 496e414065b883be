"""What is done to many at once: who was chosen, what was to happen to them, and what did."""

from volunteers.bulk.models.mailings import Mailing, MailingOptOut, MailingReceiver
from volunteers.bulk.models.moves import BulkChoice, BulkMove, BulkMoveLine

__all__ = ["BulkChoice", "BulkMove", "BulkMoveLine", "Mailing", "MailingOptOut", "MailingReceiver"]
