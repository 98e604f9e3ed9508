"""Sources asked, compared and proposed; a fault leaves all as it was and says what to do."""

import hashlib
import io
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import RefreshFailed
from geo.evidence.desk import intake as desk
from geo.refresh import Fetch, Limits, keep_own, refresh, settings
from geo.refresh.interfaces import UCDP, _events
from tests.refresh.served import Reply, serving

DAY = date(2026, 11, 30)
QUICK = Limits(connect=0.2, read=0.2, whole=0.5, tries=2, pause=0, longest_pause=0)
COCA = [
    {"coddepto": "05", "codmpio": "5031", "municipio": "Amalfi", "_2023": "36.61", "_2024": "110"},
    {"coddepto": "19", "codmpio": "19256", "municipio": "El Tambo", "_2024": "1,000.50"},
]
HELD = "divipola,municipality_text,year,hectares,source_ids\n05031,Amalfi,2023,36.610,OLD\n"
EVENT = {
    "id": 900001,
    "year": 2018,
    "type_of_violence": 1,
    "conflict_new_id": 289,
    "dyad_new_id": 624,
    "dyad_name": "Government of Colombia - ELN",
    "side_a": "Government of Colombia",
    "side_b": "ELN",
    "number_of_sources": 2,
    "where_prec": 1,
    "where_coordinates": "Cúcuta town",
    "adm_1": "Norte de Santander department",
    "adm_2": "Cúcuta municipality",
    "latitude": 7.893907,
    "longitude": -72.507821,
    "date_prec": 1,
    "date_start": "2018-01-19T00:00:00",
    "date_end": "2018-01-19T00:00:00",
    "deaths_a": 1,
    "deaths_b": 0,
    "deaths_civilians": 0,
    "deaths_unknown": 0,
    "low": 1,
    "best": 1,
    "high": 1,
}


@pytest.fixture
def facts(tmp_path):
    """A folder of data with the headings of ours and few rows."""
    folder = tmp_path / "data" / "facts"
    folder.mkdir(parents=True)
    for name in ("sources", "aid_series", "incidents_ucdp"):
        text = Path(f"data/facts/{name}.csv").read_text("utf-8")
        (folder / f"{name}.csv").write_text(text.partition("\n")[0] + "\n", "utf-8")
    (folder / "coca.csv").write_text(HELD, "utf-8")
    return tmp_path / "data"


@pytest.fixture
def ask(facts, evidence, tmp_path):
    """Asks one source of a server that answers so; gives the outcome and what was asked."""

    def asked(name, answer, *, path="/table.json", limits=QUICK, cache=None, **more):
        made = answer if callable(answer) else lambda asked: Reply(answer)
        with serving(made) as (address, heard):
            of = settings()[name] | {"url": address + path}
            out, places = tmp_path / "out", evidence.municipalities
            fetch = Fetch(cache, limits)
            try:
                done = refresh(name, of, fetch, places, out, data=facts, day=DAY, **more)
            finally:
                fetch.session.close()
            return done, heard

    return asked


def rows(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def test_coca_that_is_new_becomes_a_proposal_with_its_source_and_hash(ask, tmp_path):
    done, heard = ask("coca", COCA)
    assert (done.added, done.changed, done.missing) == (2, 0, 0)
    coca = rows(done.folder, "coca")
    assert coca.to_dict("records")[1] == {
        "divipola": "19256",
        "municipality_text": "El Tambo",
        "year": "2024",
        "hectares": "1000.5",
        "source_ids": "ODC_ACS4_20261130",
    }
    assert rows(done.folder, "sources")["source_id"].tolist() == ["ODC_ACS4_20261130"]
    told = tomllib.loads((done.folder / "proposal.toml").read_text("utf-8"))
    kept = (tmp_path / "out" / "answers" / done.folder.name / "1.json").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == told["sha256"]
    assert told["fetched"] == DAY and told["reason"] and told["by"] and told["url"]
    heads = {name: list(rows(Path("data/facts"), name)) for name in ("coca", "sources")}
    taken = desk.read(done.folder, heads)
    assert taken.faults == [] and len(taken.rows) == 3
    assert heard[0].query == {"$limit": "1000", "$offset": "0", "$order": ":id"}


def test_what_is_held_already_proposes_nothing(ask):
    done, _ = ask("coca", [{"codmpio": "05031", "municipio": "Amalfi", "_2023": "36.61"}])
    assert done.folder is None


def test_what_changed_and_what_is_gone_is_told_apart(ask, facts):
    (facts / "facts" / "coca.csv").write_text(HELD + "19256,El Tambo,2023,2,OLD\n", "utf-8")
    done, _ = ask("coca", [{"codmpio": "5031", "municipio": "Amalfi", "_2023": 40}])
    assert (done.added, done.changed, done.missing) == (0, 1, 1)
    given = rows(done.folder, "coca").set_index("divipola")
    assert given["remove"].to_dict() == {"05031": "", "19256": "true"}
    assert given["source_ids"].to_dict() == {"05031": "ODC_ACS4_20261130", "19256": "OLD"}


def test_assistance_is_read_under_both_ways_of_writing_its_headings(ask):
    for head in (
        "Country Code,Transaction Type Name,Fiscal Year,current_amount,constant_amount",
        "country_code,transaction_type_name,fiscal_year,current_amount,constant_amount",
    ):
        body = f"{head}\nCOL,Obligations,1976tq,500000,-6427030.5\nPER,Obligations,1946,1,1\n"
        reply = Reply(body.encode("utf-8-sig"), kind="text/csv")
        done, _ = ask("aid_series", lambda asked, reply=reply: reply, path="/aid.csv")
        (row,) = rows(done.folder, "aid_series").to_dict("records")
        assert row["fiscal_year_text"], row["transaction_type"] == ("1976tq", "obligations")
        assert (row["current_usd"], row["constant_usd"]) == ("500000", "-6427030.5")


def ucdp_pages(asked):
    """Two pages, the second where the first says."""
    events = [EVENT, EVENT | {"id": 900002, "where_prec": 4, "adm_2": None}]
    first = "page" not in asked.query
    after = f"http://{asked.headers['Host']}{asked.path}?page=1" if first else ""
    return Reply({"TotalCount": 2, "NextPageUrl": after, "Result": [events[0 if first else 1]]})


def test_ucdp_goes_from_page_to_page_with_the_readers_token(ask, monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", "secret")
    done, heard = ask("ucdp", ucdp_pages)
    found = rows(done.folder, "incidents_ucdp")
    assert found["divipola"].tolist() == ["54001", ""]
    assert found["department_code"].tolist() == ["54", "54"]
    assert found["date_start"].tolist() == ["2018-01-19"] * 2
    assert all(one.headers["x-ucdp-access-token"] == "secret" for one in heard)
    held = set(rows(Path("data/facts"), "incidents_ucdp")["ged_id"])
    assert held.isdisjoint(found["ged_id"])


def test_ucdps_places_are_those_that_we_hold(evidence):
    """Names as UCDP writes them, beside the codes that were found by hand."""
    held = rows(Path("data/facts"), "incidents_ucdp")
    given = held[UCDP].assign(id=held["ged_id"], where_coordinates=held["place"])
    found = _events(given, settings()["ucdp"], evidence.municipalities)
    assert (found["divipola"] == held["divipola"]).all()
    assert (found["department_code"] == held["department_code"]).all()


def test_candidate_events_are_asked_month_by_month(ask, monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", "secret")

    def answer(asked):
        month = int(asked.path.rpartition(".")[2])
        event = EVENT | {"id": 900000 + month, "year": 2026, "date_start": "2026-01-19"}
        page = {"TotalCount": 1, "NextPageUrl": None, "Result": [event]}
        return Reply(page) if month < 3 else Reply({}, status=404)

    done, heard = ask("ucdp_candidate", answer, path="/26.0.{month}")
    assert done.added == 2
    assert [one.path for one in heard] == ["/26.0.1", "/26.0.2", "/26.0.3"]


def acled(asked):
    if asked.form:
        return Reply({"access_token": "granted"})
    return Reply({"data": [{"event_id_cnty": "COL1", "notes": "=1+1", "latitude": "3.4"}]})


def test_acled_stays_with_its_reader(monkeypatch, tmp_path):
    monkeypatch.setenv("ACLED_EMAIL", "reader@example.org")
    monkeypatch.setenv("ACLED_PASSWORD", "secret")
    with serving(acled) as (address, heard):
        of = settings()["acled"] | {"url": f"{address}/read", "token_url": f"{address}/token"}
        path = keep_own(of, Fetch(limits=QUICK), tmp_path, day=DAY)
        with pytest.raises(RefreshFailed, match="forbid"):
            keep_own(of, Fetch(limits=QUICK), Path("data/own"), day=DAY)
    assert pd.read_csv(path, dtype=str)["event_id_cnty"].tolist() == ["COL1"]
    assert path.stat().st_mode & 0o077 == 0
    assert heard[0].form["username"] == "reader@example.org"
    assert heard[1].headers["Authorization"] == "Bearer granted"
    assert "file" not in settings()["acled"]


HTML = b"<!doctype html><title>Maintenance</title>"
FAULTS = {
    "slow": (Reply(COCA, wait=0.5), "too slow"),
    "a byte at a time": (Reply(b" " * 30, drip=0.03), "too slow"),
    "cut off half-way": (Reply(COCA, says=5000), "half-way"),
    "asked too often": (Reply({}, status=429, headers={"Retry-After": "0"}), "too often"),
    "no entry": (Reply({}, status=403), "key or token"),
    "gone": (Reply({}, status=404), "correct it in data/refresh.toml"),
    "out of order": (Reply({}, status=500), "status 500"),
    "a web page": (Reply(HTML, kind="text/html"), "web page"),
    "a web page that says JSON": (Reply(HTML), "web page"),
    "no JSON": (Reply(b"{"), "no JSON"),
    "no list": (Reply({"error": True}), "changed its columns"),
    "other columns": (Reply([{"cod_mpio": "05031", "a_2024": "1"}]), "codmpio, municipio"),
    "a word for a number": (
        Reply([{"codmpio": "05031", "municipio": "", "_2024": "many"}]),
        "many",
    ),
    "strange codes": (Reply([{"codmpio": "99999", "municipio": "", "_2024": "1"}]), "99999"),
    "twice the same": (Reply(COCA[:1] * 2), "two things"),
    "half": (Reply([{"codmpio": "05031", "municipio": "", "_2023": "18"}]), "--smaller"),
    "empty": (Reply([]), "changed its columns"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_proposes_nothing_and_says_what_to_do(ask, facts, tmp_path, monkeypatch, fault):
    monkeypatch.setattr("geo.refresh.fetch.CHUNK", 8)
    reply, said = FAULTS[fault]
    before = {path: path.read_bytes() for path in facts.rglob("*.csv")}
    with pytest.raises(RefreshFailed, match=said):
        ask("coca", lambda asked: reply)
    assert before == {path: path.read_bytes() for path in facts.rglob("*.csv")}
    assert not list((tmp_path / "out").glob("coca-*"))


def test_a_smaller_total_can_be_meant(ask):
    smaller = [{"codmpio": "05031", "municipio": "", "_2023": "18"}]
    done, _ = ask("coca", smaller, smaller=True)
    assert done.changed == 1


def test_it_asks_again_after_a_fault_that_passes(ask):
    replies = [
        Reply({}, status=429, headers={"Retry-After": "0"}),
        Reply(COCA, says=5000),
        Reply(COCA),
    ]
    done, heard = ask("coca", lambda asked: replies.pop(0))
    assert done.added == 2 and len(heard) == 3


def test_an_answer_that_did_not_change_is_not_sent_again(ask, tmp_path):
    def answer(asked):
        if asked.headers.get("If-None-Match") == '"one"':
            return Reply(b"", status=304)
        return Reply(COCA, headers={"ETag": '"one"'})

    # The address of a cached answer holds the port, so both are asked of one server.
    with serving(answer) as (address, heard):
        fetch = Fetch(tmp_path / "cache", QUICK)
        bodies = {fetch.get(f"{address}/table.json") for _ in range(2)}
    assert len(bodies) == 1 and len(heard) == 2
    assert "If-None-Match" in heard[1].headers


@pytest.mark.parametrize("where", ["elsewhere", "round"])
def test_pages_that_lead_astray_are_not_followed(ask, monkeypatch, where):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", "secret")
    again = {"elsewhere": "http://localhost:1/x", "round": ""}[where]

    def answer(asked):
        after = again or f"http://{asked.headers['Host']}/round"
        return Reply({"TotalCount": 9, "NextPageUrl": after, "Result": [EVENT]})

    with pytest.raises(RefreshFailed, match="page to page"):
        ask("ucdp", answer)


def test_keys_do_not_follow_a_redirect_and_are_in_no_message(ask, monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", "secret")
    reply = Reply({}, status=302, headers={"Location": "/other"})
    with pytest.raises(RefreshFailed, match="status 302") as failed:
        ask("ucdp", lambda asked: reply)
    assert "secret" not in str(failed.value)
    monkeypatch.delenv("UCDP_ACCESS_TOKEN")
    with pytest.raises(RefreshFailed, match="UCDP_ACCESS_TOKEN"):
        ask("ucdp", lambda asked: reply)


def test_every_source_names_its_documentation_and_a_table_that_we_hold():
    for name, of in settings().items():
        assert of["url"].startswith("https://") and of["documentation"].startswith("https://")
        if name != "acled":
            held = pd.read_csv(io.StringIO(Path(f"data/facts/{of['file']}.csv").read_text("utf-8")))
            assert {*of["key"], *of["compared"], of["total"], of["by"]} <= set(held)


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
import pandas as pd
from geo.refresh import Fetch, Limits, refresh, settings

address, data, out, step = sys.argv[1:]
of = settings()["coca"] | {"url": address}
places = pd.DataFrame({"divipola": ["05031", "19256"]})
for moment in range(1, 400, int(step)):
    child = os.fork()
    if not child:
        left = moment
        def count(event, args):
            global left
            if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        refresh("coca", of, Fetch(), places, Path(out), data=Path(data), day=date(2026, 11, 30))
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
    for folder in Path(out).glob("coca-*"):
        names = {p.name for p in folder.iterdir()}
        assert names == {"coca.csv", "sources.csv", "proposal.toml"}, (moment, names)
        text = (folder / "proposal.toml").read_text()
        assert text.count("\\n") == 6, (moment, text)
print(moment)
"""


@pytest.mark.parametrize("step", ["12", pytest.param("1", marks=pytest.mark.long)])
def test_killed_at_any_moment_it_leaves_a_whole_proposal_or_none(facts, tmp_path, step):
    before = {path: path.read_bytes() for path in facts.rglob("*") if path.is_file()}
    with serving(lambda asked: Reply(COCA)) as (address, _):
        given = [sys.executable, "-c", KILLED, f"{address}/t.json", facts, tmp_path / "out", step]
        done = subprocess.run(given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30  # it was killed at moments up to this one
    assert before == {path: path.read_bytes() for path in facts.rglob("*") if path.is_file()}
    assert len(list((tmp_path / "out").glob("coca-*"))) == 1
