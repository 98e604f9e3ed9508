import pandas as pd
import pytest

from geo.answers.answer import sources_of
from geo.evidence import columns
from geo.evidence.build.sources import articles, cite_articles, title_is
from geo.evidence.catalogue import DATA
from geo.exchange.about import source_title

COLUMNS = ["source_id", "publisher", "title", "date", "url", "where_in_source"]


def stands(*rows: tuple) -> dict[str, str]:
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str")
    return articles(frame).to_dict()


def row(source_id, title="Bomb in Cali", date="2025-08-21", url=None, part=None, publisher="P"):
    return source_id, publisher, title, date, url, part


def test_one_address_in_its_spellings_is_one_article_and_the_real_title_stays():
    found = stands(
        row("a", "[from URL] bomb in cali", url="http://news.co/1/bomb-in-cali"),
        row("b", "Bomb in Cali", url="https://www.news.co/1/bomb-in-cali/?utm_source=x#top"),
    )
    assert found == {"a": "b", "b": "b"}


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://news.co/2", "title": "Another"},
        {"url": "https://news.co/1", "date": "2025-08-22"},
        {"url": "https://news.co/1", "part": "page 2"},
        {"url": "https://news.co/1?id=7", "title": "Another"},
    ],
)
def test_another_address_day_or_part_is_another_source(other):
    found = stands(row("a", url="https://news.co/1"), row("b", **{"publisher": "Q", **other}))
    assert found == {"a": "a", "b": "b"}


def test_a_front_page_or_an_unseen_title_makes_no_article():
    assert len(set(stands(row("a", url="https://n.co/"), row("b", "X", url="n.co")).values())) == 2
    unseen = "[title not seen]"
    assert len(set(stands(row("a", unseen), row("b", unseen)).values())) == 2
    assert stands(row("a"), row("b")) == {"a": "a", "b": "a"}


def test_a_row_cites_an_article_once_and_keeps_an_unknown_id():
    assert cite_articles("a;b;x", pd.Series({"a": "b", "b": "b"})) == "b;x"
    assert cite_articles(None, pd.Series(dtype=str)) is None


def test_an_old_id_still_finds_its_article_and_no_layer_cites_it(evidence):
    sources = evidence.sources
    found = sources_of(["heraldo-20250822-siete", "S146", "S_ELHERALDO_0822"], sources)
    assert found["source_id"].tolist() == ["S146"] and not found["title"].str.startswith("[").any()
    old = set(sources["also_ids"].dropna().str.split(";").explode())
    assert len(old) == 6
    for name in ("incidents", "casualty_reports", "claims", "certification_record"):
        assert not old & set(evidence[name]["source_ids"].dropna().str.split(";").explode())


def test_a_publisher_has_one_name_however_it_is_spelled(evidence):
    """What stands in brackets says whom it quotes, or which of two of one name it is."""
    names = evidence.sources["publisher"].drop_duplicates()
    bare = names.str.normalize("NFKD").str.replace(r"\W|\b(the|noticias)\b", "", regex=True)
    plain = bare.str.encode("ascii", "ignore").str.decode("ascii").str.lower()
    assert names[plain.duplicated(keep=False)].tolist() == []


def test_a_copy_is_called_a_copy(evidence):
    urls = evidence.sources.set_index("source_id")["url"]
    assert source_title("A", "recorded", urls["S_FR_FY24"], "en") == (
        "A (read in the copy at regulations.justia.com)"
    )
    told = source_title("A", "recorded", urls["S40"], "es")
    assert told == "A (dirección de un servidor detrás del sitio)"
    assert source_title("A", "recorded", urls["S_FR_FY27"], "en") == "A"
    assert source_title("A", "recorded", None, "en") == "A"


def test_a_title_that_we_gave_an_article_in_another_language_is_called_ours(evidence):
    rows = pd.DataFrame(
        {
            "publisher": ["Diario", "Diario", "Diario", "Post", "Diario"],
            "title": [
                "Two police hurt in El Tambo",
                "La ruta del Naya",
                "[from URL] ataque en el cauca",
                "Two police hurt in El Tambo",
                "Balboa",
            ],
            "url": [
                "https://d.co/2025/dos-policias-heridos-en-el-tambo",
                "https://d.co/en/la-ruta-del-naya",
                "https://d.co/ataque-en-el-cauca",
                "https://p.com/es/two-police-hurt-in-the-cauca",
                None,
            ],
        }
    )
    assert title_is(rows).tolist() == ["ours", "recorded", "from_address", "recorded", "recorded"]
    kinds = evidence.sources.set_index("source_id")["title_is"]
    assert kinds["S68"] == "ours"  # its headline says a tonne of cocaine, our description 275 kg
    assert kinds["S_ELPAIS_20260908"] == "recorded"
    assert source_title("A", "ours", None, "en") == "A (our description, not its headline)"


def test_the_log_of_corrections_names_every_table_in_words():
    files = {path.name for path in (DATA / "facts").glob("*.csv")}
    assert files - {"corrections.csv"} <= set(columns()["file"].values)
