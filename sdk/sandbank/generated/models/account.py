# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.account_ownership import AccountOwnership, check_account_ownership
from ..models.account_status import AccountStatus, check_account_status
from ..models.account_type import AccountType, check_account_type
from ..models.risk_level import RiskLevel, check_risk_level
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Account")


@_attrs_define
class Account:
    """An account with its balances, which are always those of the ledger.

    Attributes:
        account_id (str): Id of an account: opaque, sortable by time of creation.
        customer_id (str): Id of a customer: opaque, sortable by time of creation.
        joint_customer_ids (list[str]): Further holders of a joint account.
        account_number (str): Unique in the bank; its last digit is a Luhn check digit.
        routing_number (None | str): ABA routing number, for USD.
        iban (None | str): IBAN (ISO 13616), for EUR, GBP and CHF.
        bic (None | str): BIC (ISO 9362).
        account_type (AccountType): What an account is for; more values may come.
        ownership (AccountOwnership): Whose an account is; more values may come.
        currency (str): ISO 4217 code.
        nickname (None | str): The customer's own name for it.
        status (AccountStatus): Money moves on ACTIVE accounts only; more values may come.
        available_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        pending_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        posted_balance_cents (int): Balance in the currency's smallest unit; negative when owed to the bank.
        daily_limit_cents (int): Limit in the currency's smallest unit.
        monthly_limit_cents (int): Limit in the currency's smallest unit.
        interest_rate_bps (int): Hundredths of a percent: 10000 is the whole.
        risk_category (RiskLevel): LOW, MEDIUM or HIGH; more values may come.
        balance_last_updated (datetime.datetime | None): When an entry last changed the balance.
        opened_date (datetime.date): Day of opening.
        closed_date (datetime.date | None): Day of closing.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        updated_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
            replaces the whole map.
    """

    account_id: str
    customer_id: str
    joint_customer_ids: list[str]
    account_number: str
    routing_number: None | str
    iban: None | str
    bic: None | str
    account_type: AccountType
    ownership: AccountOwnership
    currency: str
    nickname: None | str
    status: AccountStatus
    available_balance_cents: int
    pending_balance_cents: int
    posted_balance_cents: int
    daily_limit_cents: int
    monthly_limit_cents: int
    interest_rate_bps: int
    risk_category: RiskLevel
    balance_last_updated: datetime.datetime | None
    opened_date: datetime.date
    closed_date: datetime.date | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    metadata: Metadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        account_id = self.account_id

        customer_id = self.customer_id

        joint_customer_ids = self.joint_customer_ids

        account_number = self.account_number

        routing_number: None | str
        routing_number = self.routing_number

        iban: None | str
        iban = self.iban

        bic: None | str
        bic = self.bic

        account_type: str = self.account_type

        ownership: str = self.ownership

        currency = self.currency

        nickname: None | str
        nickname = self.nickname

        status: str = self.status

        available_balance_cents = self.available_balance_cents

        pending_balance_cents = self.pending_balance_cents

        posted_balance_cents = self.posted_balance_cents

        daily_limit_cents = self.daily_limit_cents

        monthly_limit_cents = self.monthly_limit_cents

        interest_rate_bps = self.interest_rate_bps

        risk_category: str = self.risk_category

        balance_last_updated: None | str
        if isinstance(self.balance_last_updated, datetime.datetime):
            balance_last_updated = self.balance_last_updated.isoformat()
        else:
            balance_last_updated = self.balance_last_updated

        opened_date = self.opened_date.isoformat()

        closed_date: None | str
        if isinstance(self.closed_date, datetime.date):
            closed_date = self.closed_date.isoformat()
        else:
            closed_date = self.closed_date

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "account_id": account_id,
                "customer_id": customer_id,
                "joint_customer_ids": joint_customer_ids,
                "account_number": account_number,
                "routing_number": routing_number,
                "iban": iban,
                "bic": bic,
                "account_type": account_type,
                "ownership": ownership,
                "currency": currency,
                "nickname": nickname,
                "status": status,
                "available_balance_cents": available_balance_cents,
                "pending_balance_cents": pending_balance_cents,
                "posted_balance_cents": posted_balance_cents,
                "daily_limit_cents": daily_limit_cents,
                "monthly_limit_cents": monthly_limit_cents,
                "interest_rate_bps": interest_rate_bps,
                "risk_category": risk_category,
                "balance_last_updated": balance_last_updated,
                "opened_date": opened_date,
                "closed_date": closed_date,
                "created_at": created_at,
                "updated_at": updated_at,
                "metadata": metadata,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        account_id = d.pop("account_id")

        customer_id = d.pop("customer_id")

        joint_customer_ids = cast(list[str], d.pop("joint_customer_ids"))

        account_number = d.pop("account_number")

        def _parse_routing_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        routing_number = _parse_routing_number(d.pop("routing_number"))

        def _parse_iban(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        iban = _parse_iban(d.pop("iban"))

        def _parse_bic(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bic = _parse_bic(d.pop("bic"))

        account_type = check_account_type(d.pop("account_type"))

        ownership = check_account_ownership(d.pop("ownership"))

        currency = d.pop("currency")

        def _parse_nickname(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        nickname = _parse_nickname(d.pop("nickname"))

        status = check_account_status(d.pop("status"))

        available_balance_cents = d.pop("available_balance_cents")

        pending_balance_cents = d.pop("pending_balance_cents")

        posted_balance_cents = d.pop("posted_balance_cents")

        daily_limit_cents = d.pop("daily_limit_cents")

        monthly_limit_cents = d.pop("monthly_limit_cents")

        interest_rate_bps = d.pop("interest_rate_bps")

        risk_category = check_risk_level(d.pop("risk_category"))

        def _parse_balance_last_updated(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                balance_last_updated_type_0 = datetime.datetime.fromisoformat(data)

                return balance_last_updated_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        balance_last_updated = _parse_balance_last_updated(d.pop("balance_last_updated"))

        opened_date = datetime.date.fromisoformat(d.pop("opened_date"))

        def _parse_closed_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_date_type_0 = datetime.date.fromisoformat(data)

                return closed_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        closed_date = _parse_closed_date(d.pop("closed_date"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        account = cls(
            account_id=account_id,
            customer_id=customer_id,
            joint_customer_ids=joint_customer_ids,
            account_number=account_number,
            routing_number=routing_number,
            iban=iban,
            bic=bic,
            account_type=account_type,
            ownership=ownership,
            currency=currency,
            nickname=nickname,
            status=status,
            available_balance_cents=available_balance_cents,
            pending_balance_cents=pending_balance_cents,
            posted_balance_cents=posted_balance_cents,
            daily_limit_cents=daily_limit_cents,
            monthly_limit_cents=monthly_limit_cents,
            interest_rate_bps=interest_rate_bps,
            risk_category=risk_category,
            balance_last_updated=balance_last_updated,
            opened_date=opened_date,
            closed_date=closed_date,
            created_at=created_at,
            updated_at=updated_at,
            metadata=metadata,
        )

        account.additional_properties = d
        return account

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
