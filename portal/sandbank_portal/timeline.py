"""What happens next, as a person reads it: pending effects in words, in bank days. Pure functions.

A kind that nobody described is told by its own name, so that a new one needs no change here. See: time_pages.py.
"""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sandbank_portal.formatting import ago, label, parsed

Row = dict[str, Any]

_MANY = 4
_WORDS = {
    "accounts.accrue_interest": ("Interest accrues", "percent"),
    "api_keys.expire": ("API key expires", "key-round"),
    "customers.destroy_key": ("Key of an erased customer is destroyed", "key-round"),
    "histories.end": ("History ends", "history"),
    "histories.found": ("Customers of a history arrive", "users"),
    "histories.live": ("Customers of a history pay and are paid", "history"),
    "histories.waive_fee": ("Fee of a history is waived", "history"),
    "kyc.expire_document": ("Document expires", "file-clock"),
    "kyc.review_due": ("Periodic review falls due", "shield-check"),
    "scenarios.play": ("Next step of a scenario", "play"),
    "simulations.clock_moved": ("Move of the clock ends", "clock"),
    "transactions.assess": ("Transaction is checked for fraud", "scan-search"),
    "transactions.complete": ("Transaction completes", "arrow-left-right"),
    "transactions.complete_reversal": ("Reversal completes", "undo-2"),
    "transactions.expire_hold": ("Hold expires", "lock-open"),
    "transactions.post_interest": ("Interest is posted", "percent"),
}


class Item(NamedTuple):
    """An effect in the timeline; `at` is the time of day on the bank's clock (UTC)."""

    effect: Row
    title: str
    icon: str
    at: str


class Cluster(NamedTuple):
    """Effects of one kind that follow one another; many are folded into one line."""

    title: str
    icon: str
    items: list[Item]

    @property
    def is_folded(self) -> bool:
        """Whether they are shown as one line that opens."""
        return len(self.items) > _MANY


class Day(NamedTuple):
    """A bank day with what falls due on it."""

    date: str
    title: str
    note: str
    clusters: list[Cluster]
    total: int


def words_of(effect: Row) -> str:
    """What will happen, in words."""
    kind = str(effect.get("kind", ""))
    text, _ = _WORDS.get(kind, (label(kind.rpartition(".")[2]), ""))
    return text + _for_day(effect)


def icon_of(effect: Row) -> str:
    """Its symbol."""
    return _WORDS.get(str(effect.get("kind", "")), ("", "circle-dashed"))[1]


def kinds(rows: list[Row], chosen: str = "") -> list[tuple[str, str]]:
    """Kinds to choose from, with their words: those that are known, and those that stand in the rows."""
    every = {*_WORDS, *(str(row["kind"]) for row in rows), *([chosen] if chosen else [])}
    return sorted(((kind, words_of({"kind": kind})) for kind in every), key=lambda one: one[1])


def days(rows: list[Row], now: str | None) -> list[Day]:
    """Effects in the order in which they happen, by bank day (UTC)."""
    found = []
    for date, group in groupby(rows, key=lambda row: str(row["due_at"])[:10]):
        effects = list(group)
        clusters = [
            Cluster(words_of({"kind": kind}), icon_of({"kind": kind}), [_item(effect) for effect in same])
            for kind, same in groupby(effects, key=lambda row: str(row["kind"]))
        ]
        found.append(Day(date, _title(date), _note(date, now), clusters, len(effects)))
    return found


def _item(effect: Row) -> Item:
    at = str(effect["due_at"])[11:19]
    return Item(effect, words_of(effect), icon_of(effect), at.removesuffix(":00") if at.count(":") == 2 else at)


def _for_day(effect: Row) -> str:
    """What is planned for a day tells which: its subject begins with the date."""
    date, slash, _ = str(effect.get("subject", "")).partition("/")
    at = parsed(date) if slash and len(date) == 10 else None
    return f" for {at.day} {at.strftime('%b %Y')}" if at is not None else ""


def _title(date: str) -> str:
    at = parsed(date)
    return date if at is None else f"{at.strftime('%A')} {at.day} {at.strftime('%B %Y')}"


def _note(date: str, now: str | None) -> str:
    """How far away the day is; weekends are named, since banks are closed on them."""
    at, here = parsed(date), parsed(now)
    if at is None or here is None:
        return ""
    distance = (at.date() - here.date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    text = near.get(distance) or (ago(date, str(now)[:10]) if abs(distance) < 60 else _far(distance))
    return f"{text}, weekend" if at.weekday() >= 5 else text


def _far(distance: int) -> str:
    months = round(abs(distance) / 30.44)
    text = f"{months} months" if months < 24 else f"{months / 12:.0f} years"
    return f"in {text}" if distance > 0 else f"{text} ago"


def fired_in_words(count: int, events: list[Row]) -> str:
    """What a move of the clock did: how many effects fired, and the events that came of them."""
    if count == 0:
        return "Nothing fell due."
    text = f"{count:,} {'effect' if count == 1 else 'effects'} fired"
    told: dict[str, int] = {}
    for event in events:
        if event["type"] != "clock.moved":
            told[event["type"]] = told.get(event["type"], 0) + 1
    most = sorted(told.items(), key=lambda one: -one[1])[:3]
    named = ", ".join(f"{number} {kind}" for kind, number in most)
    return f"{text}: {named}{' and more' if len(told) > len(most) else ''}." if named else f"{text}."


def weekday(now: str | None) -> str:
    """The day of the week of an instant."""
    at = parsed(now)
    return at.strftime("%A") if isinstance(at, datetime.datetime) else ""
