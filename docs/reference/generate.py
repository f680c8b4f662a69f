"""Writes the pages of this folder from the code: `python docs/reference/generate.py`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main

from truceline.cli.commands import app
from truceline.collect import mapping as mappings
from truceline.model.doors import RECORDS, json_schema
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties

HERE = Path(__file__).parent
MADE = "<!-- Made by generate.py from the code; do not edit by hand. -->"
_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    parts = {"records.md": _records(), "commands.md": _commands(), "words.md": _words()}
    return {name: "\n".join(lines) + "\n" for name, lines in parts.items()}


def _records() -> Iterator[str]:
    yield from ("# Records", "", MADE, "")
    yield "Each line of JSON has `type` (the record's name) and `schema` (`truceline/NAME/1`)."
    yield "`truceline schema NAME` prints the JSON Schema. Null is unknown, 0 a stated zero;"
    yield "`[2, null]` is at least 2. Times are RFC 3339 in UTC, ranges half-open. What a script"
    yield "leaves out that is not marked as needed takes its default."
    shared: dict[str, Any] = {}
    for name, record in RECORDS.items():
        schema = json_schema(name)
        shared.update(schema.get("$defs", {}))
        yield from ("", f"## {name}", "", _documentation(record), "")
        yield from _fields(schema)
    yield from ("", "## Parts of records", "")
    for name in sorted(shared):
        yield from (f"### {name}", "")
        yield from _fields(shared[name]) if "properties" in shared[name] else [_type(shared[name])]
        yield ""


def _documentation(record: type) -> str:
    return re.sub(r"(?<!`)\b(None)\b(?!`)", "null", inspect.getdoc(record) or "")


def _fields(schema: Mapping[str, Any]) -> Iterator[str]:
    needed = set(schema.get("required", ()))
    yield from ("| field | value | needed |", "|---|---|---|")
    for name, each in schema["properties"].items():
        if name not in ("type", "schema"):
            yield f"| `{name}` | {_type(each)} | {'yes' if name in needed else ''} |"


def _type(schema: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one way out for each kind of schema
    """Return what a value may be, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "prefixItems" in schema:
        return f"[{', '.join(_type(each) for each in schema['prefixItems'])}]"
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return f"object of {_type(schema['additionalProperties'])}"
    if schema.get("format") == "date-time":
        return "time"
    return _PLAIN[schema["type"]]


def _commands() -> Iterator[str]:
    yield from ("# Commands", "", MADE, "")
    yield "Exit codes: 0 done, 1 a check failed, 2 usage, 3 bad input (the rest was processed);"
    yield "130 interrupted, 141 nobody reads the output, 70 a fault in Truceline. Records go to"
    yield "standard output, all words about them to standard error."
    command: Any = typer.main.get_command(app)
    yield from _group(command, "truceline")


def _group(group: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - typer names no type for it
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _group(command, f"{name} {word}")
            continue
        yield from ("", f"## {name} {word}", "", inspect.cleandoc(command.help or ""), "")
        yield from ("| word | meaning |", "|---|---|")
        for each in command.params:
            if each.name != "help":
                yield f"| {_word(each)} | {_meaning(each)} |"


def _word(param: Any) -> str:  # noqa: ANN401 - as above
    if param.param_type_name == "argument":
        return f"`{param.metavar or (param.name or '').upper()}`"
    return ", ".join(f"`{each}`" for each in param.opts)


def _meaning(param: Any) -> str:  # noqa: ANN401 - as above
    return f"{param.help or ''}{' Needed.' if param.required else ''}".strip()


def _words() -> Iterator[str]:
    yield from ("# Words of the vocabulary", "", MADE, "", "## Acts", "")
    acts = shipped_yaml("vocabulary", "act_groups.yaml")
    yield ", ".join(f"`{each}`" for each in acts["acts"])
    for name, group in acts["groups"].items():
        yield from ("", f"`{name}` means: {', '.join(f'`{each}`' for each in group['means'])}.")
        yield f"It may mean, which one report does not tell: {', '.join(group['unclear'])}."
    yield from ("", "## Parties", "", "| id | name |", "|---|---|")
    for party in load_parties().by_id.values():
        yield f"| `{party.id}` | {party.name} |"
    yield from ("", "## Ready mappings", "", "| name | what it is for | columns |", "|---|---|---|")
    for name in mappings.ready():
        mapping = mappings.load(name)
        columns = ", ".join(f"`{each}`" for each in mapping.required)
        yield f"| `{name}` | {mapping.purpose} | {columns} |"


if __name__ == "__main__":
    for page, text in pages().items():
        (HERE / page).write_text(text, encoding="utf-8")
