"""Triggers: the simulated outside, told what to do. Each moves one resource through one real transition."""
