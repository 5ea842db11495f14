"""The thin layer from the contract: resources, error classes, and the list of the surface.

Each operation becomes a method with its path parameters first, then the properties of its body or its
query as keywords. Types come from the schemas. Enums are open: a string, with the known values as a hint.
`_raw.pyi` says the same methods once more, for type checkers only: what they give as raw answers.
What is not JSON both ways (files, streams) is written by hand: see by_hand.py beside this.
"""

from __future__ import annotations

import re
from typing import Any

from sdk.generator.by_hand import MIXINS, OPERATIONS, beside

_METHODS = ("get", "post", "put", "patch", "delete")
_HEADER = '"""Generated from openapi.yaml by sdk/generate.py. Do not edit.\n\n{about}\n"""\n\n'
_EVERYWHERE = ("idempotency_key:", "timeout:")
_ABOUT_API = """Generated from openapi.yaml by sdk/generate.py. Do not edit.

`AsyncSandbank` has the same methods, awaited. `= …` may be left out. Every method takes `timeout` besides, and
every one but the GETs `idempotency_key`; `bank.<tag>.with_raw_response` has those that are not "by hand", giving a
`RawResponse`.
"""


def snake(name: str) -> str:
    """`createTransfer` and `created_at.gte` as Python names."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().replace(".", "_").replace("-", "_")


def pascal(name: str) -> str:
    """`insufficient_funds` as a class name."""
    return "".join(part.capitalize() for part in name.split("_"))


class Method:
    """One operation as a method of its resource."""

    def __init__(self, document: dict[str, Any], path: str, verb: str, operation: dict[str, Any]) -> None:
        self.document = document
        self.operation = operation
        self.path = path
        self.verb = verb.upper()
        self.tag: str = operation["tags"][0]
        self.name = snake(operation["operationId"])
        parameters = [self._resolve(one) for one in operation.get("parameters", [])]
        self.path_names = [snake(one["name"]) for one in parameters if one["in"] == "path"]
        self.query = [one for one in parameters if one["in"] == "query"]
        self.is_unsafe = verb != "get"
        self.is_accepted = "202" in operation["responses"]
        self.model, self.is_list = self._answer()
        body = operation.get("requestBody")
        self.body = self._resolve(body["content"]["application/json"]["schema"]) if body else None

    def _resolve(self, value: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in value:
            node: Any = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                node = node[part]
            value = node
        return value

    def _answer(self) -> tuple[str | None, bool]:
        status = next(key for key in self.operation["responses"] if key.startswith("2"))
        content = self._resolve(self.operation["responses"][status]).get("content")
        if content is None:
            return None, False
        schema = content["application/json"]["schema"]
        is_list = schema.get("type") == "array"
        reference = schema["items"] if is_list else schema
        return reference["$ref"].rpartition("/")[2], is_list

    def type_of(self, schema: dict[str, Any]) -> str:
        """The Python type of a value that a caller gives."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            target = self._resolve(schema)
            if "properties" in target:
                return f"models.{name} | dict[str, Any]"
            return f"models.{name} | str" if "enum" in target else self.type_of(target)
        if "anyOf" in schema:
            return f"{self.type_of(schema['anyOf'][0])} | None"
        kind = schema.get("type")
        if isinstance(kind, list):
            return f"{self.type_of({**schema, 'type': kind[0]})} | None"
        formats = {"date-time": "datetime.datetime | str", "date": "datetime.date | str"}
        if kind == "string":
            return formats.get(schema.get("format", ""), "str")
        if kind == "array":
            return f"list[{self.type_of(schema['items'])}]"
        if kind == "object":
            return "dict[str, str]" if isinstance(schema.get("additionalProperties"), dict) else "dict[str, Any]"
        return {"integer": "int", "boolean": "bool"}[str(kind)]

    def arguments(self) -> list[str]:
        """The signature after self: positional ids, then keywords."""
        required, optional = [], []
        if self.body is not None:
            for name, schema in self.body["properties"].items():
                if name in self.body.get("required", ()) and self.operation["requestBody"].get("required"):
                    required.append(f"{name}: {self.type_of(schema)}")
                else:
                    optional.append(f"{name}: {self.type_of(schema)} | Unset = UNSET")
        for one in self.query:
            kind = self.type_of(one["schema"]).removesuffix(" | None")
            optional.append(f"{snake(one['name'])}: {kind} | None = None")
        if self.is_unsafe:
            optional.append("idempotency_key: str | None = None")
        if self.is_accepted:
            optional.append("wait: int | None = None")
        optional.append("timeout: float | None = None")
        return [*(f"{name}: str" for name in self.path_names), "*", *required, *optional]

    def result(self, *, is_async: bool) -> str:
        """The type of the answer."""
        if self.model is None:
            return "None"
        if self.is_list:
            return f"{'Async' if is_async else ''}Page[models.{self.model}]"
        return f"models.{self.model}"

    def raw_signature(self, *, is_async: bool) -> str:
        """The method of the raw twin, as a type checker reads it."""
        return (
            f"    {'async ' if is_async else ''}def {self.name}(self, {', '.join(self.arguments())}) -> "
            f"RawResponse[{self.result(is_async=is_async)}]: ...\n"
        )

    def source(self, *, is_async: bool) -> str:
        """The method's code."""
        template = re.sub(r"\{\w+\}", "{}", self.path)
        text = " ".join(self.operation["description"].split()).replace("\\", "\\\\")
        query = ", ".join(f"{one['name']!r}: {snake(one['name'])}" for one in self.query)
        body = "None"
        if self.body is not None:
            body = "{" + ", ".join(f"{name!r}: {name}" for name in self.body["properties"]) + "}"
        # A method called like a parameter's type would hide it: models are named with their module.
        call = f"{'await ' if is_async else ''}self._call"
        return (
            f"    {'async ' if is_async else ''}def {self.name}(self, {', '.join(self.arguments())}) -> "
            f"{self.result(is_async=is_async)}:\n"
            f'        """{self.operation["summary"]}.\n\n        {text}\n        """\n'
            f"        answer: {self.result(is_async=is_async)} = {call}(\n"
            f"            Operation({self.verb!r}, {template!r}, {self.is_unsafe}), {self.model!r},\n"
            f"            is_list={self.is_list}, is_raw=self._is_raw,\n"
            f"            path=({''.join(f'{name}, ' for name in self.path_names)}), query={{{query}}}, body={body},\n"
            f"            idempotency_key={'idempotency_key' if self.is_unsafe else 'None'},\n"
            f"            wait={'wait' if self.is_accepted else 'None'}, timeout=timeout,\n"
            f"        )\n"
            f"        return answer\n"
        )


def methods(document: dict[str, Any]) -> dict[str, list[Method]]:
    """The methods of each tag, in the contract's order."""
    found: dict[str, list[Method]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for verb in _METHODS:
            if verb in item and item[verb]["operationId"] not in OPERATIONS:
                found[item[verb]["tags"][0]].append(Method(document, path, verb, item[verb]))
    return found


def resources_module(document: dict[str, Any]) -> str:
    """`_resources.py`: a class per tag, for both clients."""
    lines = [
        _HEADER.format(about="One resource per tag of the contract, for both clients."),
        "from __future__ import annotations\n\nimport datetime\nfrom typing import TYPE_CHECKING, Any\n\n",
        "from sandbank._resource import Resource\nfrom sandbank._transport import Operation\n",
        *(
            f"from sandbank.{module} import Async{name}, {name}\n"
            for module, name in sorted(MIXINS.values(), key=lambda mixin: mixin[0])
        ),
        "from sandbank.generated.types import UNSET, Unset\n\n",
        "if TYPE_CHECKING:\n    from sandbank import _raw, models\n    from sandbank.pages import AsyncPage, Page\n\n",
        "_ = datetime\n\n",
    ]
    by_tag = methods(document)
    for is_async in (False, True):
        prefix = "Async" if is_async else ""
        for tag, group in by_tag.items():
            about = next(one["description"] for one in document["tags"] if one["name"] == tag)
            mixin = f"{prefix}{MIXINS[tag][1]}, " if tag in MIXINS else ""
            lines.append(f'\n\nclass {prefix}{pascal(tag)}({mixin}Resource):\n    """{about}"""\n\n')
            lines.append(
                f"    @property\n    def with_raw_response(self) -> _raw.{prefix}{pascal(tag)}:\n"
                '        """The same operations, giving a `RawResponse` with status, headers and bytes."""\n'
                f"        twin: _raw.{prefix}{pascal(tag)} = self._raw_twin()\n        return twin\n\n"
            )
            lines.append("\n".join(method.source(is_async=is_async) for method in group))
        lines.append(f'\n\nclass {prefix}Resources:\n    """One attribute per tag."""\n\n')
        lines.append("    def __init__(self) -> None:\n")
        lines.extend(f"        self.{tag} = {prefix}{pascal(tag)}(self)\n" for tag in by_tag)
    return "".join(lines)


def raw_module(document: dict[str, Any]) -> str:
    """`_raw.pyi`: what each resource's `with_raw_response` gives; it exists for type checkers only."""
    lines = [
        _HEADER.format(about="The raw twins of the resources, for type checkers: nothing imports this when it runs."),
        "import datetime\nfrom typing import Any\n\nfrom sandbank import models\n",
        "from sandbank._transport import RawResponse\nfrom sandbank.generated.types import UNSET, Unset\n",
        "from sandbank.pages import AsyncPage, Page\n",
    ]
    for is_async in (False, True):
        for tag, group in methods(document).items():
            lines.append(f"\nclass {'Async' if is_async else ''}{pascal(tag)}:\n")
            lines.extend(method.raw_signature(is_async=is_async) for method in group)
    return "".join(lines)


def problems_module(document: dict[str, Any]) -> str:
    """`_problems.py`: an error class per problem code."""
    classes, table = [], []
    for code, spec in document["x-problems"].items():
        description = " ".join(spec["description"].split())
        classes.append(f'class {pascal(code)}(APIStatusError):\n    """{description} ({spec["status"]})"""\n')
        table.append(f"    {code!r}: {pascal(code)},\n")
    return (
        _HEADER.format(about="An error class per problem code of the contract.")
        + "from __future__ import annotations\n\nfrom sandbank.errors import APIStatusError\n\n\n"
        + "\n\n".join(classes)
        + f"\n\nBY_CODE: dict[str, type[APIStatusError]] = {{\n{''.join(table)}}}\n"
    )


def event_types_module(document: dict[str, Any]) -> str:
    """`event_types.py`: the types of events, for type checkers and for loops."""
    names = "".join(f"    {name!r},\n" for name in document["webhooks"])
    return (
        _HEADER.format(about="The types of events, in the contract's order. A newer server may send more.")
        + "from __future__ import annotations\n\nfrom typing import Literal, get_args\n\n"
        + f"EventType = Literal[\n{names}]\n"
        + "EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)\n"
    )


def api_md(document: dict[str, Any]) -> str:
    """`api.md`: every method with its path and types."""
    lines = ["# Sandbank for Python: the whole surface\n", _ABOUT_API]
    for tag, group in methods(document).items():
        lines.append(f"\n## {tag}\n")
        for method in group:
            given = ", ".join(argument for argument in method.arguments() if not argument.startswith(_EVERYWHERE))
            given = given.replace(" | Unset = UNSET", " = …").replace(" | None = None", " = …").removesuffix(", *")
            given = re.sub(r"\b(?:models|datetime)\.", "", given)
            result = method.result(is_async=False).replace("models.", "")
            call = f"bank.{tag}.{method.name}({given})"
            lines.append(f"- `{method.verb} {method.path}` · `{call}` → `{result}`")
        lines.extend(beside(document, tag))
    lines.append("\n## Errors\n")
    for code, spec in document["x-problems"].items():
        lines.append(f"- `sandbank.errors.{pascal(code)}` ({spec['status']}): {' '.join(spec['description'].split())}")
    return "\n".join(lines) + "\n"
