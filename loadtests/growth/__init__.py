"""`make bench-growth`: the same operations on banks of 10^3, 10^5 and 10^6 accounts, and more by request."""
