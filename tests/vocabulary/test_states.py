"""States and groups beyond the parties in full: their forms, and errors that say what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.parties import load_parties
from truceline.vocabulary.states import load_groups, load_states


def test_a_state_has_forms_of_name_people_capital_and_owner(tmp_path: Path) -> None:
    """One line gives who acts, and the words that mark what belongs to it."""
    (tmp_path / "states.yaml").write_text(
        "states:\n  LYR: {name: Lyrania, adjective: Lyranian,"
        " people: Lyranians, capital: Port Lyr}\n",
        encoding="utf-8",
    )
    (state,) = load_states(tmp_path)
    assert state.id == "LYR"
    assert state.subjects == {"en": ("lyrania", "port lyr", "lyranians")}
    assert state.adjectives == {"en": ("lyranian", "lyranian-led", "lyrania's", "port lyr's")}


def test_a_folder_without_them_has_none(tmp_path: Path) -> None:
    """A case's own vocabulary need not bring states or groups."""
    assert load_states(tmp_path) == []
    assert load_groups(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    ["groups: [a]", "groups:\n  a: {names: [b]}", "- 1", "groups:\n  a: {name: A, names: [1]}"],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """An entry of the wrong shape ends in a message with the file, never in a traceback."""
    (tmp_path / "groups.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"groups\.yaml"):
        load_groups(tmp_path)


def test_a_party_in_full_outranks_a_line(tmp_path: Path) -> None:
    """Every id is one party; those with forms in more languages keep them, ids never clash."""
    parties = load_parties()
    both = [each for each in parties.by_id.values() if len(each.forms) > 1]
    assert both
    assert {each.id for each in load_states(tmp_path)} == set()
    names = [each.name for each in parties.by_id.values()]
    assert len(names) == len(set(names))
