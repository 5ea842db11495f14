# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ExportBankFormat = Literal["CANONICAL", "FILE"]


def check_export_bank_format(value: str) -> ExportBankFormat:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ExportBankFormat, value)
