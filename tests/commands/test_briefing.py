"""Briefing files are checked by a command: whole, or named by step and line."""

from geo.__main__ import main

STEP = '[[step]]\nlink = "aid"\nheadline.en = "One"\n'


def test_each_broken_file_is_named_and_whole_ones_pass(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("geo.commands.briefing.played", lambda *_: None)
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(f"version = 1\n{STEP}", "utf-8-sig")
    bad.write_text(f"version = 1\n{STEP}number = 7\n", "utf-8")
    assert main(["briefing", str(good)]) == 0
    assert main(["briefing", str(bad), str(tmp_path / "none.toml"), str(good)]) == 2
    told = capsys.readouterr().err
    assert f"{bad}: Step 1, line 5" in told and "none.toml cannot be read" in told
