"""The acts of a call: asking, answering, asking more people, and ending it. Each holds the duty first."""

from volunteers.mobilisation.service.answering import answer_by_link, answer_own
from volunteers.mobilisation.service.asking import ask, ask_again, ask_more, ask_reserve
from volunteers.mobilisation.service.ending import call_off, close
from volunteers.mobilisation.service.sending import send_batch

__all__ = [
    "answer_by_link",
    "answer_own",
    "ask",
    "ask_again",
    "ask_more",
    "ask_reserve",
    "call_off",
    "close",
    "send_batch",
]
