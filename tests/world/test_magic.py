"""The table of magic names, as people and businesses meet it through the API."""

from __future__ import annotations

import pytest

from sandbox.world.magic import MAGIC_NAMES, MagicName, is_blurred, magic_name
from tests.services.api import Api
from tests.services.builders import make_business, make_customer
from tests.services.kyc.papers import statuses, upload, verification_of

NAMES = pytest.mark.parametrize("magic", MAGIC_NAMES, ids=lambda magic: magic.ending)


@NAMES
async def test_a_persons_last_name_steers_the_verification(api: Api, magic: MagicName) -> None:
    customer = await make_customer(api, last_name=f"Lovelace-{magic.ending}")
    verification = await verification_of(api, customer)
    assert (verification["status"], verification["reason"]) == (magic.outcome, magic.reason)
    assert statuses(verification) == {"IDENTITY": magic.identity, "SANCTIONS": magic.sanctions}
    assert customer["kyc_status"] == ("REJECTED" if magic.outcome == "REJECTED" else "PENDING")


@NAMES
async def test_a_businesss_legal_name_does_too(api: Api, magic: MagicName) -> None:
    business = await make_business(api, legal_name=f"Engines {magic.ending}")
    verification = await verification_of(api, business)
    assert verification["status"] == magic.outcome
    assert statuses(verification) == {"BUSINESS": magic.identity, "SANCTIONS": magic.sanctions}


async def test_a_business_that_waits_for_a_document_is_verified_by_one(api: Api) -> None:
    business = await make_business(api, legal_name="Engines Document")
    await upload(api, business)
    assert (await verification_of(api, business))["status"] == "VERIFIED"


async def test_a_first_name_steers_nothing(api: Api) -> None:
    assert (await make_customer(api, first_name="Denied"))["kyc_status"] == "VERIFIED"


def test_only_the_ending_counts_and_as_it_is_written() -> None:
    assert magic_name("Lovelace Denied") is MAGIC_NAMES[0]
    for name in ("Denied Lovelace", "Preview", "denied", ""):
        assert magic_name(name) is None


def test_a_blurred_file_is_told_by_its_name() -> None:
    assert is_blurred("my Blurred passport.pdf")
    assert not is_blurred("passport.pdf")
