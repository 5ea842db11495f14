"""Generated from openapi.yaml by sdk/generate.py. Do not edit.

One resource per tag of the contract, for both clients.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from sandbank._resource import Resource
from sandbank._transport import Operation
from sandbank.bank_files import AsyncBankFiles, BankFiles
from sandbank.convenience import AsyncTransactionsConvenience, TransactionsConvenience
from sandbank.event_stream import AsyncEventStreaming, EventStreaming
from sandbank.webhooks import AsyncWebhookUnwrapping, WebhookUnwrapping
from sandbank.generated.types import UNSET, Unset

if TYPE_CHECKING:
    from sandbank import _raw, models
    from sandbank.pages import AsyncPage, Page

_ = datetime


class Organizations(Resource):
    """Who uses the platform: organizations and the people in them."""

    @property
    def with_raw_response(self) -> _raw.Organizations:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Organizations = self._raw_twin()
        return twin

    def create_organization(
        self,
        *,
        name: str,
        type: models.OrganizationType | str,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Organization:
        """Admit an organization.

        Takes on a FinTech or a bank. It begins PENDING; an operator approves it with updateOrganization. Needs platform:admin.
        """
        answer: models.Organization = self._call(
            Operation("POST", "/organizations", True),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "name": name,
                "type": type,
                "contact_info": contact_info,
                "regulatory_info": regulatory_info,
                "billing_info": billing_info,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_organization(self, organization_id: str, *, timeout: float | None = None) -> models.Organization:
        """Get an organization.

        Returns your own organization; with platform:admin, any. One that you may not see is not found.
        """
        answer: models.Organization = self._call(
            Operation("GET", "/organizations/{}", False),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(organization_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_organization(
        self,
        organization_id: str,
        *,
        name: str | Unset = UNSET,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        onboarding_status: models.OnboardingStatus | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Organization:
        """Update an organization.

        Changes name, contact, regulatory and billing information, and metadata. Changing onboarding_status needs platform:admin besides.
        """
        answer: models.Organization = self._call(
            Operation("PATCH", "/organizations/{}", True),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(organization_id,),
            query={},
            body={
                "name": name,
                "contact_info": contact_info,
                "regulatory_info": regulatory_info,
                "billing_info": billing_info,
                "metadata": metadata,
                "onboarding_status": onboarding_status,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_roles(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> Page[models.Role]:
        """List roles.

        Returns every role with the scopes that it stands for, the widest first. A member's sessions have the scopes of the role as it is now.
        """
        answer: Page[models.Role] = self._call(
            Operation("GET", "/roles", False),
            "Role",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_team_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TeamMemberStatus | str | None = None,
        role: models.TeamRole | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.TeamMember]:
        """List team members.

        Returns the people of your organization, newest first.
        """
        answer: Page[models.TeamMember] = self._call(
            Operation("GET", "/team_members", False),
            "TeamMember",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "role": role,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def invite_team_member(
        self,
        *,
        name: str,
        email: str,
        role: models.TeamRole | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamMemberWithSecret:
        """Invite a team member.

        Invites a person with a role. The invitation_token is in this answer and never again: send it to the person, who accepts with it within seven days. Refuses an email address that a member already has, and a role with scopes that your own key lacks.
        """
        answer: models.TeamMemberWithSecret = self._call(
            Operation("POST", "/team_members", True),
            "TeamMemberWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"name": name, "email": email, "role": role},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_team_member(self, team_member_id: str, *, timeout: float | None = None) -> models.TeamMember:
        """Get a team member.

        Returns one person of your organization.
        """
        answer: models.TeamMember = self._call(
            Operation("GET", "/team_members/{}", False),
            "TeamMember",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_team_member(
        self,
        team_member_id: str,
        *,
        name: str | Unset = UNSET,
        role: models.TeamRole | str | Unset = UNSET,
        status: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamMember:
        """Update a team member.

        Changes a member's name or role, or disables and restores their access. Disabling ends their sessions at once; another role holds from their next request. Refuses to take the last active OWNER away, and to touch a role with scopes that your own key lacks.
        """
        answer: models.TeamMember = self._call(
            Operation("PATCH", "/team_members/{}", True),
            "TeamMember",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body={"name": name, "role": role, "status": status},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def remove_team_member(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Remove a team member.

        Takes a person out of the organization, and ends their sessions at once; what they did stays in the audit log. Refuses to remove the last active OWNER.
        """
        answer: None = self._call(
            Operation("DELETE", "/team_members/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def invite_again(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.TeamMemberWithSecret:
        """Invite a member again.

        Gives a member a new invitation_token, shown here and never again; one that they had before is good no more. Whoever accepts it sets a password, so it is also how somebody who forgot theirs gets in again: nothing changes for them until it is accepted. Refuses a role with scopes that your own key lacks.
        """
        answer: models.TeamMemberWithSecret = self._call(
            Operation("POST", "/team_members/{}/invitation", True),
            "TeamMemberWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class ApiKeys(Resource):
    """Secrets of programs: made, rolled, revoked."""

    @property
    def with_raw_response(self) -> _raw.ApiKeys:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.ApiKeys = self._raw_twin()
        return twin

    def list_api_keys(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ApiKeyStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.ApiKey]:
        """List API keys.

        Returns the keys of your bank, newest first. Secrets are never shown again; `hint` has the last four characters.
        """
        answer: Page[models.ApiKey] = self._call(
            Operation("GET", "/api_keys", False),
            "ApiKey",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_api_key(
        self,
        *,
        name: str,
        scopes: list[str],
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Create an API key.

        Makes a key for your bank. The secret is in this answer and never again. Refuses scopes that your own key lacks, and an expiry in the past.
        """
        answer: models.ApiKeyWithSecret = self._call(
            Operation("POST", "/api_keys", True),
            "ApiKeyWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"name": name, "scopes": scopes, "expires_at": expires_at, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_api_key(self, api_key_id: str, *, timeout: float | None = None) -> models.ApiKey:
        """Get an API key.

        Returns one key of your bank, without its secret.
        """
        answer: models.ApiKey = self._call(
            Operation("GET", "/api_keys/{}", False),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_api_key(
        self,
        api_key_id: str,
        *,
        name: str | Unset = UNSET,
        scopes: list[str] | Unset = UNSET,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """Update an API key.

        Changes name, scopes, expiry or metadata of an ACTIVE key. Refuses scopes that your own key lacks, and an expiry in the past.
        """
        answer: models.ApiKey = self._call(
            Operation("PATCH", "/api_keys/{}", True),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body={"name": name, "scopes": scopes, "expires_at": expires_at, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def roll_api_key(
        self,
        api_key_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Roll an API key.

        Gives an ACTIVE key a new secret, shown in this answer only. The old secret goes on working for `overlap`, at most seven days; without it, it ends at once. Refuses a key with scopes that your own lacks.
        """
        answer: models.ApiKeyWithSecret = self._call(
            Operation("POST", "/api_keys/{}/roll", True),
            "ApiKeyWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body={"overlap": overlap},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def revoke_api_key(
        self, api_key_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ApiKey:
        """Revoke an API key.

        Ends a key at once and for good, whether it is ACTIVE or EXPIRED. Its requests are refused with `key_revoked` from then on.
        """
        answer: models.ApiKey = self._call(
            Operation("POST", "/api_keys/{}/revoke", True),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Banks(BankFiles, Resource):
    """Whole banks: made, forked, kept, restored, thrown away."""

    @property
    def with_raw_response(self) -> _raw.Banks:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Banks = self._raw_twin()
        return twin

    def list_banks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        forked_from: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Bank]:
        """List banks.

        Returns the banks of your organization, newest first.
        """
        answer: Page[models.Bank] = self._call(
            Operation("GET", "/banks", False),
            "Bank",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "forked_from": forked_from,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_bank(
        self,
        *,
        name: str,
        organization_id: str | None | Unset = UNSET,
        country: str | Unset = UNSET,
        home_currency: str | Unset = UNSET,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        clock_mode: models.ClockMode | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankWithSecret:
        """Create a bank.

        Makes an empty bank of your organization, with its own clock and a key of its own that has the scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant, past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name another organization.
        """
        answer: models.BankWithSecret = self._call(
            Operation("POST", "/banks", True),
            "BankWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "name": name,
                "organization_id": organization_id,
                "country": country,
                "home_currency": home_currency,
                "seed": seed,
                "starts_at": starts_at,
                "clock_mode": clock_mode,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_bank(self, bank_id: str, *, timeout: float | None = None) -> models.Bank:
        """Get a bank.

        Returns one bank of your organization, with its clock and its size now.
        """
        answer: models.Bank = self._call(
            Operation("GET", "/banks/{}", False),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_bank(
        self,
        bank_id: str,
        *,
        name: str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bank:
        """Update a bank.

        Changes the name and the metadata.
        """
        answer: models.Bank = self._call(
            Operation("PATCH", "/banks/{}", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def delete_bank(self, bank_id: str, *, idempotency_key: str | None = None, timeout: float | None = None) -> None:
        """Delete a bank.

        Deletes a bank with everything in it, its snapshots, and its keys, for good. The bank that your own key opens is refused; use the key of another one.
        """
        answer: None = self._call(
            Operation("DELETE", "/banks/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def fork_bank(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        snapshot_id: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankWithSecret:
        """Fork a bank.

        Makes a bank that begins as a copy of this one, or of one of its snapshots, at this moment, and goes its own way from there. It keeps the ids of all records, has a key of its own, and sends no webhooks until its endpoints are enabled.
        """
        answer: models.BankWithSecret = self._call(
            Operation("POST", "/banks/{}/fork", True),
            "BankWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name, "snapshot_id": snapshot_id, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reset_bank(
        self,
        bank_id: str,
        *,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bank:
        """Reset a bank.

        Empties a bank: it begins again with its country, currency, seed and keys, and nothing in it. Requests that are under way are refused with `bank_replaced`.
        """
        answer: models.Bank = self._call(
            Operation("POST", "/banks/{}/reset", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"seed": seed, "starts_at": starts_at},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def restore_bank(
        self, bank_id: str, *, snapshot_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Bank:
        """Restore a bank.

        Puts a bank back to one of its snapshots, clock included. Requests that are under way are refused with `bank_replaced`; cursors of its logs are stale after it.
        """
        answer: models.Bank = self._call(
            Operation("POST", "/banks/{}/restore", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"snapshot_id": snapshot_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_snapshots(
        self,
        bank_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Snapshot]:
        """List snapshots.

        Returns the snapshots of a bank, newest first.
        """
        answer: Page[models.Snapshot] = self._call(
            Operation("GET", "/banks/{}/snapshots", False),
            "Snapshot",
            is_list=True,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_snapshot(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Snapshot:
        """Take a snapshot.

        Keeps a bank as it is at this moment, to restore or fork from. A bank keeps at most 100.
        """
        answer: models.Snapshot = self._call(
            Operation("POST", "/banks/{}/snapshots", True),
            "Snapshot",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def delete_snapshot(
        self, bank_id: str, snapshot_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a snapshot.

        Deletes a snapshot for good; banks that were forked from it stay.
        """
        answer: None = self._call(
            Operation("DELETE", "/banks/{}/snapshots/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(
                bank_id,
                snapshot_id,
            ),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Settings(Resource):
    """What this bank can be told to do."""

    @property
    def with_raw_response(self) -> _raw.Settings:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Settings = self._raw_twin()
        return twin

    def list_settings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> Page[models.Setting]:
        """List settings.

        Returns every setting of this bank with its value, in order of name.
        """
        answer: Page[models.Setting] = self._call(
            Operation("GET", "/settings", False),
            "Setting",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_setting(self, setting_key: str, *, timeout: float | None = None) -> models.Setting:
        """Get a setting.

        Returns one setting with its value.
        """
        answer: models.Setting = self._call(
            Operation("GET", "/settings/{}", False),
            "Setting",
            is_list=False,
            is_raw=self._is_raw,
            path=(setting_key,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_setting(
        self, setting_key: str, *, setting_value: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Setting:
        """Update a setting.

        Sets a value, which holds from the next operation on. Refuses a value of another type, or outside the setting's bounds.
        """
        answer: models.Setting = self._call(
            Operation("PUT", "/settings/{}", True),
            "Setting",
            is_list=False,
            is_raw=self._is_raw,
            path=(setting_key,),
            query={},
            body={"setting_value": setting_value},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Customers(Resource):
    """The people and businesses the bank serves."""

    @property
    def with_raw_response(self) -> _raw.Customers:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Customers = self._raw_twin()
        return twin

    def list_customers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.CustomerStatus | str | None = None,
        kyc_status: models.KycStatus | str | None = None,
        customer_type: models.CustomerType | str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        national_id: str | None = None,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Customer]:
        """List customers.

        Returns customers, newest first. Personal values are sealed, so they are matched whole: email, phone number, national id, and whole words of the name.
        """
        answer: Page[models.Customer] = self._call(
            Operation("GET", "/customers", False),
            "Customer",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "kyc_status": kyc_status,
                "customer_type": customer_type,
                "email": email,
                "phone_number": phone_number,
                "national_id": national_id,
                "name": name,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_customer(
        self,
        *,
        customer_type: models.CustomerType | str,
        email: str,
        first_name: str | None | Unset = UNSET,
        last_name: str | None | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        date_of_birth: datetime.date | str | None | Unset = UNSET,
        national_id: str | None | Unset = UNSET,
        tax_id: str | None | Unset = UNSET,
        registration_number: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Create a customer.

        Takes on a person or a business and starts the first verification; customer.verified or customer.rejected tells how it ended. A person needs first_name, last_name and date_of_birth; a business needs legal_name and registration_number. Refuses an email address that another customer has.
        """
        answer: models.Customer = self._call(
            Operation("POST", "/customers", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_type": customer_type,
                "first_name": first_name,
                "last_name": last_name,
                "legal_name": legal_name,
                "email": email,
                "phone_number": phone_number,
                "address": address,
                "date_of_birth": date_of_birth,
                "national_id": national_id,
                "tax_id": tax_id,
                "registration_number": registration_number,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_customer(self, customer_id: str, *, timeout: float | None = None) -> models.Customer:
        """Get a customer.

        Returns one customer. Identity numbers are shown by their last four characters.
        """
        answer: models.Customer = self._call(
            Operation("GET", "/customers/{}", False),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_customer(
        self,
        customer_id: str,
        *,
        first_name: str | Unset = UNSET,
        last_name: str | Unset = UNSET,
        legal_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Update a customer.

        Changes name, contact, address or metadata. Refuses a CLOSED customer, and an email address that another customer has.
        """
        answer: models.Customer = self._call(
            Operation("PATCH", "/customers/{}", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={
                "first_name": first_name,
                "last_name": last_name,
                "legal_name": legal_name,
                "email": email,
                "phone_number": phone_number,
                "address": address,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def suspend_customer(
        self,
        customer_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Suspend a customer.

        Stops anything new for an ACTIVE customer; their accounts stay as they are.
        """
        answer: models.Customer = self._call(
            Operation("POST", "/customers/{}/suspend", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reactivate_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Reactivate a customer.

        Makes a SUSPENDED customer ACTIVE again.
        """
        answer: models.Customer = self._call(
            Operation("POST", "/customers/{}/reactivate", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def close_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Close a customer.

        Ends the relation with an ACTIVE or SUSPENDED customer, for good. Refuses while one of their accounts is open.
        """
        answer: models.Customer = self._call(
            Operation("POST", "/customers/{}/close", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def erase_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Erase a customer.

        Closes a customer and destroys what is personal about them, for good: in this bank, its forks, its snapshots and its backups. Their keys are destroyed once the order is on disk; the books, the events and the audit log stay whole. Refuses while one of their accounts is open. Erasing somebody again changes nothing.
        """
        answer: models.Customer = self._call(
            Operation("POST", "/customers/{}/erase", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_owners(
        self,
        customer_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Owner]:
        """List owners.

        Returns the beneficial owners of a business, newest first.
        """
        answer: Page[models.Owner] = self._call(
            Operation("GET", "/customers/{}/owners", False),
            "Owner",
            is_list=True,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def add_owner(
        self,
        customer_id: str,
        *,
        name: str,
        date_of_birth: datetime.date | str,
        ownership_bps: int,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Owner:
        """Add an owner.

        Adds a beneficial owner to an ACTIVE business. Refuses a person's record, and a share that makes all shares more than the whole.
        """
        answer: models.Owner = self._call(
            Operation("POST", "/customers/{}/owners", True),
            "Owner",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={
                "name": name,
                "date_of_birth": date_of_birth,
                "ownership_bps": ownership_bps,
                "is_control_person": is_control_person,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_owner(
        self,
        customer_id: str,
        owner_id: str,
        *,
        name: str | Unset = UNSET,
        ownership_bps: int | Unset = UNSET,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Owner:
        """Update an owner.

        Changes an owner's name, share or control. Refuses a share that makes all shares more than the whole.
        """
        answer: models.Owner = self._call(
            Operation("PATCH", "/customers/{}/owners/{}", True),
            "Owner",
            is_list=False,
            is_raw=self._is_raw,
            path=(
                customer_id,
                owner_id,
            ),
            query={},
            body={"name": name, "ownership_bps": ownership_bps, "is_control_person": is_control_person},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def remove_owner(
        self, customer_id: str, owner_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Remove an owner.

        Takes an owner away; the history stays in the audit log.
        """
        answer: None = self._call(
            Operation("DELETE", "/customers/{}/owners/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(
                customer_id,
                owner_id,
            ),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Kyc(Resource):
    """Finding out who a customer is."""

    @property
    def with_raw_response(self) -> _raw.Kyc:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Kyc = self._raw_twin()
        return twin

    def list_verifications(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.VerificationStatus | str | None = None,
        customer_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Verification]:
        """List verifications.

        Returns verifications, newest first.
        """
        answer: Page[models.Verification] = self._call(
            Operation("GET", "/verifications", False),
            "Verification",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "customer_id": customer_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def start_verification(
        self, *, customer_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Start a verification.

        Starts another verification of an ACTIVE customer; the first one started with the customer. Refuses while one is open.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/verifications", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"customer_id": customer_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_verification(self, verification_id: str, *, timeout: float | None = None) -> models.Verification:
        """Get a verification.

        Returns one verification with its checks.
        """
        answer: models.Verification = self._call(
            Operation("GET", "/verifications/{}", False),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def approve_verification(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Approve a verification.

        Decides an open verification for the customer, who becomes VERIFIED. What was still unchecked counts as passed, on the reviewer's word. Refuses a verification that has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/verifications/{}/approve", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reject_verification(
        self,
        verification_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Verification:
        """Reject a verification.

        Decides an open verification against the customer, who becomes REJECTED. Refuses a verification that has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/verifications/{}/reject", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        document_status: models.DocumentStatus | str | None = None,
        customer_id: str | None = None,
        verification_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Document]:
        """List documents.

        Returns documents, newest first, without their content.
        """
        answer: Page[models.Document] = self._call(
            Operation("GET", "/documents", False),
            "Document",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "document_status": document_status,
                "customer_id": customer_id,
                "verification_id": verification_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def upload_document(
        self,
        *,
        customer_id: str,
        document_type: models.DocumentType | str,
        file_name: str,
        content_type: models.DocumentContentType | str,
        content: str,
        verification_id: str | None | Unset = UNSET,
        document_expiry: datetime.date | str | None | Unset = UNSET,
        document_metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Document:
        """Upload a document.

        Takes in a document of an ACTIVE customer. The identity provider looks at it, and document.verified or document.rejected tells how that ended. Refuses what is expired, and what is not canonical base64 of a file of the stated type, 4 MiB at most.
        """
        answer: models.Document = self._call(
            Operation("POST", "/documents", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_id": customer_id,
                "verification_id": verification_id,
                "document_type": document_type,
                "file_name": file_name,
                "content_type": content_type,
                "content": content,
                "document_expiry": document_expiry,
                "document_metadata": document_metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_document(self, document_id: str, *, timeout: float | None = None) -> models.Document:
        """Get a document.

        Returns one document, without its content.
        """
        answer: models.Document = self._call(
            Operation("GET", "/documents/{}", False),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def download_document(self, document_id: str, *, timeout: float | None = None) -> models.DocumentContent:
        """Download a document.

        Returns the content as it was handed in, in base64.
        """
        answer: models.DocumentContent = self._call(
            Operation("GET", "/documents/{}/content", False),
            "DocumentContent",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Accounts(Resource):
    """Accounts, their numbers, limits, interest and balances."""

    @property
    def with_raw_response(self) -> _raw.Accounts:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Accounts = self._raw_twin()
        return twin

    def list_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.AccountStatus | str | None = None,
        customer_id: str | None = None,
        account_type: models.AccountType | str | None = None,
        currency: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Account]:
        """List accounts.

        Returns accounts with their balances, newest first.
        """
        answer: Page[models.Account] = self._call(
            Operation("GET", "/accounts", False),
            "Account",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "customer_id": customer_id,
                "account_type": account_type,
                "currency": currency,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def open_account(
        self,
        *,
        customer_id: str,
        account_type: models.AccountType | str,
        currency: str,
        joint_customer_ids: list[str] | Unset = UNSET,
        ownership: models.AccountOwnership | str | None | Unset = UNSET,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | None | Unset = UNSET,
        monthly_limit_cents: int | None | Unset = UNSET,
        interest_rate_bps: int | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Open an account.

        Opens an account for holders who are VERIFIED and ACTIVE, and gives it its numbers. CHECKING and SAVINGS are in the bank's home currency, FOREIGN_CURRENCY in another. Refuses an ownership that does not fit the holders, and a daily limit above the monthly one.
        """
        answer: models.Account = self._call(
            Operation("POST", "/accounts", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_id": customer_id,
                "joint_customer_ids": joint_customer_ids,
                "account_type": account_type,
                "ownership": ownership,
                "currency": currency,
                "nickname": nickname,
                "daily_limit_cents": daily_limit_cents,
                "monthly_limit_cents": monthly_limit_cents,
                "interest_rate_bps": interest_rate_bps,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_account(self, account_id: str, *, timeout: float | None = None) -> models.Account:
        """Get an account.

        Returns one account with its balances.
        """
        answer: models.Account = self._call(
            Operation("GET", "/accounts/{}", False),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_account(
        self,
        account_id: str,
        *,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | Unset = UNSET,
        monthly_limit_cents: int | Unset = UNSET,
        interest_rate_bps: int | Unset = UNSET,
        risk_category: models.RiskLevel | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Update an account.

        Changes nickname, limits, interest, risk category or metadata. Refuses a CLOSED account, and a daily limit above the monthly one.
        """
        answer: models.Account = self._call(
            Operation("PATCH", "/accounts/{}", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body={
                "nickname": nickname,
                "daily_limit_cents": daily_limit_cents,
                "monthly_limit_cents": monthly_limit_cents,
                "interest_rate_bps": interest_rate_bps,
                "risk_category": risk_category,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def suspend_account(
        self,
        account_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Suspend an account.

        Stops new movements on an ACTIVE account; what is under way is completed.
        """
        answer: models.Account = self._call(
            Operation("POST", "/accounts/{}/suspend", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reactivate_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Reactivate an account.

        Makes a SUSPENDED account ACTIVE again.
        """
        answer: models.Account = self._call(
            Operation("POST", "/accounts/{}/reactivate", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def close_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Close an account.

        Ends an account for good. Refuses while it has a balance, or anything pending. Interest earned and not yet posted is given up.
        """
        answer: models.Account = self._call(
            Operation("POST", "/accounts/{}/close", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_account_balances(
        self, account_id: str, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> models.AccountBalances:
        """Get balances.

        Returns the balances of an account now, or, with `as_of`, as they were at the end of a past instant.
        """
        answer: models.AccountBalances = self._call(
            Operation("GET", "/accounts/{}/balances", False),
            "AccountBalances",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={"as_of": as_of},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reconcile_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ReconciliationReport:
        """Reconcile an account.

        Adds up every entry of the account and compares the sum with the balance that is kept. A difference is reported, and emits account.reconciliation_failed; nothing is corrected.
        """
        answer: models.ReconciliationReport = self._call(
            Operation("POST", "/accounts/{}/reconcile", True),
            "ReconciliationReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Transactions(TransactionsConvenience, Resource):
    """Money that moves: transfers, deposits, withdrawals, fees, holds, reversals."""

    @property
    def with_raw_response(self) -> _raw.Transactions:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Transactions = self._raw_twin()
        return twin

    def list_account_transactions(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Transaction]:
        """List an account's transactions.

        Returns everything that moved, or tried to move, on an account, newest first.
        """
        answer: Page[models.Transaction] = self._call(
            Operation("GET", "/accounts/{}/transactions", False),
            "Transaction",
            is_list=True,
            is_raw=self._is_raw,
            path=(account_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "transaction_type": transaction_type,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_holds(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.HoldStatus | str | None = None,
        account_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Hold]:
        """List holds.

        Returns holds, newest first.
        """
        answer: Page[models.Hold] = self._call(
            Operation("GET", "/holds", False),
            "Hold",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "account_id": account_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def place_hold(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Place a hold.

        Reserves funds of an ACTIVE account: they are not available until the hold is captured, released or expires. Without `expires_at` it expires after the bank's setting, seven days. Refuses more than is available, another currency, and an expiry in the past.
        """
        answer: models.Hold = self._call(
            Operation("POST", "/holds", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "expires_at": expires_at,
                "description": description,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_hold(self, hold_id: str, *, timeout: float | None = None) -> models.Hold:
        """Get a hold.

        Returns one hold.
        """
        answer: models.Hold = self._call(
            Operation("GET", "/holds/{}", False),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def capture_hold(
        self,
        hold_id: str,
        *,
        amount_cents: int | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Capture a hold.

        Takes all or part of a PENDING hold as a withdrawal, which is COMPLETED at once, and frees the rest. Refuses more than was held, and what goes over the account's limits.
        """
        answer: models.Hold = self._call(
            Operation("POST", "/holds/{}/capture", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body={"amount_cents": amount_cents, "description": description},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def release_hold(
        self,
        hold_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Release a hold.

        Frees a PENDING hold: its funds are available again.
        """
        answer: models.Hold = self._call(
            Operation("POST", "/holds/{}/release", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_transactions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        account_id: str | None = None,
        external_reference: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Transaction]:
        """List transactions.

        Returns movements of money, newest first.
        """
        answer: Page[models.Transaction] = self._call(
            Operation("GET", "/transactions", False),
            "Transaction",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "transaction_type": transaction_type,
                "account_id": account_id,
                "external_reference": external_reference,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a deposit.

        Pays money into an ACTIVE account: cash and online money is there at once, a cheque after collection, two banking days later. Refuses another currency than the account's.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/deposit", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def charge_fee(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Charge a fee.

        Takes a fee from an ACTIVE account, to the bank's income. It does not count against the account's limits. Refuses more than is available.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/fee", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def create_transfer(
        self,
        *,
        source_account_id: str,
        destination_account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a transfer.

        Moves money between two ACTIVE accounts of the bank in one currency. Accounts, funds and limits are checked before the answer, fraud and approval after it. The end comes as transaction.completed or transaction.failed.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/transfer", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "source_account_id": source_account_id,
                "destination_account_id": destination_account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def create_withdrawal(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a withdrawal.

        Pays money out of an ACTIVE account: at a teller or machine, by cheque, or online. Refuses more than is available, and what goes over the account's daily or monthly limit; fraud and approval are decided after the answer.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/withdrawal", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def get_transaction(self, transaction_id: str, *, timeout: float | None = None) -> models.Transaction:
        """Get a transaction.

        Returns one movement of money.
        """
        answer: models.Transaction = self._call(
            Operation("GET", "/transactions/{}", False),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def approve_transaction(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Transaction:
        """Approve a transaction.

        Agrees to a movement that waits for a second person; its completion follows at once. Refuses whoever asked for the movement.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/{}/approve", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reject_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Reject a transaction.

        Refuses a movement that waits for a second person: it becomes FAILED with failure_code approval_rejected, and its funds are freed. Refuses whoever asked for the movement.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/{}/reject", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def reverse_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Reverse a transaction.

        Takes a COMPLETED movement back by a new one in the other direction, which is what this returns; when that completes, the original is REVERSED. Refuses a second reversal, a reversal of interest or of a reversal, and one that the receiving account cannot pay.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/transactions/{}/reverse", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def get_transaction_trace(self, transaction_id: str, *, timeout: float | None = None) -> models.TransactionTrace:
        """Trace a transaction.

        Explains a movement as one causal chain: the request that asked for it, the rules that decided, what was posted, which events told of it, and how they were delivered. Each node names the one that caused it.
        """
        answer: models.TransactionTrace = self._call(
            Operation("GET", "/transactions/{}/trace", False),
            "TransactionTrace",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Ledger(Resource):
    """The double-entry books."""

    @property
    def with_raw_response(self) -> _raw.Ledger:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Ledger = self._raw_twin()
        return twin

    def list_ledger_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        code: str | None = None,
        currency: str | None = None,
        account_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.LedgerAccount]:
        """List ledger accounts.

        Returns the accounts of the books, in order of id: the bank's own, and the one behind each customer's account.
        """
        answer: Page[models.LedgerAccount] = self._call(
            Operation("GET", "/ledger/accounts", False),
            "LedgerAccount",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "code": code,
                "currency": currency,
                "account_id": account_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_ledger_account(self, ledger_account_id: str, *, timeout: float | None = None) -> models.LedgerAccount:
        """Get a ledger account.

        Returns one account of the books with its posted and pending sums.
        """
        answer: models.LedgerAccount = self._call(
            Operation("GET", "/ledger/accounts/{}", False),
            "LedgerAccount",
            is_list=False,
            is_raw=self._is_raw,
            path=(ledger_account_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_entries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        ledger_account_id: str | None = None,
        ledger_transaction_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Entry]:
        """List entries.

        Returns lines of the journal, newest first: of the whole bank, of one ledger account, or of one ledger transaction.
        """
        answer: Page[models.Entry] = self._call(
            Operation("GET", "/ledger/entries", False),
            "Entry",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "ledger_account_id": ledger_account_id,
                "ledger_transaction_id": ledger_transaction_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_ledger_transaction(
        self, ledger_transaction_id: str, *, timeout: float | None = None
    ) -> models.LedgerTransaction:
        """Get a ledger transaction.

        Returns one balanced set of entries.
        """
        answer: models.LedgerTransaction = self._call(
            Operation("GET", "/ledger/transactions/{}", False),
            "LedgerTransaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(ledger_transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_trial_balance(
        self, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> models.TrialBalance:
        """Get the trial balance.

        Returns all balances by currency, now or at the end of a past instant. Debits equal credits, always; customer deposits are added up in one line.
        """
        answer: models.TrialBalance = self._call(
            Operation("GET", "/ledger/trial_balance", False),
            "TrialBalance",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={"as_of": as_of},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Audit(Resource):
    """Who changed what, provably."""

    @property
    def with_raw_response(self) -> _raw.Audit:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Audit = self._raw_twin()
        return twin

    def list_audit_records(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        entity_type: str | None = None,
        entity_id: str | None = None,
        user_id: str | None = None,
        correlation_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.AuditRecord]:
        """List audit records.

        Returns every change of every resource, newest first, with who made it. Personal values are named, not shown.
        """
        answer: Page[models.AuditRecord] = self._call(
            Operation("GET", "/audit_records", False),
            "AuditRecord",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "entity_type": entity_type,
                "entity_id": entity_id,
                "user_id": user_id,
                "correlation_id": correlation_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_audit_record(self, audit_id: str, *, timeout: float | None = None) -> models.AuditRecord:
        """Get an audit record.

        Returns one change: who, when, before and after.
        """
        answer: models.AuditRecord = self._call(
            Operation("GET", "/audit_records/{}", False),
            "AuditRecord",
            is_list=False,
            is_raw=self._is_raw,
            path=(audit_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_audit_proof(self, audit_id: str, *, timeout: float | None = None) -> models.AuditProof:
        """Prove an audit record.

        Returns the record's leaf, its path to the root (RFC 9162) and a signed checkpoint. With these an outsider can check, without trusting the server, that the record is in the log as it was.
        """
        answer: models.AuditProof = self._call(
            Operation("GET", "/audit_records/{}/proof", False),
            "AuditProof",
            is_list=False,
            is_raw=self._is_raw,
            path=(audit_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Events(EventStreaming, Resource):
    """What happened, in order."""

    @property
    def with_raw_response(self) -> _raw.Events:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Events = self._raw_twin()
        return twin

    def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        type: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Event]:
        """List events.

        Returns what happened, newest first. Read with `order=asc` and the cursor of the last page to follow the bank without missing an event.
        """
        answer: Page[models.Event] = self._call(
            Operation("GET", "/events", False),
            "Event",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "type": type,
                "resource_id": resource_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_event(self, event_id: str, *, timeout: float | None = None) -> models.Event:
        """Get an event.

        Returns one event.
        """
        answer: models.Event = self._call(
            Operation("GET", "/events/{}", False),
            "Event",
            is_list=False,
            is_raw=self._is_raw,
            path=(event_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Webhooks(WebhookUnwrapping, Resource):
    """Events, sent to you."""

    @property
    def with_raw_response(self) -> _raw.Webhooks:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Webhooks = self._raw_twin()
        return twin

    def get_webhook_attempt(self, webhook_attempt_id: str, *, timeout: float | None = None) -> models.WebhookAttempt:
        """Get a webhook attempt.

        Returns one attempt with what was sent and what was answered.
        """
        answer: models.WebhookAttempt = self._call(
            Operation("GET", "/webhook_attempts/{}", False),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_attempt_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def resend_webhook_attempt(
        self, webhook_attempt_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.WebhookAttempt:
        """Resend a webhook.

        Delivers the event of an attempt again, with the same id, and returns the new attempt.
        """
        answer: models.WebhookAttempt = self._call(
            Operation("POST", "/webhook_attempts/{}/resend", True),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_attempt_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_webhook_endpoints(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookEndpointStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.WebhookEndpoint]:
        """List webhook endpoints.

        Returns the endpoints of this bank, newest first.
        """
        answer: Page[models.WebhookEndpoint] = self._call(
            Operation("GET", "/webhook_endpoints", False),
            "WebhookEndpoint",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_webhook_endpoint(
        self,
        *,
        url: str,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpointWithSecret:
        """Create a webhook endpoint.

        Registers a URL to which events are sent, signed as Standard Webhooks says (`v1` with the secret, `v1a` with the key pair). Every event from this moment on that fits `event_types` is delivered at least once, in order per resource. The URL must be https and lead outside; loopback is allowed while the setting webhooks.allow_loopback is true.
        """
        answer: models.WebhookEndpointWithSecret = self._call(
            Operation("POST", "/webhook_endpoints", True),
            "WebhookEndpointWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "url": url,
                "event_types": event_types,
                "include": include,
                "description": description,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_webhook_endpoint(self, webhook_endpoint_id: str, *, timeout: float | None = None) -> models.WebhookEndpoint:
        """Get a webhook endpoint.

        Returns one endpoint, without its secret.
        """
        answer: models.WebhookEndpoint = self._call(
            Operation("GET", "/webhook_endpoints/{}", False),
            "WebhookEndpoint",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def update_webhook_endpoint(
        self,
        webhook_endpoint_id: str,
        *,
        url: str | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        status: models.WebhookEndpointStatus | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpoint:
        """Update a webhook endpoint.

        Changes the URL, what is sent, or whether it is sent at all. An endpoint that is enabled again gets what happens from then on; replayEvents sends what it missed.
        """
        answer: models.WebhookEndpoint = self._call(
            Operation("PATCH", "/webhook_endpoints/{}", True),
            "WebhookEndpoint",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={
                "url": url,
                "event_types": event_types,
                "include": include,
                "description": description,
                "status": status,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def delete_webhook_endpoint(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a webhook endpoint.

        Ends all deliveries to it, for good.
        """
        answer: None = self._call(
            Operation("DELETE", "/webhook_endpoints/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_webhook_attempts(
        self,
        webhook_endpoint_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookAttemptStatus | str | None = None,
        event_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.WebhookAttempt]:
        """List webhook attempts.

        Returns the attempts to deliver to an endpoint, newest first, waiting ones included. The newest 1,000 are kept.
        """
        answer: Page[models.WebhookAttempt] = self._call(
            Operation("GET", "/webhook_endpoints/{}/attempts", False),
            "WebhookAttempt",
            is_list=True,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "event_id": event_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def deliver_webhooks_now(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.DeliveryReport:
        """Deliver now.

        Makes every waiting retry of an endpoint due at once, in real time.
        """
        answer: models.DeliveryReport = self._call(
            Operation("POST", "/webhook_endpoints/{}/deliver_now", True),
            "DeliveryReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def send_example_event(
        self, webhook_endpoint_id: str, *, type: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.WebhookAttempt:
        """Send an example event.

        Sends an example of an event type to an endpoint, signed like any other, and returns the attempt with what was answered. It is not part of the event log.
        """
        answer: models.WebhookAttempt = self._call(
            Operation("POST", "/webhook_endpoints/{}/example", True),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"type": type},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def replay_events(
        self,
        webhook_endpoint_id: str,
        *,
        since: datetime.datetime | str,
        until: datetime.datetime | str | None | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ReplayReport:
        """Replay events.

        Delivers the events of a span of the bank's time again, with the same ids, at most 10,000 at once.
        """
        answer: models.ReplayReport = self._call(
            Operation("POST", "/webhook_endpoints/{}/replay", True),
            "ReplayReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"since": since, "until": until, "event_types": event_types},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def rotate_webhook_secret(
        self,
        webhook_endpoint_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpointWithSecret:
        """Rotate a webhook secret.

        Gives an endpoint a new secret. During the overlap (at most P7D, real time) deliveries carry signatures of both.
        """
        answer: models.WebhookEndpointWithSecret = self._call(
            Operation("POST", "/webhook_endpoints/{}/rotate_secret", True),
            "WebhookEndpointWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"overlap": overlap},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Simulations(Resource):
    """The outside world and time, in your hands."""

    @property
    def with_raw_response(self) -> _raw.Simulations:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Simulations = self._raw_twin()
        return twin

    def simulate_interest_posting(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Let interest be posted.

        Posts what an account has earned so far now instead of on the first of the month.
        """
        answer: models.Account = self._call(
            Operation("POST", "/simulations/accounts/{}/post_interest", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_clock(self, *, timeout: float | None = None) -> models.Clock:
        """Get the clock.

        Returns the bank's time, whether it runs, and when something happens next.
        """
        answer: models.Clock = self._call(
            Operation("GET", "/simulations/clock", False),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def advance_clock(
        self,
        *,
        by: str | None | Unset = UNSET,
        to: datetime.datetime | str | None | Unset = UNSET,
        until: models.ClockTarget | str | None | Unset = UNSET,
        calendar: models.BankingCalendar | str | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ClockMove:
        """Advance the clock.

        Moves the bank's time forwards by a duration, to an instant, or until the next effect or business day; every timer on the way fires in order, at its own time, and requests are served in between. Exactly one of by, to and until. Advancing by PT0S runs what is due now. A running clock runs on afterwards.
        """
        answer: models.ClockMove = self._call(
            Operation("POST", "/simulations/clock/advance", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"by": by, "to": to, "until": until, "calendar": calendar},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def freeze_clock(self, *, idempotency_key: str | None = None, timeout: float | None = None) -> models.Clock:
        """Freeze the clock.

        Stops the bank's time. What is due at that instant still happens.
        """
        answer: models.Clock = self._call(
            Operation("POST", "/simulations/clock/freeze", True),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_clock_moves(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ClockMoveStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.ClockMove]:
        """List clock moves.

        Returns the moves of this clock, newest first.
        """
        answer: Page[models.ClockMove] = self._call(
            Operation("GET", "/simulations/clock/moves", False),
            "ClockMove",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_clock_move(self, clock_move_id: str, *, timeout: float | None = None) -> models.ClockMove:
        """Get a clock move.

        Returns a move and how far it has come.
        """
        answer: models.ClockMove = self._call(
            Operation("GET", "/simulations/clock/moves/{}", False),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(clock_move_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def cancel_clock_move(
        self, clock_move_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ClockMove:
        """Cancel a clock move.

        Ends a move where it has come to; what has fired stays.
        """
        answer: models.ClockMove = self._call(
            Operation("POST", "/simulations/clock/moves/{}/cancel", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(clock_move_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def run_clock(self, *, idempotency_key: str | None = None, timeout: float | None = None) -> models.Clock:
        """Run the clock.

        Lets the bank's time go on at the system's pace from where it stands.
        """
        answer: models.Clock = self._call(
            Operation("POST", "/simulations/clock/run", True),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def set_clock(
        self,
        *,
        to: datetime.datetime | str,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ClockMove:
        """Set the clock.

        Moves the bank's time to an instant and leaves it standing there. Every timer on the way fires in order, at its own time. A clock never goes back: restore a snapshot instead.
        """
        answer: models.ClockMove = self._call(
            Operation("POST", "/simulations/clock/set", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"to": to},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def simulate_review_due(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a review fall due.

        Begins the periodic review of a customer now instead of on next_review_date, and returns the verification.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/simulations/customers/{}/review", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Let money arrive.

        Somebody pays into an account from outside, at a teller, online or by cheque; the movement is accepted like any other, PENDING, and ends a moment later. A cheque stays PENDING until it clears.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/simulations/deposits", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def simulate_cheque_clearing(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Transaction:
        """Let a cheque clear.

        The drawee pays a PENDING cheque now instead of on its clearing day.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/simulations/deposits/{}/clear", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_cheque_return(
        self,
        transaction_id: str,
        *,
        return_reason: models.ChequeReturnReason | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Let a cheque be returned.

        The drawee does not pay. A PENDING cheque fails with `cheque_returned`; one that has cleared is taken back by a reversal, which may leave the account below zero.
        """
        answer: models.Transaction = self._call(
            Operation("POST", "/simulations/deposits/{}/return", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"return_reason": return_reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_document_approval(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document pass.

        The provider finds a document genuine; a verification that waited for it goes on.
        """
        answer: models.Document = self._call(
            Operation("POST", "/simulations/documents/{}/approve", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_document_expiry(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document expire.

        Ends the validity of a document now.
        """
        answer: models.Document = self._call(
            Operation("POST", "/simulations/documents/{}/expire", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_document_rejection(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document fail.

        The provider finds a document not genuine or not readable.
        """
        answer: models.Document = self._call(
            Operation("POST", "/simulations/documents/{}/reject", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_pending_effects(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        status: models.EffectStatus | str | None = None,
        kind: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Effect]:
        """List what happens next.

        Returns every pending effect in the order in which it will happen: settlements, accruals, expiries, steps under way. PARKED ones failed too often and wait for you.
        """
        answer: Page[models.Effect] = self._call(
            Operation("GET", "/simulations/effects", False),
            "Effect",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "status": status,
                "kind": kind,
                "resource_id": resource_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_effect(self, effect_id: str, *, timeout: float | None = None) -> models.Effect:
        """Get an effect.

        Returns one pending effect. One that has happened is not found; its id follows from its time and place in the queue.
        """
        answer: models.Effect = self._call(
            Operation("GET", "/simulations/effects/{}", False),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def fire_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Effect:
        """Fire an effect now.

        Lets a pending or parked effect happen at the bank's present instant; what fails is refused and stays as it was.
        """
        answer: models.Effect = self._call(
            Operation("POST", "/simulations/effects/{}/fire", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def move_effect(
        self,
        effect_id: str,
        *,
        due_at: datetime.datetime | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Effect:
        """Move an effect.

        Lets an effect happen at another time, not before the bank's present. It comes back with the id of its new place.
        """
        answer: models.Effect = self._call(
            Operation("POST", "/simulations/effects/{}/move", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body={"due_at": due_at},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def skip_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Effect:
        """Skip an effect.

        Takes an effect out of the queue; it never happens.
        """
        answer: models.Effect = self._call(
            Operation("POST", "/simulations/effects/{}/skip", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def trigger_event(
        self,
        event_type: str,
        *,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ScenarioRun:
        """Trigger an event.

        Makes an event of a type happen by the shortest honest path of operations, with whatever customers and accounts that needs. It is a scenario run with one event for its goal.
        """
        answer: models.ScenarioRun = self._call(
            Operation("POST", "/simulations/events/{}/trigger", True),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(event_type,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def list_faults(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.FaultStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.Fault]:
        """List faults.

        Returns the faults that were declared and how often each was applied, newest first.
        """
        answer: Page[models.Fault] = self._call(
            Operation("GET", "/simulations/faults", False),
            "Fault",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def declare_fault(
        self,
        *,
        kind: models.FaultKind | str,
        operation_id: str | None | Unset = UNSET,
        event_type: str | None | Unset = UNSET,
        rate_bps: int | Unset = UNSET,
        delay_ms: int | Unset = UNSET,
        status_code: int | None | Unset = UNSET,
        remaining: int | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Fault:
        """Declare a fault.

        Makes the bank misbehave on purpose: an operation slow, failing, or timed out after its commit; webhooks doubled, late, lost or out of order. Which calls it meets follows from the bank's seed and the number of the call. It ends with `remaining`, or when it is lifted.
        """
        answer: models.Fault = self._call(
            Operation("POST", "/simulations/faults", True),
            "Fault",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "kind": kind,
                "operation_id": operation_id,
                "event_type": event_type,
                "rate_bps": rate_bps,
                "delay_ms": delay_ms,
                "status_code": status_code,
                "remaining": remaining,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_fault(self, fault_id: str, *, timeout: float | None = None) -> models.Fault:
        """Get a fault.

        Returns one fault and how often it was applied.
        """
        answer: models.Fault = self._call(
            Operation("GET", "/simulations/faults/{}", False),
            "Fault",
            is_list=False,
            is_raw=self._is_raw,
            path=(fault_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def lift_fault(self, fault_id: str, *, idempotency_key: str | None = None, timeout: float | None = None) -> None:
        """Lift a fault.

        Ends a fault at once.
        """
        answer: None = self._call(
            Operation("DELETE", "/simulations/faults/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(fault_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_histories(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.History]:
        """List histories.

        Returns the histories of this bank, newest first.
        """
        answer: Page[models.History] = self._call(
            Operation("GET", "/simulations/histories", False),
            "History",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def create_history(
        self,
        *,
        customers: int,
        months: int,
        seed: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.History:
        """Create a history.

        Lets the bank live through months of realistic customers: they are verified, open accounts, are paid, pay, save and draw cash. The clock moves with it, from the bank's present; begin a bank in the past with createBank to end at today. The same seed gives the same history.
        """
        answer: models.History = self._call(
            Operation("POST", "/simulations/histories", True),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"customers": customers, "months": months, "seed": seed},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def get_history(self, history_id: str, *, timeout: float | None = None) -> models.History:
        """Get a history.

        Returns a history and how far it has come.
        """
        answer: models.History = self._call(
            Operation("GET", "/simulations/histories/{}", False),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(history_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def cancel_history(
        self, history_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.History:
        """Cancel a history.

        Ends a history where it has come to; what has happened stays.
        """
        answer: models.History = self._call(
            Operation("POST", "/simulations/histories/{}/cancel", True),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(history_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_hold_expiry(
        self, hold_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Hold:
        """Let a hold expire.

        Ends a PENDING hold now instead of at expires_at.
        """
        answer: models.Hold = self._call(
            Operation("POST", "/simulations/holds/{}/expire", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_magic_values(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> Page[models.MagicValue]:
        """List magic values.

        Returns every value that makes the simulated outside answer in a chosen way: names, file names, and outcomes for `metadata.simulate`.
        """
        answer: Page[models.MagicValue] = self._call(
            Operation("GET", "/simulations/magic_values", False),
            "MagicValue",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_scenario_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ScenarioRunStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.ScenarioRun]:
        """List scenario runs.

        Returns the runs of this bank, newest first.
        """
        answer: Page[models.ScenarioRun] = self._call(
            Operation("GET", "/simulations/scenario_runs", False),
            "ScenarioRun",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def run_scenario(
        self,
        *,
        scenario: str | None | Unset = UNSET,
        definition: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ScenarioRun:
        """Run a scenario.

        Plays a scenario: a shipped one by name, or one of your own in YAML. Its steps are operations of this contract, moves of the clock and assertions; the run fails at the first step that does. You need the scopes of its operations.
        """
        answer: models.ScenarioRun = self._call(
            Operation("POST", "/simulations/scenario_runs", True),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"scenario": scenario, "definition": definition},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    def get_scenario_run(self, scenario_run_id: str, *, timeout: float | None = None) -> models.ScenarioRun:
        """Get a scenario run.

        Returns a run with what each step did.
        """
        answer: models.ScenarioRun = self._call(
            Operation("GET", "/simulations/scenario_runs/{}", False),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(scenario_run_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_scenarios(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> Page[models.Scenario]:
        """List scenarios.

        Returns the scenarios that are shipped, in order of name.
        """
        answer: Page[models.Scenario] = self._call(
            Operation("GET", "/simulations/scenarios", False),
            "Scenario",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_verification_approval(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a verification pass.

        The provider passes every check of an open verification. Refused when it has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/simulations/verifications/{}/approve", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_verification_rejection(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a verification fail.

        The provider finds that the identity is not who it says. Refused when it has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/simulations/verifications/{}/reject", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_document_request(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Ask for a document.

        The provider asks for a document before it decides. Refused when it has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/simulations/verifications/{}/request_document", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def simulate_verification_review(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Send a verification to review.

        The provider leaves an open verification to a person. Refused when it has ended.
        """
        answer: models.Verification = self._call(
            Operation("POST", "/simulations/verifications/{}/review", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Requests(Resource):
    """Every call that was made."""

    @property
    def with_raw_response(self) -> _raw.Requests:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Requests = self._raw_twin()
        return twin

    def list_requests(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        q: str | None = None,
        operation_id: str | None = None,
        status_code: int | None = None,
        api_key_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> Page[models.RequestRecord]:
        """List requests.

        Returns the calls that were made of this bank, newest first, refused ones included. Personal data is masked. The newest 200,000 are kept.
        """
        answer: Page[models.RequestRecord] = self._call(
            Operation("GET", "/requests", False),
            "RequestRecord",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "q": q,
                "operation_id": operation_id,
                "status_code": status_code,
                "api_key_id": api_key_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_request(self, request_id: str, *, timeout: float | None = None) -> models.RequestRecord:
        """Get a request.

        Returns one call with its masked bodies.
        """
        answer: models.RequestRecord = self._call(
            Operation("GET", "/requests/{}", False),
            "RequestRecord",
            is_list=False,
            is_raw=self._is_raw,
            path=(request_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Usage(Resource):
    """How much the bank was used."""

    @property
    def with_raw_response(self) -> _raw.Usage:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Usage = self._raw_twin()
        return twin

    def get_usage(
        self,
        *,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        interval: str | None = None,
        group_by: str | None = None,
        timeout: float | None = None,
    ) -> models.UsageReport:
        """Get usage.

        Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or key; by hour for at most 31 days at once. Kept for 90 days.
        """
        answer: models.UsageReport = self._call(
            Operation("GET", "/usage", False),
            "UsageReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={"since": since, "until": until, "interval": interval, "group_by": group_by},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Users(Resource):
    """Who you are."""

    @property
    def with_raw_response(self) -> _raw.Users:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Users = self._raw_twin()
        return twin

    def get_current_user(self, *, timeout: float | None = None) -> models.User:
        """Get the current user.

        Returns who the credential belongs to and what it may do. Any valid credential may ask. A session that names no bank with Sandbank-Bank has no bank_id.
        """
        answer: models.User = self._call(
            Operation("GET", "/users/me", False),
            "User",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class Sessions(Resource):
    """People who sign up, sign in and out."""

    @property
    def with_raw_response(self) -> _raw.Sessions:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.Sessions = self._raw_twin()
        return twin

    def accept_invitation(
        self,
        *,
        token: str,
        password: str,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSessionWithSecret:
        """Accept an invitation.

        Turns an invitation_token into a member who is ACTIVE, with a password of their own, and signs them in. Needs no credential but the token, which is good once and for seven days. Sessions that the member had before end.
        """
        answer: models.TeamSessionWithSecret = self._call(
            Operation("POST", "/invitations/accept", True),
            "TeamSessionWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"token": token, "name": name, "password": password},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        team_member_id: str | None = None,
        status: models.TeamSessionStatus | str | None = None,
        timeout: float | None = None,
    ) -> Page[models.TeamSession]:
        """List sessions.

        Returns your own sessions, newest first; with organizations:write those of another member too, by team_member_id. An API key has none of its own.
        """
        answer: Page[models.TeamSession] = self._call(
            Operation("GET", "/sessions", False),
            "TeamSession",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "team_member_id": team_member_id,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def sign_in(
        self,
        *,
        email: str,
        password: str,
        organization_id: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSessionWithSecret:
        """Sign in.

        Makes a session of a person. Its token is in this answer and never again; send it as the bearer token. It is good for seven days, and for twelve hours without a call. Needs no credential. A wrong password and an address that nobody has are the same refusal; five of them within 15 minutes lock the address for 15 minutes. Who is in several organizations with one password names one.
        """
        answer: models.TeamSessionWithSecret = self._call(
            Operation("POST", "/sessions", True),
            "TeamSessionWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"email": email, "password": password, "organization_id": organization_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSession:
        """Change your password.

        Sets a new password and ends all of your sessions but this one. A wrong current password counts as a sign-in that failed. For people: an API key has no password.
        """
        answer: models.TeamSession = self._call(
            Operation("POST", "/sessions/current/password", True),
            "TeamSession",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"current_password": current_password, "new_password": new_password},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def get_session(self, session_id: str, *, timeout: float | None = None) -> models.TeamSession:
        """Get a session.

        Returns one of your own sessions; with organizations:write, one of any member.
        """
        answer: models.TeamSession = self._call(
            Operation("GET", "/sessions/{}", False),
            "TeamSession",
            is_list=False,
            is_raw=self._is_raw,
            path=(session_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    def revoke_session(
        self, session_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """End a session.

        Ends one of your own sessions at once: the one that asks is signed out. With organizations:write, a session of any member whose role has no scope that you lack.
        """
        answer: None = self._call(
            Operation("DELETE", "/sessions/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(session_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    def sign_up(
        self,
        *,
        organization_name: str,
        name: str,
        email: str,
        password: str,
        organization_type: models.OrganizationType | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.SignedUp:
        """Sign up.

        Makes an organization with its first bank, its OWNER and a session, all at once. The session's token is in this answer and never again. The organization begins PENDING and can be used at once. Needs no credential. An address may be in several organizations. A server may be closed to this: its operator then makes organizations, and people are invited.
        """
        answer: models.SignedUp = self._call(
            Operation("POST", "/sign_up", True),
            "SignedUp",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "organization_name": organization_name,
                "organization_type": organization_type,
                "name": name,
                "email": email,
                "password": password,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class EncryptionKeys(Resource):
    """The key that wraps all other keys of a server."""

    @property
    def with_raw_response(self) -> _raw.EncryptionKeys:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.EncryptionKeys = self._raw_twin()
        return twin

    def rotate_encryption_key(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.EncryptionKeyRotation:
        """Rotate the master key.

        Makes a new master key and wraps every key of the server anew under it, while reads and writes go on. Survives a crash at any step: both master keys are kept until nothing needs the old one, which is then deleted. Backups made before need the old one; keep a copy of it apart as long as you keep them.
        """
        answer: models.EncryptionKeyRotation = self._call(
            Operation("POST", "/encryption_keys/rotate", True),
            "EncryptionKeyRotation",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class Resources:
    """One attribute per tag."""

    def __init__(self) -> None:
        self.organizations = Organizations(self)
        self.api_keys = ApiKeys(self)
        self.banks = Banks(self)
        self.settings = Settings(self)
        self.customers = Customers(self)
        self.kyc = Kyc(self)
        self.accounts = Accounts(self)
        self.transactions = Transactions(self)
        self.ledger = Ledger(self)
        self.audit = Audit(self)
        self.events = Events(self)
        self.webhooks = Webhooks(self)
        self.simulations = Simulations(self)
        self.requests = Requests(self)
        self.usage = Usage(self)
        self.users = Users(self)
        self.sessions = Sessions(self)
        self.encryption_keys = EncryptionKeys(self)


class AsyncOrganizations(Resource):
    """Who uses the platform: organizations and the people in them."""

    @property
    def with_raw_response(self) -> _raw.AsyncOrganizations:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncOrganizations = self._raw_twin()
        return twin

    async def create_organization(
        self,
        *,
        name: str,
        type: models.OrganizationType | str,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Organization:
        """Admit an organization.

        Takes on a FinTech or a bank. It begins PENDING; an operator approves it with updateOrganization. Needs platform:admin.
        """
        answer: models.Organization = await self._call(
            Operation("POST", "/organizations", True),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "name": name,
                "type": type,
                "contact_info": contact_info,
                "regulatory_info": regulatory_info,
                "billing_info": billing_info,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_organization(self, organization_id: str, *, timeout: float | None = None) -> models.Organization:
        """Get an organization.

        Returns your own organization; with platform:admin, any. One that you may not see is not found.
        """
        answer: models.Organization = await self._call(
            Operation("GET", "/organizations/{}", False),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(organization_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_organization(
        self,
        organization_id: str,
        *,
        name: str | Unset = UNSET,
        contact_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        regulatory_info: str | None | Unset = UNSET,
        billing_info: models.ContactInfo | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        onboarding_status: models.OnboardingStatus | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Organization:
        """Update an organization.

        Changes name, contact, regulatory and billing information, and metadata. Changing onboarding_status needs platform:admin besides.
        """
        answer: models.Organization = await self._call(
            Operation("PATCH", "/organizations/{}", True),
            "Organization",
            is_list=False,
            is_raw=self._is_raw,
            path=(organization_id,),
            query={},
            body={
                "name": name,
                "contact_info": contact_info,
                "regulatory_info": regulatory_info,
                "billing_info": billing_info,
                "metadata": metadata,
                "onboarding_status": onboarding_status,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_roles(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Role]:
        """List roles.

        Returns every role with the scopes that it stands for, the widest first. A member's sessions have the scopes of the role as it is now.
        """
        answer: AsyncPage[models.Role] = await self._call(
            Operation("GET", "/roles", False),
            "Role",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_team_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TeamMemberStatus | str | None = None,
        role: models.TeamRole | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.TeamMember]:
        """List team members.

        Returns the people of your organization, newest first.
        """
        answer: AsyncPage[models.TeamMember] = await self._call(
            Operation("GET", "/team_members", False),
            "TeamMember",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "role": role,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def invite_team_member(
        self,
        *,
        name: str,
        email: str,
        role: models.TeamRole | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamMemberWithSecret:
        """Invite a team member.

        Invites a person with a role. The invitation_token is in this answer and never again: send it to the person, who accepts with it within seven days. Refuses an email address that a member already has, and a role with scopes that your own key lacks.
        """
        answer: models.TeamMemberWithSecret = await self._call(
            Operation("POST", "/team_members", True),
            "TeamMemberWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"name": name, "email": email, "role": role},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_team_member(self, team_member_id: str, *, timeout: float | None = None) -> models.TeamMember:
        """Get a team member.

        Returns one person of your organization.
        """
        answer: models.TeamMember = await self._call(
            Operation("GET", "/team_members/{}", False),
            "TeamMember",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_team_member(
        self,
        team_member_id: str,
        *,
        name: str | Unset = UNSET,
        role: models.TeamRole | str | Unset = UNSET,
        status: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamMember:
        """Update a team member.

        Changes a member's name or role, or disables and restores their access. Disabling ends their sessions at once; another role holds from their next request. Refuses to take the last active OWNER away, and to touch a role with scopes that your own key lacks.
        """
        answer: models.TeamMember = await self._call(
            Operation("PATCH", "/team_members/{}", True),
            "TeamMember",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body={"name": name, "role": role, "status": status},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def remove_team_member(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Remove a team member.

        Takes a person out of the organization, and ends their sessions at once; what they did stays in the audit log. Refuses to remove the last active OWNER.
        """
        answer: None = await self._call(
            Operation("DELETE", "/team_members/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def invite_again(
        self, team_member_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.TeamMemberWithSecret:
        """Invite a member again.

        Gives a member a new invitation_token, shown here and never again; one that they had before is good no more. Whoever accepts it sets a password, so it is also how somebody who forgot theirs gets in again: nothing changes for them until it is accepted. Refuses a role with scopes that your own key lacks.
        """
        answer: models.TeamMemberWithSecret = await self._call(
            Operation("POST", "/team_members/{}/invitation", True),
            "TeamMemberWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(team_member_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncApiKeys(Resource):
    """Secrets of programs: made, rolled, revoked."""

    @property
    def with_raw_response(self) -> _raw.AsyncApiKeys:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncApiKeys = self._raw_twin()
        return twin

    async def list_api_keys(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ApiKeyStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.ApiKey]:
        """List API keys.

        Returns the keys of your bank, newest first. Secrets are never shown again; `hint` has the last four characters.
        """
        answer: AsyncPage[models.ApiKey] = await self._call(
            Operation("GET", "/api_keys", False),
            "ApiKey",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_api_key(
        self,
        *,
        name: str,
        scopes: list[str],
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Create an API key.

        Makes a key for your bank. The secret is in this answer and never again. Refuses scopes that your own key lacks, and an expiry in the past.
        """
        answer: models.ApiKeyWithSecret = await self._call(
            Operation("POST", "/api_keys", True),
            "ApiKeyWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"name": name, "scopes": scopes, "expires_at": expires_at, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_api_key(self, api_key_id: str, *, timeout: float | None = None) -> models.ApiKey:
        """Get an API key.

        Returns one key of your bank, without its secret.
        """
        answer: models.ApiKey = await self._call(
            Operation("GET", "/api_keys/{}", False),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_api_key(
        self,
        api_key_id: str,
        *,
        name: str | Unset = UNSET,
        scopes: list[str] | Unset = UNSET,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """Update an API key.

        Changes name, scopes, expiry or metadata of an ACTIVE key. Refuses scopes that your own key lacks, and an expiry in the past.
        """
        answer: models.ApiKey = await self._call(
            Operation("PATCH", "/api_keys/{}", True),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body={"name": name, "scopes": scopes, "expires_at": expires_at, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def roll_api_key(
        self,
        api_key_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Roll an API key.

        Gives an ACTIVE key a new secret, shown in this answer only. The old secret goes on working for `overlap`, at most seven days; without it, it ends at once. Refuses a key with scopes that your own lacks.
        """
        answer: models.ApiKeyWithSecret = await self._call(
            Operation("POST", "/api_keys/{}/roll", True),
            "ApiKeyWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body={"overlap": overlap},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def revoke_api_key(
        self, api_key_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ApiKey:
        """Revoke an API key.

        Ends a key at once and for good, whether it is ACTIVE or EXPIRED. Its requests are refused with `key_revoked` from then on.
        """
        answer: models.ApiKey = await self._call(
            Operation("POST", "/api_keys/{}/revoke", True),
            "ApiKey",
            is_list=False,
            is_raw=self._is_raw,
            path=(api_key_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncBanks(AsyncBankFiles, Resource):
    """Whole banks: made, forked, kept, restored, thrown away."""

    @property
    def with_raw_response(self) -> _raw.AsyncBanks:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncBanks = self._raw_twin()
        return twin

    async def list_banks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        forked_from: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Bank]:
        """List banks.

        Returns the banks of your organization, newest first.
        """
        answer: AsyncPage[models.Bank] = await self._call(
            Operation("GET", "/banks", False),
            "Bank",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "forked_from": forked_from,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_bank(
        self,
        *,
        name: str,
        organization_id: str | None | Unset = UNSET,
        country: str | Unset = UNSET,
        home_currency: str | Unset = UNSET,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        clock_mode: models.ClockMode | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankWithSecret:
        """Create a bank.

        Makes an empty bank of your organization, with its own clock and a key of its own that has the scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant, past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name another organization.
        """
        answer: models.BankWithSecret = await self._call(
            Operation("POST", "/banks", True),
            "BankWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "name": name,
                "organization_id": organization_id,
                "country": country,
                "home_currency": home_currency,
                "seed": seed,
                "starts_at": starts_at,
                "clock_mode": clock_mode,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_bank(self, bank_id: str, *, timeout: float | None = None) -> models.Bank:
        """Get a bank.

        Returns one bank of your organization, with its clock and its size now.
        """
        answer: models.Bank = await self._call(
            Operation("GET", "/banks/{}", False),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_bank(
        self,
        bank_id: str,
        *,
        name: str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bank:
        """Update a bank.

        Changes the name and the metadata.
        """
        answer: models.Bank = await self._call(
            Operation("PATCH", "/banks/{}", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def delete_bank(
        self, bank_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a bank.

        Deletes a bank with everything in it, its snapshots, and its keys, for good. The bank that your own key opens is refused; use the key of another one.
        """
        answer: None = await self._call(
            Operation("DELETE", "/banks/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def fork_bank(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        snapshot_id: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankWithSecret:
        """Fork a bank.

        Makes a bank that begins as a copy of this one, or of one of its snapshots, at this moment, and goes its own way from there. It keeps the ids of all records, has a key of its own, and sends no webhooks until its endpoints are enabled.
        """
        answer: models.BankWithSecret = await self._call(
            Operation("POST", "/banks/{}/fork", True),
            "BankWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name, "snapshot_id": snapshot_id, "metadata": metadata},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reset_bank(
        self,
        bank_id: str,
        *,
        seed: str | None | Unset = UNSET,
        starts_at: datetime.datetime | str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bank:
        """Reset a bank.

        Empties a bank: it begins again with its country, currency, seed and keys, and nothing in it. Requests that are under way are refused with `bank_replaced`.
        """
        answer: models.Bank = await self._call(
            Operation("POST", "/banks/{}/reset", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"seed": seed, "starts_at": starts_at},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def restore_bank(
        self, bank_id: str, *, snapshot_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Bank:
        """Restore a bank.

        Puts a bank back to one of its snapshots, clock included. Requests that are under way are refused with `bank_replaced`; cursors of its logs are stale after it.
        """
        answer: models.Bank = await self._call(
            Operation("POST", "/banks/{}/restore", True),
            "Bank",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"snapshot_id": snapshot_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_snapshots(
        self,
        bank_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Snapshot]:
        """List snapshots.

        Returns the snapshots of a bank, newest first.
        """
        answer: AsyncPage[models.Snapshot] = await self._call(
            Operation("GET", "/banks/{}/snapshots", False),
            "Snapshot",
            is_list=True,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_snapshot(
        self,
        bank_id: str,
        *,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Snapshot:
        """Take a snapshot.

        Keeps a bank as it is at this moment, to restore or fork from. A bank keeps at most 100.
        """
        answer: models.Snapshot = await self._call(
            Operation("POST", "/banks/{}/snapshots", True),
            "Snapshot",
            is_list=False,
            is_raw=self._is_raw,
            path=(bank_id,),
            query={},
            body={"name": name},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def delete_snapshot(
        self, bank_id: str, snapshot_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a snapshot.

        Deletes a snapshot for good; banks that were forked from it stay.
        """
        answer: None = await self._call(
            Operation("DELETE", "/banks/{}/snapshots/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(
                bank_id,
                snapshot_id,
            ),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncSettings(Resource):
    """What this bank can be told to do."""

    @property
    def with_raw_response(self) -> _raw.AsyncSettings:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncSettings = self._raw_twin()
        return twin

    async def list_settings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Setting]:
        """List settings.

        Returns every setting of this bank with its value, in order of name.
        """
        answer: AsyncPage[models.Setting] = await self._call(
            Operation("GET", "/settings", False),
            "Setting",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_setting(self, setting_key: str, *, timeout: float | None = None) -> models.Setting:
        """Get a setting.

        Returns one setting with its value.
        """
        answer: models.Setting = await self._call(
            Operation("GET", "/settings/{}", False),
            "Setting",
            is_list=False,
            is_raw=self._is_raw,
            path=(setting_key,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_setting(
        self, setting_key: str, *, setting_value: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Setting:
        """Update a setting.

        Sets a value, which holds from the next operation on. Refuses a value of another type, or outside the setting's bounds.
        """
        answer: models.Setting = await self._call(
            Operation("PUT", "/settings/{}", True),
            "Setting",
            is_list=False,
            is_raw=self._is_raw,
            path=(setting_key,),
            query={},
            body={"setting_value": setting_value},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncCustomers(Resource):
    """The people and businesses the bank serves."""

    @property
    def with_raw_response(self) -> _raw.AsyncCustomers:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncCustomers = self._raw_twin()
        return twin

    async def list_customers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.CustomerStatus | str | None = None,
        kyc_status: models.KycStatus | str | None = None,
        customer_type: models.CustomerType | str | None = None,
        email: str | None = None,
        phone_number: str | None = None,
        national_id: str | None = None,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Customer]:
        """List customers.

        Returns customers, newest first. Personal values are sealed, so they are matched whole: email, phone number, national id, and whole words of the name.
        """
        answer: AsyncPage[models.Customer] = await self._call(
            Operation("GET", "/customers", False),
            "Customer",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "kyc_status": kyc_status,
                "customer_type": customer_type,
                "email": email,
                "phone_number": phone_number,
                "national_id": national_id,
                "name": name,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_customer(
        self,
        *,
        customer_type: models.CustomerType | str,
        email: str,
        first_name: str | None | Unset = UNSET,
        last_name: str | None | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        date_of_birth: datetime.date | str | None | Unset = UNSET,
        national_id: str | None | Unset = UNSET,
        tax_id: str | None | Unset = UNSET,
        registration_number: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Create a customer.

        Takes on a person or a business and starts the first verification; customer.verified or customer.rejected tells how it ended. A person needs first_name, last_name and date_of_birth; a business needs legal_name and registration_number. Refuses an email address that another customer has.
        """
        answer: models.Customer = await self._call(
            Operation("POST", "/customers", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_type": customer_type,
                "first_name": first_name,
                "last_name": last_name,
                "legal_name": legal_name,
                "email": email,
                "phone_number": phone_number,
                "address": address,
                "date_of_birth": date_of_birth,
                "national_id": national_id,
                "tax_id": tax_id,
                "registration_number": registration_number,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_customer(self, customer_id: str, *, timeout: float | None = None) -> models.Customer:
        """Get a customer.

        Returns one customer. Identity numbers are shown by their last four characters.
        """
        answer: models.Customer = await self._call(
            Operation("GET", "/customers/{}", False),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_customer(
        self,
        customer_id: str,
        *,
        first_name: str | Unset = UNSET,
        last_name: str | Unset = UNSET,
        legal_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone_number: str | None | Unset = UNSET,
        address: models.Address | dict[str, Any] | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Update a customer.

        Changes name, contact, address or metadata. Refuses a CLOSED customer, and an email address that another customer has.
        """
        answer: models.Customer = await self._call(
            Operation("PATCH", "/customers/{}", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={
                "first_name": first_name,
                "last_name": last_name,
                "legal_name": legal_name,
                "email": email,
                "phone_number": phone_number,
                "address": address,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def suspend_customer(
        self,
        customer_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Customer:
        """Suspend a customer.

        Stops anything new for an ACTIVE customer; their accounts stay as they are.
        """
        answer: models.Customer = await self._call(
            Operation("POST", "/customers/{}/suspend", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reactivate_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Reactivate a customer.

        Makes a SUSPENDED customer ACTIVE again.
        """
        answer: models.Customer = await self._call(
            Operation("POST", "/customers/{}/reactivate", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def close_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Close a customer.

        Ends the relation with an ACTIVE or SUSPENDED customer, for good. Refuses while one of their accounts is open.
        """
        answer: models.Customer = await self._call(
            Operation("POST", "/customers/{}/close", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def erase_customer(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Customer:
        """Erase a customer.

        Closes a customer and destroys what is personal about them, for good: in this bank, its forks, its snapshots and its backups. Their keys are destroyed once the order is on disk; the books, the events and the audit log stay whole. Refuses while one of their accounts is open. Erasing somebody again changes nothing.
        """
        answer: models.Customer = await self._call(
            Operation("POST", "/customers/{}/erase", True),
            "Customer",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_owners(
        self,
        customer_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Owner]:
        """List owners.

        Returns the beneficial owners of a business, newest first.
        """
        answer: AsyncPage[models.Owner] = await self._call(
            Operation("GET", "/customers/{}/owners", False),
            "Owner",
            is_list=True,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def add_owner(
        self,
        customer_id: str,
        *,
        name: str,
        date_of_birth: datetime.date | str,
        ownership_bps: int,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Owner:
        """Add an owner.

        Adds a beneficial owner to an ACTIVE business. Refuses a person's record, and a share that makes all shares more than the whole.
        """
        answer: models.Owner = await self._call(
            Operation("POST", "/customers/{}/owners", True),
            "Owner",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body={
                "name": name,
                "date_of_birth": date_of_birth,
                "ownership_bps": ownership_bps,
                "is_control_person": is_control_person,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_owner(
        self,
        customer_id: str,
        owner_id: str,
        *,
        name: str | Unset = UNSET,
        ownership_bps: int | Unset = UNSET,
        is_control_person: bool | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Owner:
        """Update an owner.

        Changes an owner's name, share or control. Refuses a share that makes all shares more than the whole.
        """
        answer: models.Owner = await self._call(
            Operation("PATCH", "/customers/{}/owners/{}", True),
            "Owner",
            is_list=False,
            is_raw=self._is_raw,
            path=(
                customer_id,
                owner_id,
            ),
            query={},
            body={"name": name, "ownership_bps": ownership_bps, "is_control_person": is_control_person},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def remove_owner(
        self, customer_id: str, owner_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Remove an owner.

        Takes an owner away; the history stays in the audit log.
        """
        answer: None = await self._call(
            Operation("DELETE", "/customers/{}/owners/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(
                customer_id,
                owner_id,
            ),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncKyc(Resource):
    """Finding out who a customer is."""

    @property
    def with_raw_response(self) -> _raw.AsyncKyc:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncKyc = self._raw_twin()
        return twin

    async def list_verifications(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.VerificationStatus | str | None = None,
        customer_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Verification]:
        """List verifications.

        Returns verifications, newest first.
        """
        answer: AsyncPage[models.Verification] = await self._call(
            Operation("GET", "/verifications", False),
            "Verification",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "customer_id": customer_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def start_verification(
        self, *, customer_id: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Start a verification.

        Starts another verification of an ACTIVE customer; the first one started with the customer. Refuses while one is open.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/verifications", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"customer_id": customer_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_verification(self, verification_id: str, *, timeout: float | None = None) -> models.Verification:
        """Get a verification.

        Returns one verification with its checks.
        """
        answer: models.Verification = await self._call(
            Operation("GET", "/verifications/{}", False),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def approve_verification(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Approve a verification.

        Decides an open verification for the customer, who becomes VERIFIED. What was still unchecked counts as passed, on the reviewer's word. Refuses a verification that has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/verifications/{}/approve", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reject_verification(
        self,
        verification_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Verification:
        """Reject a verification.

        Decides an open verification against the customer, who becomes REJECTED. Refuses a verification that has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/verifications/{}/reject", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        document_status: models.DocumentStatus | str | None = None,
        customer_id: str | None = None,
        verification_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Document]:
        """List documents.

        Returns documents, newest first, without their content.
        """
        answer: AsyncPage[models.Document] = await self._call(
            Operation("GET", "/documents", False),
            "Document",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "document_status": document_status,
                "customer_id": customer_id,
                "verification_id": verification_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def upload_document(
        self,
        *,
        customer_id: str,
        document_type: models.DocumentType | str,
        file_name: str,
        content_type: models.DocumentContentType | str,
        content: str,
        verification_id: str | None | Unset = UNSET,
        document_expiry: datetime.date | str | None | Unset = UNSET,
        document_metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Document:
        """Upload a document.

        Takes in a document of an ACTIVE customer. The identity provider looks at it, and document.verified or document.rejected tells how that ended. Refuses what is expired, and what is not canonical base64 of a file of the stated type, 4 MiB at most.
        """
        answer: models.Document = await self._call(
            Operation("POST", "/documents", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_id": customer_id,
                "verification_id": verification_id,
                "document_type": document_type,
                "file_name": file_name,
                "content_type": content_type,
                "content": content,
                "document_expiry": document_expiry,
                "document_metadata": document_metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_document(self, document_id: str, *, timeout: float | None = None) -> models.Document:
        """Get a document.

        Returns one document, without its content.
        """
        answer: models.Document = await self._call(
            Operation("GET", "/documents/{}", False),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def download_document(self, document_id: str, *, timeout: float | None = None) -> models.DocumentContent:
        """Download a document.

        Returns the content as it was handed in, in base64.
        """
        answer: models.DocumentContent = await self._call(
            Operation("GET", "/documents/{}/content", False),
            "DocumentContent",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncAccounts(Resource):
    """Accounts, their numbers, limits, interest and balances."""

    @property
    def with_raw_response(self) -> _raw.AsyncAccounts:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncAccounts = self._raw_twin()
        return twin

    async def list_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.AccountStatus | str | None = None,
        customer_id: str | None = None,
        account_type: models.AccountType | str | None = None,
        currency: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Account]:
        """List accounts.

        Returns accounts with their balances, newest first.
        """
        answer: AsyncPage[models.Account] = await self._call(
            Operation("GET", "/accounts", False),
            "Account",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "customer_id": customer_id,
                "account_type": account_type,
                "currency": currency,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def open_account(
        self,
        *,
        customer_id: str,
        account_type: models.AccountType | str,
        currency: str,
        joint_customer_ids: list[str] | Unset = UNSET,
        ownership: models.AccountOwnership | str | None | Unset = UNSET,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | None | Unset = UNSET,
        monthly_limit_cents: int | None | Unset = UNSET,
        interest_rate_bps: int | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Open an account.

        Opens an account for holders who are VERIFIED and ACTIVE, and gives it its numbers. CHECKING and SAVINGS are in the bank's home currency, FOREIGN_CURRENCY in another. Refuses an ownership that does not fit the holders, and a daily limit above the monthly one.
        """
        answer: models.Account = await self._call(
            Operation("POST", "/accounts", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "customer_id": customer_id,
                "joint_customer_ids": joint_customer_ids,
                "account_type": account_type,
                "ownership": ownership,
                "currency": currency,
                "nickname": nickname,
                "daily_limit_cents": daily_limit_cents,
                "monthly_limit_cents": monthly_limit_cents,
                "interest_rate_bps": interest_rate_bps,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_account(self, account_id: str, *, timeout: float | None = None) -> models.Account:
        """Get an account.

        Returns one account with its balances.
        """
        answer: models.Account = await self._call(
            Operation("GET", "/accounts/{}", False),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_account(
        self,
        account_id: str,
        *,
        nickname: str | None | Unset = UNSET,
        daily_limit_cents: int | Unset = UNSET,
        monthly_limit_cents: int | Unset = UNSET,
        interest_rate_bps: int | Unset = UNSET,
        risk_category: models.RiskLevel | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Update an account.

        Changes nickname, limits, interest, risk category or metadata. Refuses a CLOSED account, and a daily limit above the monthly one.
        """
        answer: models.Account = await self._call(
            Operation("PATCH", "/accounts/{}", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body={
                "nickname": nickname,
                "daily_limit_cents": daily_limit_cents,
                "monthly_limit_cents": monthly_limit_cents,
                "interest_rate_bps": interest_rate_bps,
                "risk_category": risk_category,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def suspend_account(
        self,
        account_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Suspend an account.

        Stops new movements on an ACTIVE account; what is under way is completed.
        """
        answer: models.Account = await self._call(
            Operation("POST", "/accounts/{}/suspend", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reactivate_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Reactivate an account.

        Makes a SUSPENDED account ACTIVE again.
        """
        answer: models.Account = await self._call(
            Operation("POST", "/accounts/{}/reactivate", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def close_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Close an account.

        Ends an account for good. Refuses while it has a balance, or anything pending. Interest earned and not yet posted is given up.
        """
        answer: models.Account = await self._call(
            Operation("POST", "/accounts/{}/close", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_account_balances(
        self, account_id: str, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> models.AccountBalances:
        """Get balances.

        Returns the balances of an account now, or, with `as_of`, as they were at the end of a past instant.
        """
        answer: models.AccountBalances = await self._call(
            Operation("GET", "/accounts/{}/balances", False),
            "AccountBalances",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={"as_of": as_of},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reconcile_account(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ReconciliationReport:
        """Reconcile an account.

        Adds up every entry of the account and compares the sum with the balance that is kept. A difference is reported, and emits account.reconciliation_failed; nothing is corrected.
        """
        answer: models.ReconciliationReport = await self._call(
            Operation("POST", "/accounts/{}/reconcile", True),
            "ReconciliationReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncTransactions(AsyncTransactionsConvenience, Resource):
    """Money that moves: transfers, deposits, withdrawals, fees, holds, reversals."""

    @property
    def with_raw_response(self) -> _raw.AsyncTransactions:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncTransactions = self._raw_twin()
        return twin

    async def list_account_transactions(
        self,
        account_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Transaction]:
        """List an account's transactions.

        Returns everything that moved, or tried to move, on an account, newest first.
        """
        answer: AsyncPage[models.Transaction] = await self._call(
            Operation("GET", "/accounts/{}/transactions", False),
            "Transaction",
            is_list=True,
            is_raw=self._is_raw,
            path=(account_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "transaction_type": transaction_type,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_holds(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.HoldStatus | str | None = None,
        account_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Hold]:
        """List holds.

        Returns holds, newest first.
        """
        answer: AsyncPage[models.Hold] = await self._call(
            Operation("GET", "/holds", False),
            "Hold",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "account_id": account_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def place_hold(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        expires_at: datetime.datetime | str | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Place a hold.

        Reserves funds of an ACTIVE account: they are not available until the hold is captured, released or expires. Without `expires_at` it expires after the bank's setting, seven days. Refuses more than is available, another currency, and an expiry in the past.
        """
        answer: models.Hold = await self._call(
            Operation("POST", "/holds", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "expires_at": expires_at,
                "description": description,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_hold(self, hold_id: str, *, timeout: float | None = None) -> models.Hold:
        """Get a hold.

        Returns one hold.
        """
        answer: models.Hold = await self._call(
            Operation("GET", "/holds/{}", False),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def capture_hold(
        self,
        hold_id: str,
        *,
        amount_cents: int | None | Unset = UNSET,
        description: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Capture a hold.

        Takes all or part of a PENDING hold as a withdrawal, which is COMPLETED at once, and frees the rest. Refuses more than was held, and what goes over the account's limits.
        """
        answer: models.Hold = await self._call(
            Operation("POST", "/holds/{}/capture", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body={"amount_cents": amount_cents, "description": description},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def release_hold(
        self,
        hold_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Hold:
        """Release a hold.

        Frees a PENDING hold: its funds are available again.
        """
        answer: models.Hold = await self._call(
            Operation("POST", "/holds/{}/release", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_transactions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.TransactionStatus | str | None = None,
        transaction_type: models.TransactionType | str | None = None,
        account_id: str | None = None,
        external_reference: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Transaction]:
        """List transactions.

        Returns movements of money, newest first.
        """
        answer: AsyncPage[models.Transaction] = await self._call(
            Operation("GET", "/transactions", False),
            "Transaction",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "transaction_type": transaction_type,
                "account_id": account_id,
                "external_reference": external_reference,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a deposit.

        Pays money into an ACTIVE account: cash and online money is there at once, a cheque after collection, two banking days later. Refuses another currency than the account's.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/deposit", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def charge_fee(
        self,
        *,
        account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Charge a fee.

        Takes a fee from an ACTIVE account, to the bank's income. It does not count against the account's limits. Refuses more than is available.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/fee", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def create_transfer(
        self,
        *,
        source_account_id: str,
        destination_account_id: str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a transfer.

        Moves money between two ACTIVE accounts of the bank in one currency. Accounts, funds and limits are checked before the answer, fraud and approval after it. The end comes as transaction.completed or transaction.failed.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/transfer", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "source_account_id": source_account_id,
                "destination_account_id": destination_account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def create_withdrawal(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Make a withdrawal.

        Pays money out of an ACTIVE account: at a teller or machine, by cheque, or online. Refuses more than is available, and what goes over the account's daily or monthly limit; fraud and approval are decided after the answer.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/withdrawal", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def get_transaction(self, transaction_id: str, *, timeout: float | None = None) -> models.Transaction:
        """Get a transaction.

        Returns one movement of money.
        """
        answer: models.Transaction = await self._call(
            Operation("GET", "/transactions/{}", False),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def approve_transaction(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Transaction:
        """Approve a transaction.

        Agrees to a movement that waits for a second person; its completion follows at once. Refuses whoever asked for the movement.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/{}/approve", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reject_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Reject a transaction.

        Refuses a movement that waits for a second person: it becomes FAILED with failure_code approval_rejected, and its funds are freed. Refuses whoever asked for the movement.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/{}/reject", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def reverse_transaction(
        self,
        transaction_id: str,
        *,
        reason: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Reverse a transaction.

        Takes a COMPLETED movement back by a new one in the other direction, which is what this returns; when that completes, the original is REVERSED. Refuses a second reversal, a reversal of interest or of a reversal, and one that the receiving account cannot pay.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/transactions/{}/reverse", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"reason": reason},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def get_transaction_trace(
        self, transaction_id: str, *, timeout: float | None = None
    ) -> models.TransactionTrace:
        """Trace a transaction.

        Explains a movement as one causal chain: the request that asked for it, the rules that decided, what was posted, which events told of it, and how they were delivered. Each node names the one that caused it.
        """
        answer: models.TransactionTrace = await self._call(
            Operation("GET", "/transactions/{}/trace", False),
            "TransactionTrace",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncLedger(Resource):
    """The double-entry books."""

    @property
    def with_raw_response(self) -> _raw.AsyncLedger:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncLedger = self._raw_twin()
        return twin

    async def list_ledger_accounts(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        code: str | None = None,
        currency: str | None = None,
        account_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.LedgerAccount]:
        """List ledger accounts.

        Returns the accounts of the books, in order of id: the bank's own, and the one behind each customer's account.
        """
        answer: AsyncPage[models.LedgerAccount] = await self._call(
            Operation("GET", "/ledger/accounts", False),
            "LedgerAccount",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "code": code,
                "currency": currency,
                "account_id": account_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_ledger_account(self, ledger_account_id: str, *, timeout: float | None = None) -> models.LedgerAccount:
        """Get a ledger account.

        Returns one account of the books with its posted and pending sums.
        """
        answer: models.LedgerAccount = await self._call(
            Operation("GET", "/ledger/accounts/{}", False),
            "LedgerAccount",
            is_list=False,
            is_raw=self._is_raw,
            path=(ledger_account_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_entries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        ledger_account_id: str | None = None,
        ledger_transaction_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Entry]:
        """List entries.

        Returns lines of the journal, newest first: of the whole bank, of one ledger account, or of one ledger transaction.
        """
        answer: AsyncPage[models.Entry] = await self._call(
            Operation("GET", "/ledger/entries", False),
            "Entry",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "ledger_account_id": ledger_account_id,
                "ledger_transaction_id": ledger_transaction_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_ledger_transaction(
        self, ledger_transaction_id: str, *, timeout: float | None = None
    ) -> models.LedgerTransaction:
        """Get a ledger transaction.

        Returns one balanced set of entries.
        """
        answer: models.LedgerTransaction = await self._call(
            Operation("GET", "/ledger/transactions/{}", False),
            "LedgerTransaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(ledger_transaction_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_trial_balance(
        self, *, as_of: datetime.datetime | str | None = None, timeout: float | None = None
    ) -> models.TrialBalance:
        """Get the trial balance.

        Returns all balances by currency, now or at the end of a past instant. Debits equal credits, always; customer deposits are added up in one line.
        """
        answer: models.TrialBalance = await self._call(
            Operation("GET", "/ledger/trial_balance", False),
            "TrialBalance",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={"as_of": as_of},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncAudit(Resource):
    """Who changed what, provably."""

    @property
    def with_raw_response(self) -> _raw.AsyncAudit:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncAudit = self._raw_twin()
        return twin

    async def list_audit_records(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        entity_type: str | None = None,
        entity_id: str | None = None,
        user_id: str | None = None,
        correlation_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.AuditRecord]:
        """List audit records.

        Returns every change of every resource, newest first, with who made it. Personal values are named, not shown.
        """
        answer: AsyncPage[models.AuditRecord] = await self._call(
            Operation("GET", "/audit_records", False),
            "AuditRecord",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "entity_type": entity_type,
                "entity_id": entity_id,
                "user_id": user_id,
                "correlation_id": correlation_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_audit_record(self, audit_id: str, *, timeout: float | None = None) -> models.AuditRecord:
        """Get an audit record.

        Returns one change: who, when, before and after.
        """
        answer: models.AuditRecord = await self._call(
            Operation("GET", "/audit_records/{}", False),
            "AuditRecord",
            is_list=False,
            is_raw=self._is_raw,
            path=(audit_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_audit_proof(self, audit_id: str, *, timeout: float | None = None) -> models.AuditProof:
        """Prove an audit record.

        Returns the record's leaf, its path to the root (RFC 9162) and a signed checkpoint. With these an outsider can check, without trusting the server, that the record is in the log as it was.
        """
        answer: models.AuditProof = await self._call(
            Operation("GET", "/audit_records/{}/proof", False),
            "AuditProof",
            is_list=False,
            is_raw=self._is_raw,
            path=(audit_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncEvents(AsyncEventStreaming, Resource):
    """What happened, in order."""

    @property
    def with_raw_response(self) -> _raw.AsyncEvents:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncEvents = self._raw_twin()
        return twin

    async def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        type: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Event]:
        """List events.

        Returns what happened, newest first. Read with `order=asc` and the cursor of the last page to follow the bank without missing an event.
        """
        answer: AsyncPage[models.Event] = await self._call(
            Operation("GET", "/events", False),
            "Event",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "type": type,
                "resource_id": resource_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_event(self, event_id: str, *, timeout: float | None = None) -> models.Event:
        """Get an event.

        Returns one event.
        """
        answer: models.Event = await self._call(
            Operation("GET", "/events/{}", False),
            "Event",
            is_list=False,
            is_raw=self._is_raw,
            path=(event_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncWebhooks(AsyncWebhookUnwrapping, Resource):
    """Events, sent to you."""

    @property
    def with_raw_response(self) -> _raw.AsyncWebhooks:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncWebhooks = self._raw_twin()
        return twin

    async def get_webhook_attempt(
        self, webhook_attempt_id: str, *, timeout: float | None = None
    ) -> models.WebhookAttempt:
        """Get a webhook attempt.

        Returns one attempt with what was sent and what was answered.
        """
        answer: models.WebhookAttempt = await self._call(
            Operation("GET", "/webhook_attempts/{}", False),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_attempt_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def resend_webhook_attempt(
        self, webhook_attempt_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.WebhookAttempt:
        """Resend a webhook.

        Delivers the event of an attempt again, with the same id, and returns the new attempt.
        """
        answer: models.WebhookAttempt = await self._call(
            Operation("POST", "/webhook_attempts/{}/resend", True),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_attempt_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_webhook_endpoints(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookEndpointStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.WebhookEndpoint]:
        """List webhook endpoints.

        Returns the endpoints of this bank, newest first.
        """
        answer: AsyncPage[models.WebhookEndpoint] = await self._call(
            Operation("GET", "/webhook_endpoints", False),
            "WebhookEndpoint",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_webhook_endpoint(
        self,
        *,
        url: str,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpointWithSecret:
        """Create a webhook endpoint.

        Registers a URL to which events are sent, signed as Standard Webhooks says (`v1` with the secret, `v1a` with the key pair). Every event from this moment on that fits `event_types` is delivered at least once, in order per resource. The URL must be https and lead outside; loopback is allowed while the setting webhooks.allow_loopback is true.
        """
        answer: models.WebhookEndpointWithSecret = await self._call(
            Operation("POST", "/webhook_endpoints", True),
            "WebhookEndpointWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "url": url,
                "event_types": event_types,
                "include": include,
                "description": description,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_webhook_endpoint(
        self, webhook_endpoint_id: str, *, timeout: float | None = None
    ) -> models.WebhookEndpoint:
        """Get a webhook endpoint.

        Returns one endpoint, without its secret.
        """
        answer: models.WebhookEndpoint = await self._call(
            Operation("GET", "/webhook_endpoints/{}", False),
            "WebhookEndpoint",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def update_webhook_endpoint(
        self,
        webhook_endpoint_id: str,
        *,
        url: str | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        include: list[str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        status: models.WebhookEndpointStatus | str | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpoint:
        """Update a webhook endpoint.

        Changes the URL, what is sent, or whether it is sent at all. An endpoint that is enabled again gets what happens from then on; replayEvents sends what it missed.
        """
        answer: models.WebhookEndpoint = await self._call(
            Operation("PATCH", "/webhook_endpoints/{}", True),
            "WebhookEndpoint",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={
                "url": url,
                "event_types": event_types,
                "include": include,
                "description": description,
                "status": status,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def delete_webhook_endpoint(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a webhook endpoint.

        Ends all deliveries to it, for good.
        """
        answer: None = await self._call(
            Operation("DELETE", "/webhook_endpoints/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_webhook_attempts(
        self,
        webhook_endpoint_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.WebhookAttemptStatus | str | None = None,
        event_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.WebhookAttempt]:
        """List webhook attempts.

        Returns the attempts to deliver to an endpoint, newest first, waiting ones included. The newest 1,000 are kept.
        """
        answer: AsyncPage[models.WebhookAttempt] = await self._call(
            Operation("GET", "/webhook_endpoints/{}/attempts", False),
            "WebhookAttempt",
            is_list=True,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
                "event_id": event_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def deliver_webhooks_now(
        self, webhook_endpoint_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.DeliveryReport:
        """Deliver now.

        Makes every waiting retry of an endpoint due at once, in real time.
        """
        answer: models.DeliveryReport = await self._call(
            Operation("POST", "/webhook_endpoints/{}/deliver_now", True),
            "DeliveryReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def send_example_event(
        self, webhook_endpoint_id: str, *, type: str, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.WebhookAttempt:
        """Send an example event.

        Sends an example of an event type to an endpoint, signed like any other, and returns the attempt with what was answered. It is not part of the event log.
        """
        answer: models.WebhookAttempt = await self._call(
            Operation("POST", "/webhook_endpoints/{}/example", True),
            "WebhookAttempt",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"type": type},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def replay_events(
        self,
        webhook_endpoint_id: str,
        *,
        since: datetime.datetime | str,
        until: datetime.datetime | str | None | Unset = UNSET,
        event_types: list[str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ReplayReport:
        """Replay events.

        Delivers the events of a span of the bank's time again, with the same ids, at most 10,000 at once.
        """
        answer: models.ReplayReport = await self._call(
            Operation("POST", "/webhook_endpoints/{}/replay", True),
            "ReplayReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"since": since, "until": until, "event_types": event_types},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def rotate_webhook_secret(
        self,
        webhook_endpoint_id: str,
        *,
        overlap: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookEndpointWithSecret:
        """Rotate a webhook secret.

        Gives an endpoint a new secret. During the overlap (at most P7D, real time) deliveries carry signatures of both.
        """
        answer: models.WebhookEndpointWithSecret = await self._call(
            Operation("POST", "/webhook_endpoints/{}/rotate_secret", True),
            "WebhookEndpointWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(webhook_endpoint_id,),
            query={},
            body={"overlap": overlap},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncSimulations(Resource):
    """The outside world and time, in your hands."""

    @property
    def with_raw_response(self) -> _raw.AsyncSimulations:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncSimulations = self._raw_twin()
        return twin

    async def simulate_interest_posting(
        self, account_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Account:
        """Let interest be posted.

        Posts what an account has earned so far now instead of on the first of the month.
        """
        answer: models.Account = await self._call(
            Operation("POST", "/simulations/accounts/{}/post_interest", True),
            "Account",
            is_list=False,
            is_raw=self._is_raw,
            path=(account_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_clock(self, *, timeout: float | None = None) -> models.Clock:
        """Get the clock.

        Returns the bank's time, whether it runs, and when something happens next.
        """
        answer: models.Clock = await self._call(
            Operation("GET", "/simulations/clock", False),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def advance_clock(
        self,
        *,
        by: str | None | Unset = UNSET,
        to: datetime.datetime | str | None | Unset = UNSET,
        until: models.ClockTarget | str | None | Unset = UNSET,
        calendar: models.BankingCalendar | str | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ClockMove:
        """Advance the clock.

        Moves the bank's time forwards by a duration, to an instant, or until the next effect or business day; every timer on the way fires in order, at its own time, and requests are served in between. Exactly one of by, to and until. Advancing by PT0S runs what is due now. A running clock runs on afterwards.
        """
        answer: models.ClockMove = await self._call(
            Operation("POST", "/simulations/clock/advance", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"by": by, "to": to, "until": until, "calendar": calendar},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def freeze_clock(self, *, idempotency_key: str | None = None, timeout: float | None = None) -> models.Clock:
        """Freeze the clock.

        Stops the bank's time. What is due at that instant still happens.
        """
        answer: models.Clock = await self._call(
            Operation("POST", "/simulations/clock/freeze", True),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_clock_moves(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ClockMoveStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.ClockMove]:
        """List clock moves.

        Returns the moves of this clock, newest first.
        """
        answer: AsyncPage[models.ClockMove] = await self._call(
            Operation("GET", "/simulations/clock/moves", False),
            "ClockMove",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_clock_move(self, clock_move_id: str, *, timeout: float | None = None) -> models.ClockMove:
        """Get a clock move.

        Returns a move and how far it has come.
        """
        answer: models.ClockMove = await self._call(
            Operation("GET", "/simulations/clock/moves/{}", False),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(clock_move_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def cancel_clock_move(
        self, clock_move_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.ClockMove:
        """Cancel a clock move.

        Ends a move where it has come to; what has fired stays.
        """
        answer: models.ClockMove = await self._call(
            Operation("POST", "/simulations/clock/moves/{}/cancel", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(clock_move_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def run_clock(self, *, idempotency_key: str | None = None, timeout: float | None = None) -> models.Clock:
        """Run the clock.

        Lets the bank's time go on at the system's pace from where it stands.
        """
        answer: models.Clock = await self._call(
            Operation("POST", "/simulations/clock/run", True),
            "Clock",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def set_clock(
        self,
        *,
        to: datetime.datetime | str,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ClockMove:
        """Set the clock.

        Moves the bank's time to an instant and leaves it standing there. Every timer on the way fires in order, at its own time. A clock never goes back: restore a snapshot instead.
        """
        answer: models.ClockMove = await self._call(
            Operation("POST", "/simulations/clock/set", True),
            "ClockMove",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"to": to},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def simulate_review_due(
        self, customer_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a review fall due.

        Begins the periodic review of a customer now instead of on next_review_date, and returns the verification.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/simulations/customers/{}/review", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(customer_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_deposit(
        self,
        *,
        account_id: str,
        method: models.TransactionMethod | str,
        amount_cents: int,
        currency: str,
        description: str | None | Unset = UNSET,
        external_reference: str | None | Unset = UNSET,
        metadata: dict[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Let money arrive.

        Somebody pays into an account from outside, at a teller, online or by cheque; the movement is accepted like any other, PENDING, and ends a moment later. A cheque stays PENDING until it clears.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/simulations/deposits", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "account_id": account_id,
                "method": method,
                "amount_cents": amount_cents,
                "currency": currency,
                "description": description,
                "external_reference": external_reference,
                "metadata": metadata,
            },
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def simulate_cheque_clearing(
        self, transaction_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Transaction:
        """Let a cheque clear.

        The drawee pays a PENDING cheque now instead of on its clearing day.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/simulations/deposits/{}/clear", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_cheque_return(
        self,
        transaction_id: str,
        *,
        return_reason: models.ChequeReturnReason | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transaction:
        """Let a cheque be returned.

        The drawee does not pay. A PENDING cheque fails with `cheque_returned`; one that has cleared is taken back by a reversal, which may leave the account below zero.
        """
        answer: models.Transaction = await self._call(
            Operation("POST", "/simulations/deposits/{}/return", True),
            "Transaction",
            is_list=False,
            is_raw=self._is_raw,
            path=(transaction_id,),
            query={},
            body={"return_reason": return_reason},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_document_approval(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document pass.

        The provider finds a document genuine; a verification that waited for it goes on.
        """
        answer: models.Document = await self._call(
            Operation("POST", "/simulations/documents/{}/approve", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_document_expiry(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document expire.

        Ends the validity of a document now.
        """
        answer: models.Document = await self._call(
            Operation("POST", "/simulations/documents/{}/expire", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_document_rejection(
        self, document_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Document:
        """Let a document fail.

        The provider finds a document not genuine or not readable.
        """
        answer: models.Document = await self._call(
            Operation("POST", "/simulations/documents/{}/reject", True),
            "Document",
            is_list=False,
            is_raw=self._is_raw,
            path=(document_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_pending_effects(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        status: models.EffectStatus | str | None = None,
        kind: str | None = None,
        resource_id: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Effect]:
        """List what happens next.

        Returns every pending effect in the order in which it will happen: settlements, accruals, expiries, steps under way. PARKED ones failed too often and wait for you.
        """
        answer: AsyncPage[models.Effect] = await self._call(
            Operation("GET", "/simulations/effects", False),
            "Effect",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "status": status,
                "kind": kind,
                "resource_id": resource_id,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_effect(self, effect_id: str, *, timeout: float | None = None) -> models.Effect:
        """Get an effect.

        Returns one pending effect. One that has happened is not found; its id follows from its time and place in the queue.
        """
        answer: models.Effect = await self._call(
            Operation("GET", "/simulations/effects/{}", False),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def fire_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Effect:
        """Fire an effect now.

        Lets a pending or parked effect happen at the bank's present instant; what fails is refused and stays as it was.
        """
        answer: models.Effect = await self._call(
            Operation("POST", "/simulations/effects/{}/fire", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def move_effect(
        self,
        effect_id: str,
        *,
        due_at: datetime.datetime | str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Effect:
        """Move an effect.

        Lets an effect happen at another time, not before the bank's present. It comes back with the id of its new place.
        """
        answer: models.Effect = await self._call(
            Operation("POST", "/simulations/effects/{}/move", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body={"due_at": due_at},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def skip_effect(
        self, effect_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Effect:
        """Skip an effect.

        Takes an effect out of the queue; it never happens.
        """
        answer: models.Effect = await self._call(
            Operation("POST", "/simulations/effects/{}/skip", True),
            "Effect",
            is_list=False,
            is_raw=self._is_raw,
            path=(effect_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def trigger_event(
        self,
        event_type: str,
        *,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ScenarioRun:
        """Trigger an event.

        Makes an event of a type happen by the shortest honest path of operations, with whatever customers and accounts that needs. It is a scenario run with one event for its goal.
        """
        answer: models.ScenarioRun = await self._call(
            Operation("POST", "/simulations/events/{}/trigger", True),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(event_type,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def list_faults(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.FaultStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Fault]:
        """List faults.

        Returns the faults that were declared and how often each was applied, newest first.
        """
        answer: AsyncPage[models.Fault] = await self._call(
            Operation("GET", "/simulations/faults", False),
            "Fault",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def declare_fault(
        self,
        *,
        kind: models.FaultKind | str,
        operation_id: str | None | Unset = UNSET,
        event_type: str | None | Unset = UNSET,
        rate_bps: int | Unset = UNSET,
        delay_ms: int | Unset = UNSET,
        status_code: int | None | Unset = UNSET,
        remaining: int | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Fault:
        """Declare a fault.

        Makes the bank misbehave on purpose: an operation slow, failing, or timed out after its commit; webhooks doubled, late, lost or out of order. Which calls it meets follows from the bank's seed and the number of the call. It ends with `remaining`, or when it is lifted.
        """
        answer: models.Fault = await self._call(
            Operation("POST", "/simulations/faults", True),
            "Fault",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "kind": kind,
                "operation_id": operation_id,
                "event_type": event_type,
                "rate_bps": rate_bps,
                "delay_ms": delay_ms,
                "status_code": status_code,
                "remaining": remaining,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_fault(self, fault_id: str, *, timeout: float | None = None) -> models.Fault:
        """Get a fault.

        Returns one fault and how often it was applied.
        """
        answer: models.Fault = await self._call(
            Operation("GET", "/simulations/faults/{}", False),
            "Fault",
            is_list=False,
            is_raw=self._is_raw,
            path=(fault_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def lift_fault(
        self, fault_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """Lift a fault.

        Ends a fault at once.
        """
        answer: None = await self._call(
            Operation("DELETE", "/simulations/faults/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(fault_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_histories(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.History]:
        """List histories.

        Returns the histories of this bank, newest first.
        """
        answer: AsyncPage[models.History] = await self._call(
            Operation("GET", "/simulations/histories", False),
            "History",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def create_history(
        self,
        *,
        customers: int,
        months: int,
        seed: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.History:
        """Create a history.

        Lets the bank live through months of realistic customers: they are verified, open accounts, are paid, pay, save and draw cash. The clock moves with it, from the bank's present; begin a bank in the past with createBank to end at today. The same seed gives the same history.
        """
        answer: models.History = await self._call(
            Operation("POST", "/simulations/histories", True),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"customers": customers, "months": months, "seed": seed},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def get_history(self, history_id: str, *, timeout: float | None = None) -> models.History:
        """Get a history.

        Returns a history and how far it has come.
        """
        answer: models.History = await self._call(
            Operation("GET", "/simulations/histories/{}", False),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(history_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def cancel_history(
        self, history_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.History:
        """Cancel a history.

        Ends a history where it has come to; what has happened stays.
        """
        answer: models.History = await self._call(
            Operation("POST", "/simulations/histories/{}/cancel", True),
            "History",
            is_list=False,
            is_raw=self._is_raw,
            path=(history_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_hold_expiry(
        self, hold_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Hold:
        """Let a hold expire.

        Ends a PENDING hold now instead of at expires_at.
        """
        answer: models.Hold = await self._call(
            Operation("POST", "/simulations/holds/{}/expire", True),
            "Hold",
            is_list=False,
            is_raw=self._is_raw,
            path=(hold_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_magic_values(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.MagicValue]:
        """List magic values.

        Returns every value that makes the simulated outside answer in a chosen way: names, file names, and outcomes for `metadata.simulate`.
        """
        answer: AsyncPage[models.MagicValue] = await self._call(
            Operation("GET", "/simulations/magic_values", False),
            "MagicValue",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_scenario_runs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        status: models.ScenarioRunStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.ScenarioRun]:
        """List scenario runs.

        Returns the runs of this bank, newest first.
        """
        answer: AsyncPage[models.ScenarioRun] = await self._call(
            Operation("GET", "/simulations/scenario_runs", False),
            "ScenarioRun",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def run_scenario(
        self,
        *,
        scenario: str | None | Unset = UNSET,
        definition: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        wait: int | None = None,
        timeout: float | None = None,
    ) -> models.ScenarioRun:
        """Run a scenario.

        Plays a scenario: a shipped one by name, or one of your own in YAML. Its steps are operations of this contract, moves of the clock and assertions; the run fails at the first step that does. You need the scopes of its operations.
        """
        answer: models.ScenarioRun = await self._call(
            Operation("POST", "/simulations/scenario_runs", True),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"scenario": scenario, "definition": definition},
            idempotency_key=idempotency_key,
            wait=wait,
            timeout=timeout,
        )
        return answer

    async def get_scenario_run(self, scenario_run_id: str, *, timeout: float | None = None) -> models.ScenarioRun:
        """Get a scenario run.

        Returns a run with what each step did.
        """
        answer: models.ScenarioRun = await self._call(
            Operation("GET", "/simulations/scenario_runs/{}", False),
            "ScenarioRun",
            is_list=False,
            is_raw=self._is_raw,
            path=(scenario_run_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_scenarios(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.Scenario]:
        """List scenarios.

        Returns the scenarios that are shipped, in order of name.
        """
        answer: AsyncPage[models.Scenario] = await self._call(
            Operation("GET", "/simulations/scenarios", False),
            "Scenario",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={"limit": limit, "cursor": cursor, "page": page},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_verification_approval(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a verification pass.

        The provider passes every check of an open verification. Refused when it has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/simulations/verifications/{}/approve", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_verification_rejection(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Let a verification fail.

        The provider finds that the identity is not who it says. Refused when it has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/simulations/verifications/{}/reject", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_document_request(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Ask for a document.

        The provider asks for a document before it decides. Refused when it has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/simulations/verifications/{}/request_document", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def simulate_verification_review(
        self, verification_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.Verification:
        """Send a verification to review.

        The provider leaves an open verification to a person. Refused when it has ended.
        """
        answer: models.Verification = await self._call(
            Operation("POST", "/simulations/verifications/{}/review", True),
            "Verification",
            is_list=False,
            is_raw=self._is_raw,
            path=(verification_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncRequests(Resource):
    """Every call that was made."""

    @property
    def with_raw_response(self) -> _raw.AsyncRequests:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncRequests = self._raw_twin()
        return twin

    async def list_requests(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        q: str | None = None,
        operation_id: str | None = None,
        status_code: int | None = None,
        api_key_id: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.RequestRecord]:
        """List requests.

        Returns the calls that were made of this bank, newest first, refused ones included. Personal data is masked. The newest 200,000 are kept.
        """
        answer: AsyncPage[models.RequestRecord] = await self._call(
            Operation("GET", "/requests", False),
            "RequestRecord",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "q": q,
                "operation_id": operation_id,
                "status_code": status_code,
                "api_key_id": api_key_id,
                "idempotency_key": idempotency_key,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_request(self, request_id: str, *, timeout: float | None = None) -> models.RequestRecord:
        """Get a request.

        Returns one call with its masked bodies.
        """
        answer: models.RequestRecord = await self._call(
            Operation("GET", "/requests/{}", False),
            "RequestRecord",
            is_list=False,
            is_raw=self._is_raw,
            path=(request_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncUsage(Resource):
    """How much the bank was used."""

    @property
    def with_raw_response(self) -> _raw.AsyncUsage:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncUsage = self._raw_twin()
        return twin

    async def get_usage(
        self,
        *,
        since: datetime.datetime | str | None = None,
        until: datetime.datetime | str | None = None,
        interval: str | None = None,
        group_by: str | None = None,
        timeout: float | None = None,
    ) -> models.UsageReport:
        """Get usage.

        Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or key; by hour for at most 31 days at once. Kept for 90 days.
        """
        answer: models.UsageReport = await self._call(
            Operation("GET", "/usage", False),
            "UsageReport",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={"since": since, "until": until, "interval": interval, "group_by": group_by},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncUsers(Resource):
    """Who you are."""

    @property
    def with_raw_response(self) -> _raw.AsyncUsers:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncUsers = self._raw_twin()
        return twin

    async def get_current_user(self, *, timeout: float | None = None) -> models.User:
        """Get the current user.

        Returns who the credential belongs to and what it may do. Any valid credential may ask. A session that names no bank with Sandbank-Bank has no bank_id.
        """
        answer: models.User = await self._call(
            Operation("GET", "/users/me", False),
            "User",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncSessions(Resource):
    """People who sign up, sign in and out."""

    @property
    def with_raw_response(self) -> _raw.AsyncSessions:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncSessions = self._raw_twin()
        return twin

    async def accept_invitation(
        self,
        *,
        token: str,
        password: str,
        name: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSessionWithSecret:
        """Accept an invitation.

        Turns an invitation_token into a member who is ACTIVE, with a password of their own, and signs them in. Needs no credential but the token, which is good once and for seven days. Sessions that the member had before end.
        """
        answer: models.TeamSessionWithSecret = await self._call(
            Operation("POST", "/invitations/accept", True),
            "TeamSessionWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"token": token, "name": name, "password": password},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        order: str | None = None,
        created_at_gte: datetime.datetime | str | None = None,
        created_at_lt: datetime.datetime | str | None = None,
        team_member_id: str | None = None,
        status: models.TeamSessionStatus | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPage[models.TeamSession]:
        """List sessions.

        Returns your own sessions, newest first; with organizations:write those of another member too, by team_member_id. An API key has none of its own.
        """
        answer: AsyncPage[models.TeamSession] = await self._call(
            Operation("GET", "/sessions", False),
            "TeamSession",
            is_list=True,
            is_raw=self._is_raw,
            path=(),
            query={
                "limit": limit,
                "cursor": cursor,
                "page": page,
                "order": order,
                "created_at.gte": created_at_gte,
                "created_at.lt": created_at_lt,
                "team_member_id": team_member_id,
                "status": status,
            },
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def sign_in(
        self,
        *,
        email: str,
        password: str,
        organization_id: str | None | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSessionWithSecret:
        """Sign in.

        Makes a session of a person. Its token is in this answer and never again; send it as the bearer token. It is good for seven days, and for twelve hours without a call. Needs no credential. A wrong password and an address that nobody has are the same refusal; five of them within 15 minutes lock the address for 15 minutes. Who is in several organizations with one password names one.
        """
        answer: models.TeamSessionWithSecret = await self._call(
            Operation("POST", "/sessions", True),
            "TeamSessionWithSecret",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"email": email, "password": password, "organization_id": organization_id},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def change_password(
        self,
        *,
        current_password: str,
        new_password: str,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TeamSession:
        """Change your password.

        Sets a new password and ends all of your sessions but this one. A wrong current password counts as a sign-in that failed. For people: an API key has no password.
        """
        answer: models.TeamSession = await self._call(
            Operation("POST", "/sessions/current/password", True),
            "TeamSession",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={"current_password": current_password, "new_password": new_password},
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def get_session(self, session_id: str, *, timeout: float | None = None) -> models.TeamSession:
        """Get a session.

        Returns one of your own sessions; with organizations:write, one of any member.
        """
        answer: models.TeamSession = await self._call(
            Operation("GET", "/sessions/{}", False),
            "TeamSession",
            is_list=False,
            is_raw=self._is_raw,
            path=(session_id,),
            query={},
            body=None,
            idempotency_key=None,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def revoke_session(
        self, session_id: str, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> None:
        """End a session.

        Ends one of your own sessions at once: the one that asks is signed out. With organizations:write, a session of any member whose role has no scope that you lack.
        """
        answer: None = await self._call(
            Operation("DELETE", "/sessions/{}", True),
            None,
            is_list=False,
            is_raw=self._is_raw,
            path=(session_id,),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer

    async def sign_up(
        self,
        *,
        organization_name: str,
        name: str,
        email: str,
        password: str,
        organization_type: models.OrganizationType | str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.SignedUp:
        """Sign up.

        Makes an organization with its first bank, its OWNER and a session, all at once. The session's token is in this answer and never again. The organization begins PENDING and can be used at once. Needs no credential. An address may be in several organizations. A server may be closed to this: its operator then makes organizations, and people are invited.
        """
        answer: models.SignedUp = await self._call(
            Operation("POST", "/sign_up", True),
            "SignedUp",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body={
                "organization_name": organization_name,
                "organization_type": organization_type,
                "name": name,
                "email": email,
                "password": password,
            },
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncEncryptionKeys(Resource):
    """The key that wraps all other keys of a server."""

    @property
    def with_raw_response(self) -> _raw.AsyncEncryptionKeys:
        """The same operations, giving a `RawResponse` with status, headers and bytes."""
        twin: _raw.AsyncEncryptionKeys = self._raw_twin()
        return twin

    async def rotate_encryption_key(
        self, *, idempotency_key: str | None = None, timeout: float | None = None
    ) -> models.EncryptionKeyRotation:
        """Rotate the master key.

        Makes a new master key and wraps every key of the server anew under it, while reads and writes go on. Survives a crash at any step: both master keys are kept until nothing needs the old one, which is then deleted. Backups made before need the old one; keep a copy of it apart as long as you keep them.
        """
        answer: models.EncryptionKeyRotation = await self._call(
            Operation("POST", "/encryption_keys/rotate", True),
            "EncryptionKeyRotation",
            is_list=False,
            is_raw=self._is_raw,
            path=(),
            query={},
            body=None,
            idempotency_key=idempotency_key,
            wait=None,
            timeout=timeout,
        )
        return answer


class AsyncResources:
    """One attribute per tag."""

    def __init__(self) -> None:
        self.organizations = AsyncOrganizations(self)
        self.api_keys = AsyncApiKeys(self)
        self.banks = AsyncBanks(self)
        self.settings = AsyncSettings(self)
        self.customers = AsyncCustomers(self)
        self.kyc = AsyncKyc(self)
        self.accounts = AsyncAccounts(self)
        self.transactions = AsyncTransactions(self)
        self.ledger = AsyncLedger(self)
        self.audit = AsyncAudit(self)
        self.events = AsyncEvents(self)
        self.webhooks = AsyncWebhooks(self)
        self.simulations = AsyncSimulations(self)
        self.requests = AsyncRequests(self)
        self.usage = AsyncUsage(self)
        self.users = AsyncUsers(self)
        self.sessions = AsyncSessions(self)
        self.encryption_keys = AsyncEncryptionKeys(self)
