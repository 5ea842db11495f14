"""Records: the contract's own schemas, kept as one encoded document per version.

A `Kind` says how a Struct is stored: its prefix, what it is looked up by, whose person key seals
its personal data. Personal values leave the document before it is written (see `vault`). Documents
of older schemas are decoded leniently and brought up by one pure upgrade per number.
See: tests/engine/test_records.py.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeVar

import msgspec

from sandbox.contract.models import PII
from sandbox.engine.vault import Vault

T = TypeVar("T", bound=msgspec.Struct)
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Values = Callable[[Any], Iterable[str]]
Cell = tuple[str, str]
"""What a transaction relied on: (kind, id), (kind.column, value), or (kind, "") for all of a kind."""

_encode = msgspec.json.Encoder().encode
_decode_object = msgspec.json.Decoder(dict[str, Any]).decode

KINDS: dict[str, Kind[Any]] = {}


class Kind(Generic[T]):
    """How one Struct is stored and found.

    index, unique: properties or names of `computed` columns; unique ones hold at most one record.
    computed: further columns, each a function from the record to its values (none, one or many).
    blind: columns whose values are personal, and so are indexed by keyed hash only.
    personal: personal properties of a record that the contract does not show.
    person: the person whose data key seals the record's personal values.
    is_large: read from the file each time; a cache of many would fill the memory.
    varying: properties that follow from secrets, and so differ where everything else is the same; None
    for a kind that is nothing else.
    when_written: told in the commit of every version that is written, with the bank's id: for what is kept
    ready in memory.
    """

    __slots__ = (
        "_blank_values",
        "_decoder",
        "_personal",
        "blind",
        "columns",
        "id_field",
        "is_large",
        "name",
        "person",
        "pii",
        "prefix",
        "schema",
        "struct",
        "unique",
        "upgrades",
        "varying",
        "when_written",
    )

    def __init__(
        self,
        struct: type[T],
        *,
        prefix: str,
        name: str = "",
        index: tuple[str, ...] = (),
        unique: tuple[str, ...] = (),
        computed: Mapping[str, Callable[[T], Iterable[str]]] | None = None,
        blind: tuple[str, ...] = (),
        person: Callable[[T], str] | None = None,
        personal: tuple[str, ...] = (),
        upgrades: tuple[Upgrade, ...] = (),
        is_large: bool = False,
        varying: tuple[str, ...] | None = (),
        when_written: Callable[[str, T], None] | None = None,
    ) -> None:
        self.struct = struct
        self.when_written = when_written
        self.varying = varying
        self.is_large = is_large
        self.prefix = prefix
        self.name = name or struct.__name__.removesuffix("Record")
        self.id_field = struct.__struct_fields__[0]
        self.pii: tuple[str, ...] = personal or PII.get(struct, ())
        self.person = person
        self.unique = unique
        self.blind = frozenset(blind) | ({*index, *unique} & {*self.pii})
        self.upgrades = upgrades
        self.schema = len(upgrades) + 1
        self._blank_values: dict[str, Any] | None = None
        self._decoder = msgspec.json.Decoder(struct)
        # Of the last one twice, for a tuple it must be.
        self._personal = attrgetter(*self.pii, self.pii[-1]) if self.pii else None
        computed = computed or {}
        self.columns: tuple[tuple[str, Callable[[T], Iterable[str]]], ...] = tuple(
            (column, computed.get(column) or _property(column))
            for column in dict.fromkeys((*index, *unique, *computed))
        )
        assert not self.pii or person, f"{self.name} holds personal data and names no person"
        assert KINDS.setdefault(self.name, self) is self, f"two kinds are called {self.name}"
        KINDS_OF[struct] = self

    def __repr__(self) -> str:
        return f"Kind({self.name})"

    def id_of(self, record: T) -> str:
        """The record's own id."""
        return str(getattr(record, self.id_field))

    def values(self, name: str) -> Values:
        """The values of a column, indexed or not."""
        for column, values in self.columns:
            if column == name:
                return values
        assert name in self.struct.__struct_fields__, f"{self.name} has no column {name}"
        return _property(name)

    def cells(self, record: T, vault: Vault) -> frozenset[Cell]:
        """Every (column, value) that finds this record; who was erased is not found by what was personal."""
        blind = self.blind
        if blind and self.is_blank(record):
            return frozenset(
                (f"{self.name}.{column}", value)
                for column, values in self.columns
                if column not in blind
                for value in values(record)
            )
        return frozenset(
            (f"{self.name}.{column}", vault.blind(column, value) if column in blind else value)
            for column, values in self.columns
            for value in values(record)
        )

    def encode(self, record: T, version: int, vault: Vault) -> tuple[bytes, bytes | None]:
        """The document to write and, when it holds personal values, their sealed part."""
        if self._personal is None:
            return _encode(record), None
        values = self._personal(record)
        if not any(values) and all(value is None or value == {} for value in values):
            return _encode(record), None
        secret = {name: value for name in self.pii if (value := getattr(record, name)) not in (None, {})}
        assert self.person is not None
        document = msgspec.to_builtins(record)
        for name in secret:
            del document[name]
        person = self.person(record)
        return _encode(document), vault.seal(person, self._label(record, version), _encode(secret))

    def decode(self, body: bytes, sealed: bytes | None, schema: int, identifier: str, version: int, vault: Vault) -> T:
        """The record of a stored row. Raises `vault.Erased` when the person's key is destroyed."""
        opened = None if sealed is None else vault.open(sealed, f"{self.name}/{identifier}/{version}")
        if schema == self.schema:
            # Two objects without a name in common, and neither is empty: one has the id, the other what is personal.
            return self._decoder.decode(body if opened is None else b"%b,%b" % (body[:-1], opened[1:]))
        document = _decode_object(body)
        if opened is not None:
            document.update(_decode_object(opened))
        for upgrade in self.upgrades[schema - 1 :]:
            document = upgrade(document)
        return msgspec.convert(document, self.struct)

    def decode_erased(self, body: bytes, schema: int) -> T:
        """The record of a person whose key is destroyed, or lies elsewhere: what was personal is blank."""
        document = _decode_object(body)
        for upgrade in self.upgrades[schema - 1 :]:
            document = upgrade(document)
        for name, blank in self._blanks().items():
            document.setdefault(name, blank)
        return msgspec.convert(document, self.struct)

    def blanked(self, record: T) -> T:
        """The record as it shows when its person is erased."""
        return msgspec.convert({**msgspec.to_builtins(record), **self._blanks()}, self.struct)

    def is_blank(self, record: T) -> bool:
        """Whether nothing personal is in a record: it never was, or its person is erased."""
        return all(msgspec.to_builtins(getattr(record, name)) == blank for name, blank in self._blanks().items())

    def _blanks(self) -> dict[str, Any]:
        if self._blank_values is None:
            hints = typing.get_type_hints(self.struct, include_extras=True)
            self._blank_values = {name: _blank(hints[name]) for name in self.pii}
        return self._blank_values

    def _label(self, record: T, version: int) -> str:
        return f"{self.name}/{self.id_of(record)}/{version}"


def _blank(kind: Any) -> Any:
    """The first of some blanks that a property can hold."""
    for blank in _BLANKS:
        try:
            msgspec.convert(blank, kind)
        except msgspec.ValidationError:
            continue
        return blank
    raise AssertionError(f"no blank fits {kind}")


_BLANKS: tuple[Any, ...] = (None, {}, "erased", "erased@example.invalid", "1900-01-01", "+10000000000", "ZXJhc2Vk")

KINDS_OF: dict[type[msgspec.Struct], Kind[Any]] = {}


def kind_of(record: msgspec.Struct) -> Kind[Any]:
    """The kind a record is stored as."""
    return KINDS_OF[type(record)]


def _property(name: str) -> Callable[[Any], Iterable[str]]:
    def values(record: Any) -> Iterable[str]:
        value = getattr(record, name)
        return () if value is None else (str(value),)

    return values


class Head:
    """The newest version of a record, as committed in memory."""

    __slots__ = ("cells", "commit", "is_deleted", "record", "version")

    def __init__(
        self,
        record: Any,
        version: int,
        commit: int,
        *,
        is_deleted: bool = False,
        cells: frozenset[Cell] | None = None,
    ) -> None:
        self.cells = cells
        self.record = record
        self.version = version
        self.commit = commit
        self.is_deleted = is_deleted


def cells_of(head: Head | None, kind: Kind[Any], vault: Vault) -> frozenset[Cell]:
    """Every cell that finds a head now; computed once per head."""
    if head is None or head.is_deleted:
        return _NOWHERE
    if head.cells is None:
        head.cells = kind.cells(head.record, vault)
    return head.cells


_NOWHERE: frozenset[Cell] = frozenset()

VOID = Head(None, 0, 0, is_deleted=True)
"""What a look-up that found nothing leaves in the cache."""
