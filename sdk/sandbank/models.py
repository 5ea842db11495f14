"""The results and nested bodies, by name: `from sandbank.models import Account`.

They are generated from the contract (`generated/models/`); unknown fields are kept in
`additional_properties`, unknown enum values as they are.
"""

from sandbank.generated.models import *  # noqa: F403
from sandbank.generated.types import UNSET, Unset

__all__ = ["UNSET", "Unset"]
