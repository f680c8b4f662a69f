"""Triage: fast, the same for every side, and what it lets go is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.errors import VocabularyError
from truceline.model.evidence import Document
from truceline.read import Reader
from truceline.read.triage import Triage

TRIAGE = Triage.load()


@pytest.mark.parametrize(
    "headline",
    [
        "Shells hit a village near the river",
        "Two killed as drone strikes a bus",
        "Вночі у місті пролунали вибухи",
        "Ворог завдав авіаударів по трьох громадах",
        "Под завалами остаются трое",
        "СМИ сообщили о взрыве в порту",
        "Mediators propose a thirty-day ceasefire",
        "Сторони домовилися про обмін полоненими",
    ],
)
def test_war_and_peace_are_worth_reading(headline: str) -> None:
    """Events and diplomacy in three languages pass, whatever the inflection."""
    assert TRIAGE.worth(headline)


@pytest.mark.parametrize(
    "headline",
    [
        "The cup final ends in a draw",
        "Warm weather is expected on Sunday",
        "Prices of bread and milk rise again",
        "У місті відкрили новий парк",
        "Курс валют на понедельник",
        "Skilled bakers wanted",
    ],
)
def test_other_news_is_not(headline: str) -> None:
    """No cue, or letters of one inside another word ("skilled"), is let go."""
    assert not TRIAGE.worth(headline)


def test_a_long_article_needs_more_than_one_cue() -> None:
    """One "killed" in a long text about something else is not enough; several cues are."""
    filler = "The board met again and talked about the price of bread in the region. " * 20
    assert not TRIAGE.worth(f"{filler} A frost killed the crop.")
    assert TRIAGE.worth(f"{filler} Shelling and drones wounded ten; the blast began a raid.")


def test_a_short_article_needs_fewer_cues_than_a_long_one() -> None:
    """What a short article has room for is enough, and the same in a longer text is not."""
    told = "Two soldiers died when the army opened fire; the truce, the envoy said, still stands. "
    filler = "The board met again and talked about the price of bread in the region. "
    assert TRIAGE.worth(filler * 15 + told)
    assert not TRIAGE.worth(filler * 45 + told)


def test_one_cue_again_and_again_is_enough() -> None:
    """An article that has one word for what happens, and says it throughout, is not let go."""
    filler = "The council met and spoke about the roads of the district at some length. "
    assert not TRIAGE.worth(filler * 20 + "A drone was seen.")
    assert TRIAGE.worth((filler * 2 + "A drone was seen. ") * 10)


def test_a_few_cues_are_lost_in_a_long_text() -> None:
    """Cues enough for a short article are none for a long one, unless it tells many events."""
    filler = "The board met again and talked about the price of bread in the region. "
    told = (
        "The army said police were wounded, dead or hurt in a raid on an armed gang; talks, peace. "
    )
    assert TRIAGE.worth(filler * 10 + told)
    assert not TRIAGE.worth(filler * 100 + told)
    assert TRIAGE.worth(filler * 100 + told + "Shelling, drones and an ambush were reported.")


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    """Any letters, also such that folding makes longer, give an answer."""
    assert TRIAGE.worth(text) in (True, False)


def test_it_is_fast() -> None:
    """Far above 2,000 headlines and 200 articles of 1,500 words a second on one core."""
    headlines = [f"Дрони атакували громаду номер {n}, є постраждалі" for n in range(2_000)]
    articles = ["A drone hit the port, officials said, and nobody was hurt. " * 130] * 200
    for texts in (headlines, articles):
        took = []
        for _ in range(3):  # the machine may be busy with other things
            begin = time.thread_time()
            for text in texts:
                TRIAGE.worth(text)
            took.append(time.thread_time() - begin)
        assert min(took) < 1


def test_a_broken_vocabulary_is_named(tmp_path: Path) -> None:
    """Cues without the needed counts are refused with the file's name."""
    (tmp_path / "triage.yaml").write_text("event: {en: [shell*]}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        Triage.load(tmp_path)
    assert "triage.yaml" in str(caught.value.where)


def test_the_reader_says_what_it_passed_over() -> None:
    """A document without cues gives no statements and is marked; one with cues is read."""
    reader = Reader.load()
    results = [
        reader.read(Document(id="d", evidence="e", source="s", media_type="text/plain", text=text))
        for text in ("The cup final ends in a draw.", "Shelling killed two people in Sumy.")
    ]
    assert [each.passed_over for each in results] == [True, False]
    assert not results[0].statements
    assert results[1].statements


def test_a_whole_word_hides_no_beginning_of_words() -> None:
    """A cue that is a whole word does not keep a longer word from another cue's beginning."""
    assert TRIAGE.found("прильот")["event"]
    assert TRIAGE.found("прильоти")["event"] == {"прильот"}
    assert not TRIAGE.found("бкала")["event"]


def test_an_event_is_told_from_a_survey() -> None:
    """A short report and a report that opens with the event are one; a survey is none."""
    event = "Gunmen attacked a village and killed six people on Friday, wounding ten others. "
    survey = (
        "The crisis has gone on for years, an analysis of the regional history says, and a summit "
        "of the Security Council heard the ambassador speak of war crimes and of talks. "
    )
    assert TRIAGE.reports_event(event)
    assert TRIAGE.reports_event(event + "The market was busy and people ran. " * 20)
    assert not TRIAGE.reports_event(survey * 5)
    assert not TRIAGE.reports_event("The harvest was good this year.")
