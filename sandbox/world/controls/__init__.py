"""World controls: the clock, what happens next, and faults on purpose."""
