# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.auth_method import AuthMethod, check_auth_method
from ..models.risk_level import RiskLevel, check_risk_level
from ..models.transaction_method import TransactionMethod, check_transaction_method
from ..models.transaction_status import TransactionStatus, check_transaction_status
from ..models.transaction_type import TransactionType, check_transaction_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.metadata import Metadata


T = TypeVar("T", bound="Transaction")


@_attrs_define
class Transaction:
    """A movement of money as the customer sees it. Amount, accounts and reference never change; only the status and what
    goes with it do.

        Attributes:
            transaction_id (str): Id of a transaction: opaque, sortable by time of creation.
            transaction_ref (str): Reference for people, unique in the bank.
            transaction_type (TransactionType): What kind of movement; more values may come.
            source_account_id (None | str): Null for deposits.
            destination_account_id (None | str): Null for withdrawals and fees.
            amount_cents (int): Amount in the currency's smallest unit (ISO 4217 exponent): $12.34 is 1234, ¥12 is 12.
                Always positive; direction is its own field.
            currency (str): ISO 4217 code.
            exchange_rate (int | None): Rate times 10^8 where currencies differ.
            status (TransactionStatus): PENDING until COMPLETED or FAILED; COMPLETED may become REVERSED; more values may
                come.
            failure_code (None | str): Why it FAILED.
            method (None | TransactionMethod): For deposits and withdrawals.
            description (None | str): In the initiator's words.
            external_reference (None | str): Reference of the initiator's own; nothing personal: it stays when the customer
                is erased.
            fraud_score (None | RiskLevel): Null until scored.
            requires_approval (bool): Whether a second person has to agree.
            approved_by (None | str): Who agreed, or refused.
            batch_id (None | str): Batch it came in.
            session_id (None | str): Session that authorized it.
            auth_method (AuthMethod): How the initiator was authenticated; more values may come.
            initiated_by (str): Who asked for it.
            client_id (None | str): OAuth client that asked for it.
            correlation_id (None | str): Ties everything one request caused together.
            reverses_transaction_id (None | str): For a REVERSAL: what it takes back.
            reversed_by_transaction_id (None | str): The REVERSAL that took it back.
            hold_id (None | str): The hold it captured.
            created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
                otherwise.
            processed_at (datetime.datetime | None): When it became final.
            metadata (Metadata): Your own keys and values: up to 50, keys of 40 characters, values of 500. An update
                replaces the whole map.
    """

    transaction_id: str
    transaction_ref: str
    transaction_type: TransactionType
    source_account_id: None | str
    destination_account_id: None | str
    amount_cents: int
    currency: str
    exchange_rate: int | None
    status: TransactionStatus
    failure_code: None | str
    method: None | TransactionMethod
    description: None | str
    external_reference: None | str
    fraud_score: None | RiskLevel
    requires_approval: bool
    approved_by: None | str
    batch_id: None | str
    session_id: None | str
    auth_method: AuthMethod
    initiated_by: str
    client_id: None | str
    correlation_id: None | str
    reverses_transaction_id: None | str
    reversed_by_transaction_id: None | str
    hold_id: None | str
    created_at: datetime.datetime
    processed_at: datetime.datetime | None
    metadata: Metadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.metadata import Metadata  # noqa: PLC0415

        transaction_id = self.transaction_id

        transaction_ref = self.transaction_ref

        transaction_type: str = self.transaction_type

        source_account_id: None | str
        source_account_id = self.source_account_id

        destination_account_id: None | str
        destination_account_id = self.destination_account_id

        amount_cents = self.amount_cents

        currency = self.currency

        exchange_rate: int | None
        exchange_rate = self.exchange_rate

        status: str = self.status

        failure_code: None | str
        failure_code = self.failure_code

        method: None | str
        if isinstance(self.method, str):
            method = self.method
        else:
            method = self.method

        description: None | str
        description = self.description

        external_reference: None | str
        external_reference = self.external_reference

        fraud_score: None | str
        if isinstance(self.fraud_score, str):
            fraud_score = self.fraud_score
        else:
            fraud_score = self.fraud_score

        requires_approval = self.requires_approval

        approved_by: None | str
        approved_by = self.approved_by

        batch_id: None | str
        batch_id = self.batch_id

        session_id: None | str
        session_id = self.session_id

        auth_method: str = self.auth_method

        initiated_by = self.initiated_by

        client_id: None | str
        client_id = self.client_id

        correlation_id: None | str
        correlation_id = self.correlation_id

        reverses_transaction_id: None | str
        reverses_transaction_id = self.reverses_transaction_id

        reversed_by_transaction_id: None | str
        reversed_by_transaction_id = self.reversed_by_transaction_id

        hold_id: None | str
        hold_id = self.hold_id

        created_at = self.created_at.isoformat()

        processed_at: None | str
        if isinstance(self.processed_at, datetime.datetime):
            processed_at = self.processed_at.isoformat()
        else:
            processed_at = self.processed_at

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "transaction_id": transaction_id,
                "transaction_ref": transaction_ref,
                "transaction_type": transaction_type,
                "source_account_id": source_account_id,
                "destination_account_id": destination_account_id,
                "amount_cents": amount_cents,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "status": status,
                "failure_code": failure_code,
                "method": method,
                "description": description,
                "external_reference": external_reference,
                "fraud_score": fraud_score,
                "requires_approval": requires_approval,
                "approved_by": approved_by,
                "batch_id": batch_id,
                "session_id": session_id,
                "auth_method": auth_method,
                "initiated_by": initiated_by,
                "client_id": client_id,
                "correlation_id": correlation_id,
                "reverses_transaction_id": reverses_transaction_id,
                "reversed_by_transaction_id": reversed_by_transaction_id,
                "hold_id": hold_id,
                "created_at": created_at,
                "processed_at": processed_at,
                "metadata": metadata,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = dict(src_dict)
        transaction_id = d.pop("transaction_id")

        transaction_ref = d.pop("transaction_ref")

        transaction_type = check_transaction_type(d.pop("transaction_type"))

        def _parse_source_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source_account_id = _parse_source_account_id(d.pop("source_account_id"))

        def _parse_destination_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        destination_account_id = _parse_destination_account_id(d.pop("destination_account_id"))

        amount_cents = d.pop("amount_cents")

        currency = d.pop("currency")

        def _parse_exchange_rate(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        exchange_rate = _parse_exchange_rate(d.pop("exchange_rate"))

        status = check_transaction_status(d.pop("status"))

        def _parse_failure_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        failure_code = _parse_failure_code(d.pop("failure_code"))

        def _parse_method(data: object) -> None | TransactionMethod:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                method_type_0 = check_transaction_method(data)

                return method_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TransactionMethod, data)

        method = _parse_method(d.pop("method"))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        def _parse_external_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_reference = _parse_external_reference(d.pop("external_reference"))

        def _parse_fraud_score(data: object) -> None | RiskLevel:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                fraud_score_type_0 = check_risk_level(data)

                return fraud_score_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RiskLevel, data)

        fraud_score = _parse_fraud_score(d.pop("fraud_score"))

        requires_approval = d.pop("requires_approval")

        def _parse_approved_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        approved_by = _parse_approved_by(d.pop("approved_by"))

        def _parse_batch_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        batch_id = _parse_batch_id(d.pop("batch_id"))

        def _parse_session_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        session_id = _parse_session_id(d.pop("session_id"))

        auth_method = check_auth_method(d.pop("auth_method"))

        initiated_by = d.pop("initiated_by")

        def _parse_client_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_id = _parse_client_id(d.pop("client_id"))

        def _parse_correlation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        correlation_id = _parse_correlation_id(d.pop("correlation_id"))

        def _parse_reverses_transaction_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reverses_transaction_id = _parse_reverses_transaction_id(d.pop("reverses_transaction_id"))

        def _parse_reversed_by_transaction_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reversed_by_transaction_id = _parse_reversed_by_transaction_id(d.pop("reversed_by_transaction_id"))

        def _parse_hold_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        hold_id = _parse_hold_id(d.pop("hold_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_processed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                processed_at_type_0 = datetime.datetime.fromisoformat(data)

                return processed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        processed_at = _parse_processed_at(d.pop("processed_at"))

        metadata = Metadata.from_dict(d.pop("metadata"))

        transaction = cls(
            transaction_id=transaction_id,
            transaction_ref=transaction_ref,
            transaction_type=transaction_type,
            source_account_id=source_account_id,
            destination_account_id=destination_account_id,
            amount_cents=amount_cents,
            currency=currency,
            exchange_rate=exchange_rate,
            status=status,
            failure_code=failure_code,
            method=method,
            description=description,
            external_reference=external_reference,
            fraud_score=fraud_score,
            requires_approval=requires_approval,
            approved_by=approved_by,
            batch_id=batch_id,
            session_id=session_id,
            auth_method=auth_method,
            initiated_by=initiated_by,
            client_id=client_id,
            correlation_id=correlation_id,
            reverses_transaction_id=reverses_transaction_id,
            reversed_by_transaction_id=reversed_by_transaction_id,
            hold_id=hold_id,
            created_at=created_at,
            processed_at=processed_at,
            metadata=metadata,
        )

        transaction.additional_properties = d
        return transaction

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
