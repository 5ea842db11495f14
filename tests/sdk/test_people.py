"""A client of a person: with a session's token and a bank, or without any credential."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from sandbank import AsyncSandbank, Sandbank, errors

from tests.faults.server import running
from tests.sdk.stub import Script, ok

PASSWORD = "seven green bottles"


def test_a_bank_is_sent_with_every_call_and_only_if_it_is_given() -> None:
    for bank_id in ("bank_1", None):
        script = Script(ok())
        bank = Sandbank(
            "sbs_test", "http://test", bank_id=bank_id, http_client=httpx.Client(transport=httpx.MockTransport(script))
        )
        bank.accounts.get_account("acct_1")
        (request,) = script.requests
        assert request.headers["authorization"] == "Bearer sbs_test"
        assert request.headers.get("sandbank-bank") == bank_id


def test_a_client_without_a_credential_has_none_whatever_is_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBANK_API_KEY", "sbk_secret")
    script = Script(ok())
    Sandbank.anonymous(
        "http://test", http_client=httpx.Client(transport=httpx.MockTransport(script))
    ).accounts.get_account("acct_1")
    assert "authorization" not in script.requests[0].headers


@pytest.mark.parametrize("key", [None, ""])
def test_a_key_is_not_left_out_by_mistake(monkeypatch: pytest.MonkeyPatch, key: str | None) -> None:
    monkeypatch.delenv("SANDBANK_API_KEY", raising=False)
    with pytest.raises(ValueError, match="api_key"):
        Sandbank(key)


async def test_a_person_signs_up_invites_and_works(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        base_url, key = server.announced["base_url"], server.announced["api_key"]
        async with AsyncSandbank.anonymous(base_url) as door:
            made = await door.sessions.sign_up(
                organization_name="Acme", name="Ada", email="ada@acme.example", password=PASSWORD
            )
            session = await door.sessions.sign_in(email="ada@acme.example", password=PASSWORD)
            with pytest.raises(errors.SignInFailed):
                await door.sessions.sign_in(email="ada@acme.example", password="wrong green bottles")
        async with AsyncSandbank(session.token, base_url) as ada:
            with pytest.raises(errors.BankRequired):
                await ada.accounts.list_accounts()
            assert [bank.bank_id async for bank in await ada.banks.list_banks()] == [made.bank_id]
        async with AsyncSandbank(session.token, base_url, bank_id=made.bank_id) as ada:
            assert [one async for one in await ada.accounts.list_accounts()] == []
            await ada.sessions.revoke_session(session.session_id)
            with pytest.raises(errors.SessionRevoked):
                await ada.accounts.list_accounts()
        # The server's own organization has an owner, who comes in by an invitation.
        with Sandbank(key, base_url) as bank, Sandbank.anonymous(base_url) as entrance:
            (owner,) = bank.organizations.list_team_members(role="OWNER")
            assert (owner.name, owner.email) == ("Demo Owner", "owner@demo.example")
            invited = bank.organizations.invite_again(owner.team_member_id)
            theirs = entrance.sessions.accept_invitation(token=str(invited.invitation_token), password=PASSWORD)
            me = Sandbank(theirs.token, base_url).users.get_current_user()
            assert (me.role, me.organization_name) == ("OWNER", "Demo Fintech")
        server.stop()
