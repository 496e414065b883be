"""Their own page, the leader's and staff's."""
