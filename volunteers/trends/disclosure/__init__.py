"""What may be told of few people: plain computation, from exact counts to published ones and never back.

``frozen`` is the input and ``content`` what is published; ``release`` makes the one from the other. ``rows`` are whose
figures are told, ``tables`` how figures add up, ``needs`` which must not be known, ``hiding`` which others are hidden
with them, ``outsider`` what could still be proved, ``changes`` what earlier releases forbid.
"""
