"""The sentences of a report are templates in a data file; this fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.ground.errors import UsageError, VocabularyError
from truceline.vocabulary.files import shipped_yaml

FILE = ("phrases", "report.yaml")
MORE = ("phrases", "report_terms.yaml")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's templates, by dotted key; {names} in them are filled by the caller."""

    language: str
    templates: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Return a filled template; `n` chooses between its forms `one` and `other`.

        Raises VocabularyError for a missing key or a name that the caller does not give.
        """
        template = self._find(key)
        if isinstance(template, dict):
            template = template.get("one" if values.get("n") in (1, "1") else "other")
        if not isinstance(template, str):
            raise self._broken(key, "is no sentence")
        try:
            return template.format_map(values).strip()
        except (KeyError, IndexError, ValueError) as error:
            raise self._broken(key, f"asks for something that is not given ({error})") from error

    def word(self, group: str, name: str) -> str:
        """Return a vocabulary id's plain word, or the id with its underscores as spaces."""
        words = self._find(group)
        found = words.get(name) if isinstance(words, dict) else None
        return str(found) if found else name.replace("_", " ")

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of sentences; raises VocabularyError if the key holds no list."""
        found = self._find(key)
        if not isinstance(found, list):
            raise self._broken(key, "is no list")
        return tuple(str(each).strip() for each in found)

    def _find(self, key: str) -> Any:  # noqa: ANN401 - a text, a list or a mapping of texts
        found: Any = self.templates
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found is None:
            raise self._broken(key, "is missing")
        return found

    def _broken(self, key: str, how: str) -> VocabularyError:
        return VocabularyError(
            f"The phrase “{key}” {how}.",
            where=f"{'/'.join(FILE)} or {MORE[-1]}",
            mend=f"Restore “{key}” under “{self.language}”.",
        )


@cache
def load_phrases(language: str) -> Phrases:
    """Return the templates of a language; raises UsageError where there are none."""
    content = shipped_yaml(*FILE)
    if language not in content:
        raise UsageError(
            f"There are no report phrases in “{language}”.",
            mend=f"Choose one of: {', '.join(content)}.",
        )
    templates = dict(content[language])
    for key, more in shipped_yaml(*MORE).get(language, {}).items():
        templates[key] = {**templates.get(key, {}), **more}
    return Phrases(language, templates)
