"""The command line: what it prints, where, and with which exit status; in process, and as a process of its own."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import IO

import click
import pytest
from click.testing import CliRunner, Result

from termination import __version__
from termination.engine.enumerate import solve
from termination.engine.exchange import write_efg
from termination.engine.model import Lettered
from termination.engine.refining.refine import refine
from termination.errors import SearchLimitWarning
from termination.models import catalog
from termination.models.scenarios import load_scenario, parse_scenario, read_scenario
from termination.reporting import cli_sources
from termination.reporting.cli import main
from termination.reporting.cli_sources import progress_line
from termination.reporting.serial import from_json, to_csv
from termination.reporting.stakes import stakes_text
from termination.reporting.tables import COLUMNS, brief_text, equilibria_text, paragraphs, verdict

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "examples" / "scenarios"
EXAMPLES = sorted(SCENARIOS.glob("*.toml"))
WAR = str(SCENARIOS / "costly_signal.toml")
TEA = str(SCENARIOS / "beer_quiche.toml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def done(*arguments: str) -> str:
    """Standard output of a command that must succeed and say nothing on standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def unusable(*arguments: str) -> str:
    """Standard error of a command that must be refused, with nothing on standard output."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "termination", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, env={**os.environ, **environment}, check=False)


# --- solve -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_solved_as_a_table_in_80_columns(path):
    out = done("solve", str(path))
    assert max(map(len, out.splitlines())) <= 80
    scenario = read_scenario(path)
    assert out.startswith(f"{scenario.title}\n{'=' * len(scenario.title)}\n")
    answer, letters, legend = out.partition("\nLetters\n")
    parts = [equilibria_text(solve(scenario.model), title=""), paragraphs(scenario.notes), stakes_text(scenario.model)]
    assert answer.rstrip("\n").endswith("\n".join(filter(None, parts)).rstrip("\n"))  # verdict, equilibria, stakes
    formulas = re.search(r"\bg\(1 - r_1\)|\bb_i\b", answer) and isinstance(scenario.model, Lettered)
    assert bool(letters) == bool(formulas)
    assert bool(letters) == ("opponent's cost of escalating" in legend)


def test_the_answer_begins_with_the_verdict_where_the_model_has_words_for_it():
    assert done("solve", WAR).splitlines()[3] == "Verdict: talks in some equilibria."
    kept = done("solve", WAR, "--refine", "D1", "--quiet")
    assert kept.startswith("Verdict under D1: talks with some probability.\n")
    assert done("solve", TEA).splitlines()[3].startswith("2 families of perfect Bayesian equilibria")


def test_a_list_that_is_not_complete_has_no_verdict():
    with pytest.warns(SearchLimitWarning):
        found = solve(load_scenario(WAR), limit=1)
    assert verdict(found) == ""
    assert "Verdict" not in equilibria_text(found)


def test_for_a_war_the_table_ends_with_what_is_at_stake():
    assert stakes_text(load_scenario(WAR)) in done("solve", WAR)
    assert "Conditions for talks" not in done("solve", TEA)


def test_notes_are_shown_so_that_nobody_takes_the_numbers_for_estimates():
    out = " ".join(done("solve", str(SCENARIOS / "vietnam_1968.toml")).split())
    assert "The numbers are ordinal judgements chosen for illustration." in out


@pytest.mark.parametrize("concept", ["intuitive", "D1", "d2", "nwbr"])
def test_refine_shows_what_survives_and_why_the_rest_does_not(concept):
    kept = refine(solve(load_scenario(TEA)), concept)
    assert f"\n\n{equilibria_text(kept, title='')}\n" in done("solve", TEA, "--refine", concept)


def test_json_is_the_whole_answer():
    found = solve(load_scenario(WAR))
    assert from_json(done("solve", WAR, "--format", "json")) == found
    assert from_json(done("solve", WAR, "--format", "json", "--refine", "D1")) == refine(found, "D1")


def test_csv_has_the_documented_columns():
    out = done("solve", WAR, "--format", "csv")
    assert out == to_csv(solve(load_scenario(WAR)))
    assert next(csv.reader(io.StringIO(out))) == list(COLUMNS)


def test_a_game_in_gambits_format_is_solved(tmp_path):
    game = load_scenario(TEA)
    path = tmp_path / "tea.EFG"
    path.write_text(write_efg(game))
    assert from_json(done("solve", str(path), "--format", "json")).game.sender == game.sender


def test_a_search_that_stops_at_its_limit_says_so_in_one_line_and_in_the_answer():
    result = run("solve", WAR, "--limit", "1")
    assert result.exit_code == 0
    assert result.stderr.startswith("Warning: search limit 1 reached")
    assert result.stderr.count("\n") == 1
    assert "NOT complete: search limit 1 reached" in " ".join(result.stdout.split())
    with pytest.warns(SearchLimitWarning):
        solve(load_scenario(WAR), limit=1)


# --- check, help, version --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_check_says_what_is_in_a_file(path):
    out = done("check", str(path))
    assert f"\n{path}: nothing is wrong\n" in out
    assert all(" ".join(source.split()) in " ".join(out.split()) for source in read_scenario(path).sources)


def test_check_solves_nothing(monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr("termination.engine.enumerate.solve", never)
    done("check", WAR)


def test_help_teaches_with_examples_that_run():
    text = done("--help")
    commands = [line.split() for line in text.splitlines() if line.strip().startswith("termination ")]
    assert ["termination", "solve", "examples/scenarios/vietnam_1968.toml"] in commands
    for name in main.commands:
        assert name in text
        shown = done(name, "--help")
        assert shown == done(name, "-h")
        assert f"termination {name} " in shown
        assert max(map(len, shown.splitlines())) <= 80


def test_version():
    assert done("--version") == f"termination, version {__version__}\n"


def test_the_catalog_lists_every_game_in_80_columns_and_each_can_be_checked():
    listed = done("catalog")
    assert max(map(len, listed.splitlines())) <= 80
    for name in catalog.names():
        assert f"\n{name} " in listed
        assert catalog.load(name).title in done("check", f"catalog:{name}")


def test_a_game_of_the_catalog_is_solved_by_name_and_written_out_as_a_scenario():
    out = done("solve", "catalog:beer-quiche", "--refine", "intuitive", "--format", "json")
    assert from_json(out) == refine(solve(catalog.load("beer-quiche").game), "intuitive")
    for name in (*catalog.names(), *catalog.canon.names()):
        assert parse_scenario(done("catalog", name)).model == catalog.find(name).model


def test_a_game_that_the_catalog_lacks():
    assert "no game in the catalog 'beer'" in unusable("solve", "catalog:beer")
    assert "no game in the catalog 'beer'" in unusable("catalog", "beer")


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["solve", "check", "compare"])
def test_files_that_cannot_be_used(command, tmp_path):
    missing, empty, binary = tmp_path / "none.toml", tmp_path / "empty.toml", tmp_path / "binary.toml"
    empty.touch()
    binary.write_bytes(b"\xff\x00" * 9)
    assert unusable(command, str(missing)) == f"Error: {missing}: cannot be read: No such file or directory\n"
    assert unusable(command, str(empty)) == f"Error: {empty}: is empty\n"
    assert "is not UTF-8 text" in unusable(command, str(binary))
    assert "directory" in unusable(command, str(tmp_path))
    efg = tmp_path / "x.efg"
    efg.write_text("EFG 3")
    assert unusable(command, str(efg)).startswith(f"Error: {efg}")


def test_compare_asks_the_program_that_is_named_and_says_what_it_may_miss():
    said = done("compare", "catalog:beer-quiche", "--with", "nashpy")
    text = " ".join(said.split())
    assert "4 Nash points, 4 of them perfect Bayesian. nashpy 0.0." in text
    assert "support enumeration misses equilibria of degenerate games" in text
    assert "The solver agrees" in text
    some = done("compare", "catalog:beer-quiche", "--with", "nashpy", "--some")
    assert "pure equilibria only" in " ".join(some.split())


def test_compare_with_a_program_that_nobody_knows():
    told = unusable("compare", "catalog:beer-quiche", "--with", "GAMUT")
    assert "'gambit', 'nashpy'" in told


def test_one_fault_is_one_line_and_several_are_listed(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text(Path(WAR).read_text().replace("escalation_gain = 1", "escalation_gain = 0"))
    assert unusable("check", str(path)) == f"Error: {path}: parameters.escalation_gain: is 0, must be > 0\n"
    path.write_text(path.read_text().replace("talks_exposure = 0.8", 'talks_exposure = "1/0"'))
    assert unusable("check", str(path)).splitlines() == [
        f"Error: {path}: 2 faults",
        "  parameters.talks_exposure: '1/0' divides by zero",
        "  parameters.escalation_gain: is 0, must be > 0",
    ]


def test_an_unknown_refinement_is_refused_before_anything_is_read(tmp_path):
    message = unusable("solve", str(tmp_path / "none.toml"), "--refine", "D3")
    assert message == (
        "Error: no refinement 'D3'; there are: 'intuitive', 'D1', 'D2', 'NWBR', 'divinity', 'universal divinity', "
        "'undefeated', 'perfect sequential', 'neologism-proof', 'sender-preferred'\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [["solve"], ["solve", WAR, "--format", "xml"], ["solve", WAR, "--limit", "0"], ["solve", WAR, WAR], ["sovle", WAR]],
)
def test_commands_that_cannot_be_used(arguments):
    assert "Error: " in unusable(*arguments)


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text('model = "opening"\n"\\u001b[31m" = 1\n[parameters]\n')
    message = unusable("check", str(path))
    assert "\x1b" not in message
    assert "\\x1b[31m" in message


def test_a_certificate_that_fails_is_exit_status_1(monkeypatch):
    monkeypatch.setattr("termination.engine.check.Certificate.valid", property(lambda self: False))
    result = run("solve", WAR)
    assert result.exit_code == 1
    assert "the verifier does not confirm" in result.stderr


def test_an_interrupt_is_one_line_and_status_130(monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("termination.engine.enumerate.solve", interrupted)
    result = run("solve", WAR)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "Interrupted."


# --- as a process ----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("path", [WAR, str(SCENARIOS / "three_types.toml"), TEA], ids=["war", "three", "tea"])
def test_the_same_command_gives_the_same_bytes_whatever_the_hash_seed(form, path):
    command = ("solve", path, "--format", form, "--refine", "D1")
    outputs = {process(*command, PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "77")}
    assert len(outputs) == 1
    assert outputs.pop()


def test_a_process_reports_errors_as_the_function_does():
    result = process("check", "nowhere.toml")
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == b"Error: nowhere.toml: cannot be read: No such file or directory\n"


def test_characters_that_the_terminal_lacks_are_written_out(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text(Path(WAR).read_text().replace("A costly signal separates", "Bière"), encoding="utf-8")
    result = process("solve", str(path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == 0
    assert result.stdout.startswith(b"Bi\\xe8re\n")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are POSIX")
@pytest.mark.parametrize(("columns", "widest"), [("72", 72), ("140", 100)])
def test_on_a_terminal_lines_are_as_long_as_its_own_up_to_100(columns, widest):
    reading, terminal = os.openpty()
    command = [sys.executable, "-m", "termination", "solve", WAR]
    with os.fdopen(reading, "rb") as screen, os.fdopen(terminal, "wb") as out:
        shown = subprocess.Popen(command, stdout=out, cwd=ROOT, env={**os.environ, "COLUMNS": columns})
        out.close()
        lines = _read_all(screen).decode().splitlines()
    assert shown.wait() == 0
    assert widest - 12 < max(map(len, lines)) <= widest


def _read_all(screen: IO[bytes]) -> bytes:
    """What a program wrote to a terminal; that its end is closed is an error to some systems."""
    seen = b""
    with suppress(OSError):
        while piece := os.read(screen.fileno(), 4096):
            seen += piece
    return seen


def test_work_that_takes_a_while_says_so_on_a_terminal_and_takes_it_back(monkeypatch, capsys):
    monkeypatch.setattr(cli_sources, "PATIENCE", 0.01)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said = Event()
    real = click.echo

    def echo(text: str, **options: bool) -> None:
        real(text, **options)
        if "3 of 1,000" in text:
            said.set()

    monkeypatch.setattr(cli_sources.click, "echo", echo)
    with progress_line("solving") as progress:
        progress("vertices", 3, 1000)
        assert said.wait(60)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith("\r\033[K")
    assert re.search(r"\r\033\[Kvertices: 3 of 1,000, \d+ s", shown.err)


def test_where_there_is_no_terminal_nothing_is_said(capsys, monkeypatch):
    monkeypatch.setattr(cli_sources, "PATIENCE", 0)
    with progress_line("solving") as progress:
        progress("vertices", 3, 1000)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["beer-quich", "nalebuf-1991"])
def test_a_slip_in_a_name_of_the_catalog_gets_the_name_that_was_meant(name):
    (line,) = unusable("solve", f"catalog:{name}").splitlines()
    meant = {"beer-quich": "beer-quiche", "nalebuf-1991": "nalebuff-1991"}[name]
    assert line.startswith(f"Error: no game in the catalog '{name}'; did you mean '{meant}'? There are: 'beer-quiche'")
    assert all(known in unusable("solve", "catalog:xyzzy") for known in ("beer-quiche", "nalebuff-1991"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of this kind are POSIX")
def test_a_reader_that_has_seen_enough_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "termination", "solve", WAR]
    with os.fdopen(writing, "wb") as closed:
        result = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (result.returncode, result.stderr) == (141, b"")


def test_ctrl_c_in_the_middle_of_the_work_leaves_one_line():
    driver = """if True:
        import os, signal
        from termination.engine import enumerate as engine
        from termination.reporting.cli import main
        real = engine.solve
        def solve(*arguments, **options):
            os.kill(os.getpid(), signal.SIGINT)
            return real(*arguments, **options)
        engine.solve = solve
        main()
    """
    command = [sys.executable, "-c", driver, "solve", WAR]
    result = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (result.returncode, result.stdout) == (130, b"")
    assert result.stderr.strip() == b"Interrupted."


# --- what a newcomer reads -------------------------------------------------------------------------------------------

PLAIN = """model = "opening"
[parameters]
prior = { high = "2/5", low = "3/5" }
resilience = { high = 0.8, low = 0.2 }
war_value = { high = 0.5, low = 0.1 }
talks_value = { high = 0.59, low = 0.5 }
escalation_harm = 1
talks_exposure = 0.8
escalation_gain = 1
escalation_cost = 0.5
"""


@pytest.fixture
def file(tmp_path):
    """Writes the plain war with some text replaced, and gives its path."""

    def written(*changes: str) -> str:
        text = PLAIN
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "war.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def words(text: str) -> str:
    return " ".join(text.split())


def test_check_judges_the_assumptions_with_advice(file):
    met = done("check", file())
    assert re.findall(r"(A\d)  .*: (holds|fails)", met) == [(f"A{i}", "holds") for i in (1, 2, 3, 4)]
    assert "does not apply" not in met
    alike = words(done("check", file("high = 0.59, low = 0.5", "high = 0.7, low = 0.3", "cost = 0.5", "cost = 0.1")))
    assert "A3 sure resilience deters: fails" in alike
    assert "It holds once escalating costs him more, or brings him less against high, by more than 1/10." in alike
    assert "A4 adverse inference: fails" in alike
    assert "rises strictly with resilience, so opening is read as strength" in alike
    assert "Talks bring every type the same, 1/5, while escalation hurts the weak more" in alike
    assert "b_i / d_i is 1/4 for low, 1 for high" in alike


def test_what_check_advises_makes_the_assumption_hold(file):
    """Each failing assumption is met once the advice is taken."""
    for changes, name, remedy in [
        (("low = 0.5 }", "low = 0.1 }"), "A1", ("low = 0.5 }", "low = 0.11 }")),
        (("cost = 0.5", "cost = 0.1"), "A3", ("cost = 0.5", "cost = 0.21")),
        (("0.59, low = 0.5", "0.7, low = 0.3"), "A4", ("0.59, low = 0.5", "0.7, low = 0.95")),
    ]:
        assert f"{name}  " in done("check", file(*changes))
        assert re.search(rf"{name}  .*: fails", done("check", file(*changes)))
        assert re.search(rf"{name}  .*: holds", done("check", file(*remedy)))


def test_check_asks_any_model_that_has_assumptions():
    text = done("check", str(SCENARIOS / "reset_2009.toml"))
    assert re.findall(r"(B\d)  .*: (\w+)", text) == [("B1", "fails"), ("B2", "fails"), ("B3", "holds"), ("B4", "holds")]
    assert "Assumptions" not in done("check", TEA)


def test_brief_is_the_list_alone():
    whole, brief = done("solve", WAR), done("solve", WAR, "--brief")
    assert len(brief.splitlines()) < len(whole.splitlines()) / 3
    assert "certificate" not in brief
    for family in solve(load_scenario(WAR)):
        assert words(family.name)[:20] in words(brief)
    assert run("solve", WAR, "--brief", "--format", "csv").exit_code == 2
    assert run("solve", WAR, "--brief", "--explain").exit_code == 2


def test_the_letters_of_what_is_at_stake_are_listed_at_the_end():
    out = done("solve", str(SCENARIOS / "mimicry.toml"))
    legend = words(out.partition("\nLetters\n")[2])
    assert "b_i x_i - w_i + phi + z (1 - r_i); talks premium" in legend
    assert "R(mu) sum_i mu_i r_i; expected resilience" in legend
    assert "lam fraction of the harm that still bites once she has opened" in legend
    assert "c_i cost of the costly signal" in legend
    assert "c_i cost" not in words(done("solve", str(SCENARIOS / "china_1962.toml")))
    assert "rstar" not in legend
    assert "Letters" not in done("solve", str(SCENARIOS / "detente_1972.toml"))


def test_quiet_is_nothing_but_the_answer():
    found = solve(load_scenario(WAR))
    assert done("solve", WAR, "--quiet") == equilibria_text(found, title="")
    assert done("solve", WAR, "--quiet", "--brief") == brief_text(found)
    assert done("solve", WAR).index(done("solve", WAR, "--quiet")) > 0
    told = done("solve", WAR, "--quiet", "--explain")
    assert done("solve", WAR, "--explain").index(told) > 0
    assert not told.startswith(read_scenario(WAR).title)
    assert done("solve", WAR, "--quiet", "--format", "json") == found.to_json()


#: Commands that cannot be used, and what their errors must say.
UNUSABLE = [
    (("--axis", "escalation_costs=0:1:3"), "did you mean 'escalation_cost'"),
    (("--axis", "escalation_cost=0.9:0.1:3"), "write the smaller end first, 1/10, then 9/10"),
    (("--axis", "escalation_cost=0:1:1"), "1 point from 0 to 1"),
    (("--axis", "escalation_cost=0:1"), "expected start:stop:count"),
    (("--axis", "escalation_cost="), "expected NAME=start:stop:count or NAME=a,b,c"),
    (("--axis", "escalation_cost=a,b"), "--axis escalation_cost=a,b: 'a' is not a number"),
    (("--axis", "escalation_cost=50%,60%"), "write 50% as 1/2"),
    (("--axis", "escalation_cost=0,1:0,5:3"), "write the decimal point as a point: 0.1"),
    (("--axis", "war_value=0:1:3"), "say whose, as in war_value.high"),
    (("--axis", "war_value.x=0:1:3"), "no type 'x'; there are: 'high', 'low'"),
    (("--axis", "escalation_cost.high=0:1:3"), "give the axis by the name alone"),
    (("--axis", "signal_cost.high=0:1:3"), "first give the model one for all"),
    (("--axis", "prior=0:1:3"), "must be in (0, 1)"),
    (("--axis", "prior.high=0.2,0.4", "--axis", "prior.low=0.1,0.3"), "give an axis for one"),
    (("--axis", "escalation_cost=0,1", "--axis", "escalation_cost=0,2"), "escalation_cost is given twice"),
    (("--axis", "escalation_cost=0,1", "--refine", "D9"), "there are: 'intuitive', 'D1', 'D2', 'NWBR'"),
]


@pytest.mark.parametrize(("arguments", "expected"), UNUSABLE, ids=[" ".join(words) for words, _ in UNUSABLE])
def test_errors_of_the_command_line_speak_of_the_command_line(arguments, expected, file):
    result = run("sweep", file(), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr
    python = r"with_\(|=\{|\{'|\[\d\]|\btuple\b|\bmapping\b|\bNone\b|\bTrue\b|\(\d\S*, \d\S*, \d+\)"
    assert re.search(python, result.stderr) is None


@pytest.mark.parametrize(
    "changes",
    [
        ("cost = 0.5", "cost = true"), ("cost = 0.5", "cost = [1]"), ("cost = 0.5", "cost = { high = 1 }"),
        ("{ high = 0.5, low = 0.1 }", "0.5"), ("{ high = 0.5, low = 0.1 }", "[0.5]"), ("low = 0.1", "lo = 0.1"),
        ('{ high = "2/5", low = "3/5" }', '"2/5"'), ('low = "3/5"', 'low = "1/5"'), ("gain = 1", "gain = -1"),
        ("cost = 0.5", "cost = inf"), ("cost = 0.5", "cost = 1979-05-27"), ("cost = 0.5", "cots = 0.5"),
    ],
)  # fmt: skip
def test_errors_of_files_speak_of_files(changes, file):
    result = run("check", file(*changes))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert re.search(r"\btuple\b|\bmapping\b|\bdict\b|\bNone\b|\bTrue\b|Decimal\(|<class|\{'", result.stderr) is None
