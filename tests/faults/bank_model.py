"""An executable model of the bank, and the judge that replays a history against it.

The model is small enough to be obviously right: accounts with what is posted, held and on its way in;
movements and holds that begin and end once; keys that have one answer. The judge takes the bank's own log of
events as the order in which things happened, and asks whether that order explains every answer that every
client got: whatever was answered before a request was sent comes before it (linearizability, Herlihy and Wing
1990), reads are states of the model, refusals were right at some moment while they were asked for, and every
acknowledged effect happened once. See: test_bank_test.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Any, NamedTuple

Balance = tuple[int, int, int]
"""(posted, held, incoming) of an account."""

NOTHING: Balance = (0, 0, 0)


class Movement(NamedTuple):
    """Money from one account to another; None is the world outside."""

    source: str | None
    destination: str | None
    cents: int


class Impossible(Exception):
    """The log tells of something that the model does not allow."""


class BankModel:
    """Accounts, movements, holds and keys."""

    def __init__(self, start: dict[str, int]) -> None:
        self.accounts: dict[str, Balance] = {name: (cents, 0, 0) for name, cents in start.items()}
        self.movements: dict[str, tuple[str, Movement]] = {}
        self.holds: dict[str, tuple[str, Movement]] = {}
        self.answers: dict[str, tuple[Any, Any]] = {}

    def available(self, name: str) -> int:
        """What an account can still pay."""
        posted, held, _ = self.accounts[name]
        return posted - held

    def answer(self, key: str, request: Any, answer: Any) -> None:
        """A key has one answer, whoever asks and however often."""
        kept = self.answers.setdefault(key, (request, answer))
        if kept != (request, answer):
            raise Impossible(f"the key {key} was answered with {kept} and with {(request, answer)}")

    def initiate(self, identifier: str, movement: Movement) -> None:
        """Reserve a movement's money."""
        self._begin(self.movements, identifier, movement)

    def complete(self, identifier: str) -> None:
        """Post what was reserved."""
        movement = self._end(self.movements, identifier, "COMPLETED")
        self._unreserve(movement)
        self._post(movement, movement.cents)

    def fail(self, identifier: str) -> None:
        """Free what was reserved."""
        self._unreserve(self._end(self.movements, identifier, "FAILED"))

    def place(self, identifier: str, account: str, cents: int) -> None:
        """Reserve funds until they are captured or released."""
        self._begin(self.holds, identifier, Movement(account, None, cents))

    def capture(self, identifier: str, cents: int) -> None:
        """Take up to what is held, and free the rest."""
        held = self._end(self.holds, identifier, "CAPTURED")
        if cents > held.cents:
            raise Impossible(f"{identifier} held {held.cents} and {cents} were captured")
        self._unreserve(held)
        self._post(held, cents)

    def release(self, identifier: str) -> None:
        """Free what is held."""
        self._unreserve(self._end(self.holds, identifier, "RELEASED"))

    def _begin(self, which: dict[str, tuple[str, Movement]], identifier: str, movement: Movement) -> None:
        if identifier in which:
            raise Impossible(f"{identifier} begins twice")
        if movement.source is not None and self.available(movement.source) < movement.cents:
            raise Impossible(f"{identifier} takes {movement.cents} of {self.available(movement.source)}")
        which[identifier] = ("PENDING", movement)
        self._change(movement.source, (0, movement.cents, 0))
        self._change(movement.destination, (0, 0, movement.cents))

    def _end(self, which: dict[str, tuple[str, Movement]], identifier: str, status: str) -> Movement:
        state, movement = which.get(identifier, ("UNKNOWN", Movement(None, None, 0)))
        if state != "PENDING":
            raise Impossible(f"{identifier} is {state} and becomes {status}")
        which[identifier] = (status, movement)
        return movement

    def _unreserve(self, movement: Movement) -> None:
        self._change(movement.source, (0, -movement.cents, 0))
        self._change(movement.destination, (0, 0, -movement.cents))

    def _post(self, movement: Movement, cents: int) -> None:
        self._change(movement.source, (-cents, 0, 0))
        self._change(movement.destination, (cents, 0, 0))

    def _change(self, name: str | None, by: Balance) -> None:
        if name is not None:
            posted, held, incoming = self.accounts[name]
            self.accounts[name] = (posted + by[0], held + by[1], incoming + by[2])


class Asked(NamedTuple):
    """One thing that a client asked for, from its first try to its answer, in seconds of one real clock.

    kind: `transfer`, `deposit`, `withdrawal`, `place`, `capture`, `release`, or a read: `accounts`, `account`,
    `total`. resource_id: what a write made or changed, None when it was refused. value: what a read saw.
    """

    kind: str
    invoked: float
    answered: float
    key: str | None = None
    movement: Movement | None = None
    resource_id: str | None = None
    refusal: str | None = None
    value: Any = None


READS = ("accounts", "account", "total")
_ENDS = {"capture": "hold.captured", "release": "hold.released", "place": "hold.placed"}


class Judge:
    """Replays the log in the model, and finds what it does not explain."""

    def __init__(self, start: dict[str, int], history: list[Asked], log: list[tuple[str, str]]) -> None:
        self.model = BankModel(start)
        self.found: list[str] = []
        self._history = history
        self._names = sorted(start)
        self._states: list[tuple[Balance, ...]] = [self._state()]
        self._places: dict[tuple[str, str], int] = {}
        self._asked = {(one.kind, one.resource_id): one for one in history if one.resource_id is not None}
        self._indexes: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in READS}
        self._writes = [one for one in history if one.resource_id is not None]
        for kind, resource_id in log:
            self._replay(kind, resource_id)

    def judge(self) -> list[str]:
        """Everything that is wrong; empty when all is well."""
        self._judge_keys()
        self._judge_effects()
        if not self.found:
            self._judge_order()
        return self.found

    @property
    def last(self) -> dict[str, Balance]:
        """The model at the end of the log."""
        return self.model.accounts

    # The log -------------------------------------------------------------------------------------
    def _replay(self, event: str, resource_id: str) -> None:
        try:
            self._apply(event, resource_id)
        except Impossible as impossible:
            self.found.append(f"{event}: {impossible}")
            return
        self._states.append(self._state())
        self._places[event, resource_id] = len(self._states) - 1

    def _apply(self, event: str, resource_id: str) -> None:
        model = self.model
        if event == "transaction.initiated":
            model.initiate(resource_id, self._movement(resource_id, ("transfer", "deposit", "withdrawal")))
        elif event == "transaction.completed":
            model.complete(resource_id)
        elif event == "transaction.failed":
            model.fail(resource_id)
        elif event == "hold.placed":
            movement = self._movement(resource_id, ("place",))
            assert movement.source is not None
            model.place(resource_id, movement.source, movement.cents)
        elif event == "hold.captured":
            model.capture(resource_id, self._movement(resource_id, ("capture",)).cents)
        elif event == "hold.released":
            self._movement(resource_id, ("release",))
            model.release(resource_id)
        else:
            raise Impossible(f"nobody asked for {resource_id}")

    def _movement(self, resource_id: str, kinds: tuple[str, ...]) -> Movement:
        for kind in kinds:
            asked = self._asked.get((kind, resource_id))
            if asked is not None and asked.movement is not None:
                return asked.movement
        raise Impossible(f"nobody asked for {resource_id}")

    def _state(self) -> tuple[Balance, ...]:
        return tuple(self.model.accounts[name] for name in self._names)

    # The answers ---------------------------------------------------------------------------------
    def _judge_keys(self) -> None:
        for one in self._history:
            if one.key is None:
                continue
            try:
                self.model.answer(one.key, (one.kind, one.movement), one.resource_id or one.refusal)
            except Impossible as impossible:
                self.found.append(str(impossible))

    def _judge_effects(self) -> None:
        """Every acknowledged write is in the log, once; `_apply` refused what was in it and asked for by nobody."""
        for one in self._writes:
            if self._place(one) is None:
                self.found.append(f"acknowledged and not in the log: {one}")

    def _place(self, one: Asked) -> int | None:
        assert one.resource_id is not None
        return self._places.get((_ENDS.get(one.kind, "transaction.initiated"), one.resource_id))

    def _judge_order(self) -> None:
        """Real time: what was answered before another was sent stands before it."""
        self._index_states()
        placed = [(one, self._place(one) or 0) for one in self._writes]
        ended = _Running(max, ((one.answered, place) for one, place in placed), 0)
        begun = _Running(min, ((-one.invoked, place) for one, place in placed), len(self._states))
        for one, place in placed:
            before = ended.until(one.invoked)
            if before >= place:
                self.found.append(f"{one} stands at {place} behind {before}, which was answered before it was sent")
        seen: list[tuple[float, int]] = []
        highest: list[int] = []
        for one in sorted((one for one in self._history if one.resource_id is None), key=lambda one: one.answered):
            known = bisect_left(seen, (one.invoked,))
            low = max(ended.until(one.invoked), highest[known - 1] if known else 0)
            high = begun.until(-one.answered) - 1
            place = self._explained(one, low, min(high, len(self._states) - 1))
            if place is None:
                self.found.append(f"no state between {low} and {high} explains {one}")
                continue
            seen.append((one.answered, place))
            highest.append(max(place, highest[-1] if highest else 0))

    def _explained(self, one: Asked, low: int, high: int) -> int | None:
        """The first state in which this answer is right."""
        if one.kind in READS:
            places = self._indexes[one.kind].get(one.value, [])
            found = bisect_left(places, low)
            return places[found] if found < len(places) and places[found] <= high else None
        if one.refusal != "insufficient_funds" or one.movement is None or one.movement.source is None:
            return None
        column = self._names.index(one.movement.source)
        for place in range(low, high + 1):
            posted, held, _ = self._states[place][column]
            if posted - held < one.movement.cents:
                return place
        return None

    def _index_states(self) -> None:
        """Where in the log each thing that a read can see was so."""
        for place, state in enumerate(self._states):
            self._indexes["accounts"][state].append(place)
            self._indexes["total"][sum(posted for posted, _, _ in state)].append(place)
            for name, balance in zip(self._names, state, strict=True):
                self._indexes["account"][name, balance].append(place)


class _Running:
    """The best of all values up to a moment."""

    def __init__(self, best: Any, values: Any, default: int) -> None:
        self._times: list[float] = []
        self._best: list[int] = []
        self._default = default
        running = default
        for at, value in sorted(values):
            running = best(running, value)
            self._times.append(at)
            self._best.append(running)

    def until(self, at: float) -> int:
        """The best among what lies before this moment."""
        place = bisect_right(self._times, at)
        return self._best[place - 1] if place else self._default
