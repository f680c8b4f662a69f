"""Who says what: speakers, scope, whom they bind, and offices wrongly given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.errors import VocabularyError
from truceline.language.words import fold
from truceline.read.speakers.find import SpeakerMention, find_speakers
from truceline.vocabulary.officeholders import Officeholders

WHEN = date(2025, 4, 21)
PEOPLE = Officeholders.load()


def only(text: str, lang: str) -> SpeakerMention:
    """Return the one speaker of a sentence."""
    found = find_speakers(text, lang, PEOPLE, WHEN)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text", "name", "binds", "scope"),
    [
        ("en", "“We hope so,” Rubio said after the talks.", "Marco Rubio", "USA", "“We hope so,”"),
        ("en", "“A step,” said Prime Minister Donald Tusk.", "Donald Tusk", "POL", "“A step,”"),
        ("en", "Zelensky, who was away, said it was good news.", "Volodymyr Zelensky", "UKR",
         "it was good news."),
        ("en", "Russia’s foreign ministry stated it was open to talks.",
         "Ministry of Foreign Affairs of Russia", "RUS", "it was open to talks."),
        ("en", "Moscow said that 4,900 attacks took place.", "Moscow", "RUS",
         "4,900 attacks took place."),
        ("en", "Two died, according to O. Prokudin.", "Oleksandr Prokudin", None, "Two died"),
        ("uk", "ЗСУ відбили 54 штурми – Генштаб", "General Staff of Ukraine", "UKR",
         "ЗСУ відбили 54 штурми"),
        ("uk", "Зеленський: росіяни 96 разів ішли в штурм", "Volodymyr Zelensky", "UKR",
         "росіяни 96 разів ішли в штурм"),
        ("uk", "В Міноборони РФ заявили, що Київ порушив тишу.", "Ministry of Defence of Russia",
         "RUS", "Київ порушив тишу."),
        ("uk", "За даними Генштабу, відбулося 162 бої.", "General Staff of Ukraine", "UKR",
         "відбулося 162 бої."),
        ("uk", "Про це повідомив голова ОВА Прокудін.", "Oleksandr Prokudin", None, ""),
        ("ru", "Песков заявил, что приказов не было", "Dmitry Peskov", "RUS", "приказов не было"),
        ("ru", "ВСУ сорвали наступление – Сырский", "Oleksandr Syrskyi", "UKR",
         "ВСУ сорвали наступление"),
    ],
)  # fmt: skip
def test_speaker_scope_and_authority(
    lang: str, text: str, name: str, binds: str | None, scope: str
) -> None:
    """Speech before, after and around a name is attributed, with whom the speaker binds."""
    found = only(text, lang)
    assert (found.name, found.binds) == (name, binds)
    assert text[found.scope.start : found.scope.end] == scope


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A prominent Russian politician stated, “On our terms.”", "RUS"),
        ("According to UK sources, the plan was written in Kyiv.", "GBR"),
        ("A senior aide to Zelensky confirmed that talks went on.", "UKR"),
        ("Experts caution that the road is long.", None),
    ],
)
def test_who_is_in_no_office_binds_nobody(text: str, party: str | None) -> None:
    """Politicians without office, sources, aides and experts speak for a side at most."""
    found = only(text, "en")
    assert (found.party, found.binds) == (party, None)


def test_carriers_are_relays_and_pronouns_are_marked() -> None:
    """An agency carries the words of others; "he" points to someone named before."""
    agency = only("Two people were killed, Reuters reported.", "en")
    assert (agency.name, agency.relay, agency.binds) == ("Reuters", True, None)
    assert only("He said the truce would hold.", "en").pronoun


def test_speech_inside_a_quotation_is_not_attributed_again() -> None:
    """Words of speech within quotation marks belong to whoever is quoted."""
    assert only("“Kyiv said no,” Peskov said.", "en").name == "Dmitry Peskov"


@pytest.mark.parametrize(
    "text",
    ["Aid to the United States rose.", "Recent reports indicate attacks.", "Source: a daily"],
)
def test_names_and_nouns_that_look_like_speech(text: str) -> None:
    """A country's name, a noun and a label for a source attribute nothing."""
    assert find_speakers(text, "en", PEOPLE, WHEN) == []


def test_a_former_holder_binds_nobody() -> None:
    """Someone whose term is over speaks, and binds nobody."""
    found = only("Biden said the truce would hold.", "en")
    assert (found.name, found.party, found.binds) == ("Joe Biden", "USA", None)


def test_the_register_knows_who_held_an_office() -> None:
    """An office changes hands on the day on which the next term begins."""
    for day, name in ((date(2024, 7, 4), "Rishi Sunak"), (date(2024, 7, 5), "Keir Starmer")):
        holder = PEOPLE.holder_of("prime_minister_gbr", day)
        assert holder is not None and holder.name == name
    assert PEOPLE.holder_of("prime_minister_gbr", date(1990, 1, 1)) is None


def test_a_wrong_holder_is_caught_with_and_without_a_date() -> None:
    """An office given to who no longer held it is caught, by the date or by the others named."""
    text = fold(
        "Prime Minister Rishi Sunak’s National Security Adviser, Jonathan Powell, met officials of "
        "the Trump administration."
    )
    for when in (WHEN, None):
        (found,) = PEOPLE.check_office(text, "en", when)
        assert (found.named, found.holder) == ("Rishi Sunak", "Keir Starmer")
        assert text[found.start : found.end] == "prime minister rishi sunak's"
    former = fold("former Prime Minister Rishi Sunak spoke")
    assert PEOPLE.check_office(former, "en", WHEN) == []


def test_a_broken_register_is_named(tmp_path: Path) -> None:
    """A register without terms raises an error that names the file."""
    (tmp_path / "officeholders.yaml").write_text("people: [{id: a}]\nbodies: []\noffices: {}\n")
    with pytest.raises(VocabularyError) as caught:
        Officeholders.load(tmp_path)
    assert "officeholders.yaml" in caught.value.where


BODIES = [
    ("ru", "Минобороны {} сообщило, что было 6 штурмов.", ("России", "Украины"), "defence"),
    ("ru", "Министерство обороны {} заявило, что было 6 штурмов.", ("РФ", "Украины"), "defence"),
    ("ru", "Было 6 штурмов, сообщило Минобороны {}.", ("РФ", "Украины"), "defence"),
    ("uk", "Міноборони {} заявило, що було 6 штурмів.", ("РФ", "України"), "defence"),
    ("uk", "Було 6 штурмів, повідомило Міноборони {}.", ("РФ", "України"), "defence"),
    ("uk", "МЗС {} заявило, що готове до переговорів.", ("РФ", "України"), "foreign"),
    ("ru", "МИД {} заявил, что готов к переговорам.", ("РФ", "Украины"), "foreign"),
    (
        "en",
        "{} Ministry of Defence said 6 assaults took place.",
        ("Russia's", "Ukraine's"),
        "defence",
    ),
    (
        "en",
        "Six assaults took place, the {} defence ministry said.",
        ("Russian", "Ukrainian"),
        "defence",
    ),
    ("en", "The Ministry of Foreign Affairs of {} said so.", ("Russia", "Ukraine"), "foreign"),
    ("en", "{} General Staff said 6 assaults took place.", ("Russia's", "Ukraine's"), "staff"),
]


@pytest.mark.parametrize(("lang", "text", "names", "body"), BODIES)
def test_bodies_of_both_sides_speak_alike(
    lang: str, text: str, names: tuple[str, str], body: str
) -> None:
    """The same words make each side's ministry or staff a speaker that binds its side."""
    found = [only(text.format(name), lang) for name in names]
    assert [(each.party, each.binds) for each in found] == [("RUS", "RUS"), ("UKR", "UKR")]
    assert all(body in each.name.casefold() for each in found)


def test_a_title_before_a_name_is_no_part_of_what_is_said() -> None:
    """What is said ends before the title of whoever said it."""
    text = "Six assaults took place on Sunday, President Zelensky said."
    scope = only(text, "en").scope
    assert text[scope.start : scope.end] == "Six assaults took place on Sunday"


@given(st.text(max_size=200), st.sampled_from(["en", "uk", "ru", "carriers"]))
def test_any_text_is_survived_and_spans_fit(text: str, lang: str) -> None:
    """Any text gives speakers in order, none over another, with scopes inside the text."""
    start, end = -1, 0
    for each in find_speakers(f"{text}, Putin said", lang, PEOPLE, None):
        assert end <= each.start < each.end or (start, end) == (each.start, each.end)
        assert 0 <= each.scope.start <= each.scope.end <= len(text) + 12
        start, end = each.start, each.end


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("У селі пошкоджено будинок - Савченко (фото)", "uk", "Савченко"),
        ("«Ніхто не постраждав»: Савченко про вибухи", "uk", "Савченко"),
        ("Савченко спростував чутки про штурм", "uk", "Савченко"),
        ("Партизани розповіли про втрати", "uk", "Партизани"),
        ("Ночью сгорел дом, - Савченко", "ru", "Савченко"),
        ("Савченко опроверг слухи о штурме", "ru", "Савченко"),
        ("Згідно з даними поліції, будинок згорів", "uk", "поліції"),
    ],
)
def test_headlines_name_their_speaker(text: str, lang: str, name: str) -> None:
    """One name signs a headline, says something or is heard on something, in both languages."""
    assert only(text, lang).name == name


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("У Сумах повідомили про вибух", "uk"),
        ("Вчора повідомили про вибух", "uk"),
        ("Викрили агента - військового ЗСУ", "uk"),
        ("Агентку засудили до п'яти років", "uk"),
    ],
)
def test_what_signs_no_headline(text: str, lang: str) -> None:
    """Places, times and words that stand in no nominative are nobody who speaks."""
    assert not find_speakers(text, lang, PEOPLE, None)
