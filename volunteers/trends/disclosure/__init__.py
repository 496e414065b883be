"""What may be told of few people: plain computation, from exact counts to published ones and never back.

``tables`` describes what is counted, ``needs`` which cells must not be known, ``hiding`` which others are hidden with
them, ``intervals`` what an outsider could still prove, ``content`` the frozen form of what is published.
"""
