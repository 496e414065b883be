"""Impossible messages."""

from volunteers.integrity.rules import ImpossibleState

UNTRIED = "SELECT id FROM messages WHERE state = 'sent' AND (attempts = 0 OR sent_at IS NULL)"
STUCK = "SELECT id FROM messages WHERE state IN ('pending', 'claimed') AND due_at < :hours_ago"

STATES = (
    ImpossibleState(
        "sent_without_attempt",
        "A message counts as sent, but nobody tried to send it.",
        "A message is claimed, which counts an attempt, before it is sent, and marked after.",
        "message",
        UNTRIED,
    ),
    ImpossibleState(
        "message_stuck",
        "A message has been due for hours and was neither sent nor given up.",
        "Every minute a sweep queues what is due; what a worker claimed and did not finish is due again in 5 minutes.",
        "message",
        STUCK,
    ),
)
