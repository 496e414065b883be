"""Whom volunteers are compared with: characteristics, their groups, and how far apart two shares are."""
