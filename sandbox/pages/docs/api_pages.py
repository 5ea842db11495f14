"""A page per tag of the API: every operation with what it takes, what it answers, and how to call it.

All of it is the contract's: sentences, limits, examples; the calls are made of its examples. An operation's heading
has its `operationId` as its anchor, so `transactions.md#createTransfer` stays. See: samples.py, schemas.py, emitted.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.pages.docs.emitted import ANY, events_of
from sandbox.pages.docs.examples import example_answer, example_call
from sandbox.pages.docs.schemas import cell, meaning_of, rows_of, type_of
from sandbox.pages.samples import resolve, samples

_METHODS = ("get", "post", "put", "patch", "delete")
_CLIENT = "bank"
# What lists and unsafe operations have in common is told once, on the index.
_EVERYWHERE = ("Idempotency-Key", "Prefer", "limit", "cursor", "page", "order", "created_at.gte", "created_at.lt")


def operations_of(document: dict[str, Any], tag: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of a tag, in the contract's order."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item and item[method]["tags"][0] == tag:
                yield method.upper(), path, item[method]


def heading(tag: str) -> str:
    """A tag as a title: `api_keys` is "API keys"."""
    words = tag.replace("_", " ").replace("api ", "API ")
    return {"kyc": "KYC"}.get(tag, words[0].upper() + words[1:])


def api_index(document: dict[str, Any]) -> str:
    """The first page of the API: the tags, and what holds for every operation."""
    lines = [
        "# The API",
        "",
        "Every operation of the contract, a page per tag. The same, to try out: "
        '<a href="/reference">the interactive reference</a> of a running server.',
        "",
        "| tag | what it is | operations |",
        "|---|---|---|",
    ]
    for tag in document["tags"]:
        count = len([*operations_of(document, tag["name"])])
        lines.append(f"| [{heading(tag['name'])}]({tag['name']}.md) | {cell(tag['description'])} | {count} |")
    lines += [
        "",
        "## What holds for all of them",
        "",
        "- The base path is `/v1`; bodies are JSON. A key goes along as `Authorization: Bearer sbk_…`.",
        "- Operations that change something take an [`Idempotency-Key`](../../concepts/idempotency.md); those that "
        "move money require it. The SDK sends one by itself.",
        "- Operations that answer 202 take `Prefer: wait=5`, in the SDK `wait=5`: the answer waits for the end.",
        "- Lists take `limit` (1 to 100), `order`, `created_at.gte`, `created_at.lt`, and `cursor` from the `Link` "
        "header of the page before. The SDK pages by itself: `for account in bank.accounts.list_accounts(): …`.",
        "- Refusals are [problem documents](../../concepts/errors.md) with a [stable code](../problems.md). Beside its "
        "own, any operation may answer 400, 401, 403, 404, 429 and 503.",
        "- Examples call the client `bank`, and leave out making it:",
        "",
        "```python",
        "from sandbank import Sandbank",
        "",
        f"{_CLIENT} = Sandbank()  # reads SANDBANK_API_KEY",
        "```",
        "",
    ]
    return "\n".join(lines)


def api_page(document: dict[str, Any], tag: str) -> str:
    """The page of one tag."""
    about = next(one["description"] for one in document["tags"] if one["name"] == tag)
    found = [*operations_of(document, tag)]
    lines = [f"# {heading(tag)}", "", about, "", "| operation | call | scope |", "|---|---|---|"]
    for method, path, operation in found:
        name = operation["operationId"]
        lines.append(f"| [{operation['summary']}](#{name}) | `{method} {path}` | {_scopes(operation)} |")
    for method, path, operation in found:
        lines += ["", *_operation(document, method, path, operation)]
    return "\n".join(lines) + "\n"


def _operation(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    name = operation["operationId"]
    yield f"## {operation['summary']} {{ #{name} }}"
    yield ""
    link = f"/reference#tag/{operation['tags'][0]}/{method}{path}"
    yield f'`{method} /v1{path}` · `{name}` · <a href="{link}">try it</a>'
    yield ""
    yield " ".join(operation["description"].split())
    yield ""
    yield from _calls(document, operation)
    yield from _parameters(document, operation)
    yield from _body(document, operation)
    yield from _facts(document, operation)
    yield from _answer(document, operation)


def _calls(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    call = example_call(document, operation)
    made = samples(document, operation["operationId"], *call, base_url="", api_key="", client=_CLIENT)
    yield from _tab("Python", "python", without_client(made["python"]))
    yield from _tab("curl", "console", f"$ {made['curl']}")
    answer = example_answer(document, operation)
    if answer is not None:
        yield from _tab("Answer", "json", json.dumps(answer, indent=2, ensure_ascii=False))


def without_client(sample: str) -> str:
    """A Python sample without the lines that make the usual client: the index shows them once."""
    return sample.removeprefix(f"from sandbank import Sandbank\n\n{_CLIENT} = Sandbank()\n\n")


def _tab(title: str, language: str, text: str) -> Iterator[str]:
    yield f'=== "{title}"'
    yield ""
    yield f"    ```{language}"
    yield from (f"    {line}".rstrip() for line in text.splitlines())
    yield "    ```"
    yield ""


def _parameters(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    parameters = [resolve(document, one) for one in operation.get("parameters", ())]
    own = [one for one in parameters if one["name"] not in _EVERYWHERE]
    if not own:
        return
    yield "| parameter | in | type | meaning |"
    yield "|---|---|---|---|"
    for one in own:
        said = meaning_of(document, {**one["schema"], "description": one.get("description", "")})
        required = ", **required**" if one.get("required") and one["in"] != "path" else ""
        yield f"| `{one['name']}` | {one['in']} | {type_of(document, one['schema'])}{required} | {said} |"
    yield ""


def _body(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    body = operation.get("requestBody")
    if body is None:
        return
    if "application/json" not in body["content"]:
        yield f"The body is a file, as `{next(iter(body['content']))}`."
        yield ""
        return
    yield f"| body{'' if body.get('required') else ' (may be left out)'} | type | meaning |"
    yield "|---|---|---|"
    for row in rows_of(document, body["content"]["application/json"]["schema"]):
        required = ", **required**" if row.is_required else ""
        yield f"| `{row.name}` | {row.type}{required} | {row.meaning} |"
    yield ""


def _facts(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    keys = {one["name"]: one for one in (resolve(document, each) for each in operation.get("parameters", ()))}
    yield f"- **Scope**: {_scopes(operation)}"
    if "Idempotency-Key" in keys:
        word = "required" if keys["Idempotency-Key"].get("required") else "taken"
        yield f"- **`Idempotency-Key`**: {word}"
    if operation.get("x-problems"):
        codes = (f"[`{code}`](../problems.md#{code})" for code in operation["x-problems"])
        yield f"- **Problems of its own**: {', '.join(codes)}"
    events = events_of(operation["operationId"])
    if events:
        linked = (f"[`{one}`](../events.md#{one.replace('.', '-')})" for one in events)
        yield f"- **Events that may follow**: {', '.join(linked)}"
    elif operation["operationId"] in ANY:
        yield "- **Events that may follow**: [any](../events.md), as the operations tell that it plays"
    yield ""


def _answer(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    status, success = next((key, one) for key, one in operation["responses"].items() if key.startswith("2"))
    success = resolve(document, success)
    content = success.get("content", {})
    if "application/json" not in content:
        kind = f", as `{next(iter(content))}`" if content else ", without a body"
        yield f"Answers {status}{kind}: {success['description']}"
        return
    schema = content["application/json"]["schema"]
    model = (schema["items"] if schema.get("type") == "array" else schema)["$ref"].rpartition("/")[2]
    word = "a list of " if schema.get("type") == "array" else ""
    yield f'??? info "Answers {status}: {word}{model}"'
    yield ""
    yield "    | property | type | meaning |"
    yield "    |---|---|---|"
    for row in rows_of(document, schema):
        yield f"    | `{row.name}` | {row.type} | {row.meaning} |"


def _scopes(operation: dict[str, Any]) -> str:
    security = operation.get("security", [])
    if not security:
        return "none, and no key"
    scopes = [scope for one in security for given in one.values() for scope in given]
    return ", ".join(f"`{scope}`" for scope in scopes) or "any key"
