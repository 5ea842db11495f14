"""Banks: whole worlds, made, forked, kept, restored, thrown away. See README.md."""
