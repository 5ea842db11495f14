"""What holds for every test: an example of a property may take as long as the machine lets it.

Hypothesis fails an example that takes more than 200 ms, which says how busy the machine is and nothing about the
property. Tests that are about time measure it themselves.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
