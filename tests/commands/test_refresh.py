"""`python -m geo refresh`: each source told in one line, faults on standard error, never mixed."""

import pytest

import geo.refresh
from geo.__main__ import main
from geo.refresh import settings
from tests.refresh.served import Reply, serving

ROWS = [{"codmpio": "05031", "municipio": "Amalfi", "_2024": "110"}]


@pytest.fixture(autouse=True)
def without_keys(monkeypatch):
    for name in ("UCDP_ACCESS_TOKEN", "ACLED_EMAIL", "ACLED_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "said"), [("cocoa", "there are: coca, aid_series"), ("ucdp", "UCDP_ACCESS_TOKEN")]
)
def test_what_cannot_be_asked_ends_with_2_and_one_message(name, said, capsys, tmp_path):
    assert main(["refresh", "--only", name, "--out", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1


def test_one_source_that_fails_keeps_none_of_the_others(monkeypatch, capsys, tmp_path):
    def answer(asked):
        return Reply(ROWS) if asked.path == "/coca.json" else Reply({}, status=403)

    with serving(answer) as (address, _):
        known = {
            name: of | {"url": f"{address}/{name}.json", "documentation": address}
            for name, of in settings().items()
        }
        monkeypatch.setattr(geo.refresh, "settings", lambda: known)
        assert main(["refresh", "--smaller", "--out", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "coca: 0 rows new" in out and f"python -m geo propose {tmp_path}" in out
    assert "ucdp: left out" in out and "acled: left out" in out
    assert err.startswith("aid_series: ") and err.count("\n") == 1
