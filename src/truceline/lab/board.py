"""Scoreboards by name: rows of figures with intervals and a baseline from the same run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import InputError, UsageError
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.rows import Row
from truceline.lab.watch import UNWATCHED, Watch
from truceline.vocabulary.files import DATA

LABELS = "gold/{}.jsonl"
SIMULATED = (str(DATA / "simulation"),)  # shipped: what the simulated truth is made from
FRESH = DATA / "fresh_labels.yaml"  # shipped: joined to a data folder, its path stays as it is
_REPLAYED = ("viina", "truces/claims.csv", "alerts_ua", "launches_ua/launches.csv.gz")
DEVELOPMENT, MEASURING = "development", "measuring only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A scoreboard: what it scores, from which files of the data folder, and how to run it.

    family: the name under which it is run together with others; labels: the files that hold the
    answers (in the data folder, or shipped: by whole path); needs: all files that must be in the
    data folder; developed: the stages (verbs, and "places" for the gazetteer) whose words or
    settings were chosen by looking at these very rows. Figures of those stages flatter; those of
    the others are figures of unseen text.
    """

    name: str
    family: str
    about: str
    labels: tuple[str, ...]
    needs: tuple[str, ...]
    developed: frozenset[str]
    run: Callable[[Path, Watch], list[Row]]

    def use(self, stage: str) -> str:
        """Return whether these rows were used in developing a verb, or for measuring only."""
        return DEVELOPMENT if stage in self.developed else MEASURING

    def developed_words(self) -> str:
        """Return in words for what the rows were used."""
        names = " and ".join(
            each for each in ("read", "places", "trace", "fuse") if each in self.developed
        )
        return f"used in developing {names}" if names else MEASURING


def _headlines(name: str, about: str, *developed: str) -> Board:
    def run(data: Path, watch: Watch) -> list[Row]:
        from truceline.lab.easter import score_folder  # noqa: PLC0415 - the reader loads slowly

        return score_folder(name, data, watch)

    labels = (LABELS.format(name),)
    return Board(
        name=name,
        family="headlines",
        about=f"headlines of {about}: incidents, acts, sides, places, harm, clusters",
        labels=labels,
        needs=labels,
        developed=frozenset(developed),
        run=run,
    )


def _late(module: str, function: str = "score_folder") -> Callable[[Path, Watch], list[Row]]:
    """Return a scoring function of a module of this room, imported when run: it loads slowly."""

    def run(data: Path, watch: Watch) -> list[Row]:
        run_it = getattr(import_module(f"truceline.lab.{module}"), function)
        scored: list[Row] = run_it(data, watch)
        return scored

    return run


def _replay(name: str, module: str, about: str) -> Board:
    labels = (LABELS.format("energy" if name == "energy" else "easter"),)
    return Board(
        name=f"replay-{name}",
        family="judging",
        about=f"a truce of 2025 replayed from real data: {about}",
        labels=labels,
        needs=(*labels, *_REPLAYED),
        developed=frozenset({"read", "places"}),
        run=_late(f"replays.{module}", f"score_{name}"),
    )


def _fronts(which: str, about: str, *developed: str) -> Board:
    return Board(
        name=f"fusion-{which}",
        family="fusion",
        about=about,
        labels=SIMULATED,
        needs=(),
        developed=frozenset(developed),
        run=_late("fusion", f"score_{which}"),
    )


_GOLD = tuple(LABELS.format(name) for name in GOLD_SETS)
# What was looked at: the reader's words were written on easter, energy and winter; the gazetteer
# was tried on all of them by now, and its errors on most were looked at; the settings of fusing
# were settled on energy, winter and summer; two thresholds of tracing on lineage. When in doubt
# a set counts as looked at.
_BOARDS = (
    _headlines("easter", "19-21 April 2025", "read", "places"),
    _headlines("energy", "25-27 March 2025", "read", "places", "fuse"),
    _headlines("winter", "24-26 December 2024", "read", "places", "fuse"),
    _headlines("summer", "14-15 August 2023", "places", "fuse"),
    _headlines("belgorod", "29-31 December 2023", "places", "fuse"),
    _headlines("kursk", "6-8 August 2024", "places", "fuse"),
    _headlines("spring", "22-24 March 2024", "places"),
    _headlines("april", "15-17 April 2023", "places"),
    _fronts(
        "a",
        "simulated fronts whose laws settings were fitted on, with their true origins; fights of"
        " one true spell are one incident, as the stated rule of fusing has it",
        "fuse",
    ),
    _fronts(
        "b",
        "simulated fronts of other laws of copying, lying and delay, with true origins; spells as"
        " in a",
    ),
    _fronts("traced", "simulated fronts of both families with texts: origins as traced from them"),
    Board(
        name="fusion-headlines",
        family="fusion",
        about="labelled headlines of eight periods as we read them: one incident or two",
        labels=_GOLD,
        needs=_GOLD,
        developed=frozenset({"read", "places", "fuse"}),
        run=_late("linking.headlines"),
    ),
    Board(
        name="fusion-clocked",
        family="fusion",
        about="labelled headlines with the hour of publication, of periods that the feed holds",
        labels=_GOLD,
        needs=(
            *_GOLD,
            *(f"viina/viina_{month}.csv.gz" for month in ("202308", "202503", "202504")),
        ),
        developed=frozenset({"read", "places", "fuse"}),
        run=_late("linking.clocked"),
    ),
    Board(
        name="lineage",
        family="origins",
        about="pairs of articles of 21 May 2025: one origin or two, copies",
        labels=(LABELS.format("lineage"),),
        needs=(LABELS.format("lineage"), "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset({"trace"}),
        run=_late("origins"),
    ),
    Board(
        name="articles",
        family="reading",
        about="full English articles about many wars, May 2025: statements of every kind",
        labels=(LABELS.format("articles_en"),),
        needs=(LABELS.format("articles_en"), "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset({"read"}),
        run=_late("articles"),
    ),
    Board(
        name="fresh",
        family="reading",
        about="full English articles of May 2025 labelled after reading was written: unseen text",
        labels=(str(FRESH),),
        needs=("news_2025/dedupe0521.jsonl.gz",),
        developed=frozenset(),
        run=_late("fresh"),
    ),
    Board(
        name="polnear",
        family="speakers",
        about="US news about an election, 2016: who says what, words marked by people",
        labels=("polnear/dev/attributions",),
        needs=("polnear/dev/attributions", "polnear/dev/text"),
        developed=frozenset({"read"}),
        run=_late("polnear"),
    ),
    Board(
        name="attributed",
        family="speakers",
        about="full English articles about many wars, May 2025: whom reading names as speaker",
        labels=(LABELS.format("articles_en"),),
        needs=(LABELS.format("articles_en"), "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset({"read"}),
        run=_late("speakers"),
    ),
    Board(
        name="claimants",
        family="speakers",
        about="headlines of seven periods, in two languages: who asserts what they say",
        labels=_GOLD[1:],
        needs=_GOLD[1:],
        developed=frozenset({"read"}),
        run=_late("claimants"),
    ),
    Board(
        name="swap",
        family="reading",
        about="headlines and English sentences with the two parties exchanged: what else changes",
        labels=_GOLD,
        needs=(*_GOLD, "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset(),
        run=_late("impartial"),
    ),
    Board(
        name="harm-headlines",
        family="harm",
        about="all labelled headlines: killed, injured and targets, pooled and by language",
        labels=_GOLD,
        needs=_GOLD,
        developed=frozenset({"read"}),
        run=_late("harm"),
    ),
    Board(
        name="airwars",
        family="harm",
        about="English assessments of one incident each, 2023-2024: tolls and kinds of strike",
        labels=("airwars/incidents.json.gz",),
        needs=("airwars/incidents.json.gz",),
        developed=frozenset({"read"}),
        run=_late("airwars"),
    ),
    Board(
        name="extraction",
        family="extraction",
        about="web pages with wanted and unwanted strings: clean text, by weights of other pages",
        labels=("extraction/evaldata.json.gz",),
        needs=("extraction/evaldata.json.gz", "extraction/eval_html.tar.xz"),
        developed=frozenset({"read"}),
        run=_late("extraction"),
    ),
    Board(
        name="pooled",
        family="reading",
        about="headlines of all labelled sets, each read by a model that never saw its set",
        labels=_GOLD,
        needs=_GOLD,
        developed=frozenset({"read"}),
        run=_late("pooled"),
    ),
    Board(
        name="headline-places",
        family="places",
        about="event places in headlines of eight periods, with and without an imported table",
        labels=_GOLD,
        needs=(*_GOLD, "places/viina_places.csv"),
        developed=frozenset({"places", "read"}),
        run=_late("headline_places"),
    ),
    Board(
        name="lgl",
        family="places",
        about="local news in English, raw text: names of places and where they lie",
        labels=("geoparsing/lgl.xml.gz",),
        needs=("geoparsing/lgl.xml.gz",),
        developed=frozenset({"places"}),
        run=_late("geoparsing", "score_lgl"),
    ),
    Board(
        name="geovirus",
        family="places",
        about="English news of epidemics, raw text: names of places and where they lie",
        labels=("geoparsing/GeoVirus.xml.gz",),
        needs=("geoparsing/GeoVirus.xml.gz",),
        developed=frozenset({"places"}),
        run=_late("geoparsing", "score_geovirus"),
    ),
    Board(
        name="airwars-places",
        family="places",
        about="assessments of strikes: the place of each, with an imported GeoNames table",
        labels=("airwars/incidents.json.gz",),
        needs=("airwars/incidents.json.gz", "places/geonames_cities500.csv.gz"),
        developed=frozenset({"places"}),
        run=_late("airwars_places"),
    ),
    Board(
        name="times",
        family="reading",
        about="headlines and articles whose words name a time: the day and the part of it",
        labels=(*_GOLD, LABELS.format("articles_en")),
        needs=(*_GOLD, LABELS.format("articles_en"), "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset({"read"}),
        run=_late("times"),
    ),
    Board(
        name="triage",
        family="relevance",
        about="all labelled headlines and articles: incidents kept, other news let go",
        labels=(*_GOLD, LABELS.format("articles_en")),
        needs=(*_GOLD, LABELS.format("articles_en"), "news_2025/dedupe0521.jsonl.gz"),
        developed=frozenset({"read"}),
        run=_late("triage"),
    ),
    Board(
        name="ceha",
        family="relevance",
        about="texts on the Horn of Africa: does it report one violent event of a conflict",
        labels=("ceha/dev.csv",),
        needs=("ceha/dev.csv",),
        developed=frozenset({"read"}),
        run=_late("relevance"),
    ),
    Board(
        name="confidence",
        family="confidence",
        about="simulated fronts, fitted under one law of lying, tested under another: P(occurred); "
        "corridors of known outcome",
        labels=(),
        needs=(),
        developed=frozenset({"fuse"}),
        run=_late("confidence"),
    ),
    Board(
        name="corridors",
        family="judging",
        about="corridors for civilians, March 2022: how each fared, read from messages about it; "
        "those of the development rows were looked at",
        labels=("corridors_ua/corridors.csv",),
        needs=("corridors_ua/corridors.csv",),
        developed=frozenset({"read"}),
        run=_late("corridors"),
    ),
    _replay("easter", "stopping", "rates of each kind of act in the truce; verdicts as read"),
    _replay("victory", "stopping", "the same for the truce of 8 to 10 May 2025"),
    _replay("energy", "energy", "verdicts from text against labels, under every reading"),
)
BOARDS: dict[str, Board] = {each.name: each for each in _BOARDS}
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(each.family for each in _BOARDS))


def boards_named(name: str) -> list[Board]:
    """Return the scoreboard of a name, or those of a family; raises UsageError for neither."""
    if name in BOARDS:
        return [BOARDS[name]]
    if name not in FAMILIES:
        raise UsageError(
            f"There is no scoreboard named “{name}”.",
            mend=f"Choose one of: {', '.join((*FAMILIES, *BOARDS))}; or list, floors.",
        )
    return [each for each in _BOARDS if each.family == name]


def scoreboard(board: Board, data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of a scoreboard; raises InputError if a file that it needs is not there."""
    check_needs(board, data)
    return board.run(data, watch)


def lacking(board: Board, data: Path) -> list[str]:
    """Return the files and folders that a scoreboard needs and the data folder lacks."""
    return [each for each in board.needs if not (data / each).exists()]


def check_needs(board: Board, data: Path) -> None:
    """Raise InputError naming the first file that a scoreboard needs and the folder lacks."""
    for each in lacking(board, data):
        raise InputError(
            f"The scoreboard “{board.name}” needs {each}, which is not there.",
            where=str(data / each),
            mend=(
                "Give with --data the project's folder of labelled data (../shared/data "
                f"beside a checkout), or put your own labels at {each} in the form that its "
                "gold/CODEBOOK.md describes."
            ),
        )


def labels_digest(board: Board, data: Path) -> str:
    """Return a hash of a board's labels: figures compare only where the answers are the same."""
    return sha256_hex(b"".join(_content(data / each) for each in board.labels))


def _content(path: Path) -> bytes:
    """Return the bytes of a file, or of all files of a folder in order of their names."""
    if not path.is_dir():
        return path.read_bytes()
    return b"".join(each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file())
