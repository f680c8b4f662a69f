"""Builds SVG elements from hostile text: every value is escaped, every character allowed in XML."""

from __future__ import annotations

import re

from markupsafe import escape

# What XML 1.0 forbids (controls, lone surrogates, non-characters), and the characters that turn
# the direction of the text after them: they could make a quotation read as something else.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def visible(text: str) -> str:
    """Return a text in which unsafe characters are replaced by the replacement character."""
    return _UNSAFE.sub("\ufffd", text)


def safe(text: object) -> str:
    """Return a text fit for an element's content or a quoted attribute."""
    return str(escape(visible(str(text))))


def element(name: str, *children: str, **attributes: object) -> str:
    """Return an element; children are finished SVG, `_` in attribute names stands for `-`.

    Attributes that are None are left out; a trailing `_` frees a name that Python keeps.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def words(content: object, **attributes: object) -> str:
    """Return a text element whose direction of reading cannot leak into its neighbours."""
    return element("text", safe(content), unicode_bidi="isolate", **attributes)


def _plain(value: object) -> object:
    """Return a number without needless digits, so that pictures stay small and stable."""
    return f"{round(value, 1):g}" if isinstance(value, float) else value
