"""Files from strangers: pipes and links are never waited for, YAML never explodes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from truceline.ground.errors import InputError
from truceline.ground.files import leads_outside, open_file, read_file
from truceline.ground.plain_yaml import load_plain_yaml


def test_a_plain_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """Bytes come back as they are; one byte over the limit is an error, not a cut."""
    (tmp_path / "a").write_bytes(b"12345")
    assert read_file(tmp_path / "a", 5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes"):
        read_file(tmp_path / "a", 4)


def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe with no writer, a folder, a device and a name with a NUL are errors, not waits."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero"), tmp_path / "a\0b"):
        with pytest.raises(OSError, match=r"not a file|no file can|directory"):
            open_file(path)


def test_a_link_is_followed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    """follow=False refuses a link, and says that it is one."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_file(tmp_path / "link", 9) == b"1"
    with pytest.raises(OSError, match="link"):
        open_file(tmp_path / "link", follow=False)


@pytest.mark.parametrize(
    ("path", "outside"),
    [
        ("inbox/a.txt", False),
        ("inbox/../a.txt", False),
        ("../a.txt", True),
        ("/etc/hosts", True),
        ("out/a.txt", True),
        ("circle/a.txt", True),
        ("a\0b", True),
    ],
)
def test_a_path_that_leaves_a_folder_is_known(tmp_path: Path, path: str, outside: bool) -> None:
    """By dots, as absolute, by a link on its way, by links in a circle."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    (folder / "circle").symlink_to(folder / "circle")
    assert leads_outside(folder / path, folder) is outside


HOSTILE = {
    "a tag that builds": b"a: !!python/object/apply:os.system [id]",
    "aliases": b"a: &a [x]\nb: [*a, *a]",
    "depth": b"[" * 3000,
    "depth by marks": b"- " * 3000,
    "a control character": b"a: \x01",
    "an escape sequence": rb'a: "\e]0;x\a"',
    "half a character": rb'a: "\ud800"',
    "a month 99": b"a: 2025-99-99",
    "digits": b"a: " + b"9" * 5000,
    "another encoding": "a: б".encode("utf-16"),
    "masses": b"[" + b"a," * 51_000 + b"]",
    "two documents": b"a: 1\n---\nb: 2",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_one_clear_error(tmp_path: Path, name: str) -> None:
    """Whatever is in the file, it ends as an InputError with the file's name and a mend."""
    path = tmp_path / "a.yaml"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(InputError) as error:
        load_plain_yaml(path)
    assert "a.yaml" in error.value.where
    assert error.value.mend


def test_plain_yaml_comes_back_as_values(tmp_path: Path) -> None:
    """Mappings, lists, numbers and texts of several lines, with a byte order mark."""
    path = tmp_path / "a.yaml"
    path.write_text("\ufeffa: [1, 2.5, null]\nb: |\n  one\n  two\n", encoding="utf-8")
    assert load_plain_yaml(path) == {"a": [1, 2.5, None], "b": "one\ntwo\n"}
