"""Commands that study a model: a file to start from, conditions, statics, maps, robustness."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termination import conditions, load_scenario, solve
from termination.engine.symbolic import cases
from termination.engine.symbolic.closed_form import OffPath
from termination.models.own_games import skeleton
from termination.models.scenarios import parse_scenario
from termination.reporting import cli_sources
from termination.reporting.cli import main

ROOT = Path(__file__).parents[2]
MIMICRY = str(ROOT / "examples" / "scenarios" / "mimicry.toml")
REFUSAL = str(ROOT / "examples" / "scenarios" / "refusal.toml")
BOX = ("--axis", "escalation_cost=0:1", "--axis", "prior=0:1")
TEA = str(ROOT / "examples" / "scenarios" / "beer_quiche.toml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def game(tmp_path):
    path = tmp_path / "game.toml"
    assert run("new", str(path)).exit_code == 0
    return str(path)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def unusable(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def test_the_file_to_start_from_can_be_solved_as_it_stands(game):
    assert Path(game).read_text(encoding="utf-8") == skeleton()
    assert "nothing is wrong" in done("check", game)
    assert "semi-separating: resolved mobilise; bluffing quiet or mobilise" in done("solve", game)


def test_a_file_that_is_there_is_left_as_it_is(game):
    Path(game).write_text("mine", encoding="utf-8")
    assert "is there already, and was left as it is" in unusable("new", game)
    assert Path(game).read_text(encoding="utf-8") == "mine"


def test_faults_in_a_formula_are_shown_with_line_and_character(game):
    Path(game).write_text(skeleton().replace('"strength - cost"', '"strength ** cost"'), encoding="utf-8")
    assert unusable("check", game).endswith(
        "line 33, sender.resolved.mobilise.stand firm, character 11: there are no powers; write a square as a product: "
        "x * x\n"
    )


def test_conditions_are_formulas_with_their_letters(game):
    assert done("conditions", game) == (
        "semi-separating: resolved mobilise; bluffing quiet or mobilise\n"
        "  exists iff cost < prize and 2*share < 1\n"
        "  bluffing: quiet with probability (1 - 2*share)/(1 - share), mobilise with\n"
        "    probability share/(1 - share)\n"
        "  after mobilise: stand firm with probability (prize - cost)/(prize + strength),\n"
        "    yield with probability (cost + strength)/(prize + strength)\n"
        "  survives the intuitive criterion wherever it exists\n"
        "  survives D1 wherever it exists\n"
        "\n"
        "Letters\n"
        "\n"
        "share     probability that the challenger is resolved\n"
        "prize     what the challenger gains if the defender yields\n"
        "cost      what it costs to mobilise\n"
        "strength  what the resolved wins by fighting, and the bluffing loses\n"
    )


def test_the_formula_is_true_where_it_says():
    """At numbers on both sides of it, the exact engine finds that kind or does not."""
    from termination.engine.enumerate import solve

    model = parse_scenario(skeleton()).model
    for cost, share, there in ((1, "1/3", True), (5, "1/3", False), (1, "2/3", False), (3, "1/4", True)):
        kinds = {family.kind for family in solve(model.with_(cost=cost, share=share))}
        assert ("semi-separating" in kinds) == there


def test_conditions_in_latex_have_words_as_words(game):
    text = done("conditions", game, "--latex")
    assert text.startswith("% semi-separating")
    assert r"\frac{\mathit{share}}{1 - \mathit{share}}" in text


def test_conditions_as_propositions_have_all_hypotheses_once(game):
    text = done("conditions", game, "--proposition")
    assert text.startswith("% \\usepackage{amsmath,amsthm}; ")
    assert text.count(r"\newtheorem") == text.count(r"\begin{proposition}") == text.count(r"\end{proposition}") == 1
    supposed, _, rest = text.partition("A semi-separating perfect Bayesian equilibrium of the form")
    for name in ("cost", "prize", "share", "strength"):
        assert supposed.count(rf"\mathit{{{name}}} > 0") == 1
    assert "in their domains" not in supposed
    assert supposed.count(r"\mathit{share}") == 2  # > 0 and < 1; that 1 - share > 0 is the latter
    exists = "exists if and only if\n\\[\n\\mathit{cost} < \\mathit{prize} \\;\\land\\; 2 \\mathit{share} < 1\n\\]\n"
    assert exists in rest
    assert "Where such equilibria exist, one of them survives D1.\n" in rest
    assert "give one of them" in unusable("conditions", game, "--proposition", "--latex")


def test_a_proposition_of_a_war_says_what_its_letters_are_and_what_is_off_the_path():
    model = load_scenario(MIMICRY)
    told = [conditions(model, family) for family in solve(model)]
    pooling = next(form for form in told if form.receiver["silent, closed"].__class__ is OffPath and form.survives)
    text = pooling.to_proposition()
    assert "Let all parameters be in their domains, and let\n" in text
    assert r"b_{L} = z \left(1 - r_{L}\right) + \phi + x_{L} - w_{L}" in text
    assert "the reply is best at some belief" in text
    written_out = pooling.in_parameters().to_proposition()
    assert "Let all parameters be in their domains.\nSuppose" in written_out
    assert "b_{L}" not in written_out


def test_a_proposition_names_the_kind_that_the_messages_in_use_decide():
    game = parse_scenario(skeleton()).model
    for cost, share, kind in ((1, "1/3", "semi-separating"), (5, "1/3", "pooling"), (1, "2/3", "pooling")):
        there = game.with_(cost=cost, share=share)
        told = [(family.kind, conditions(there, family).to_proposition()) for family in solve(there)]
        assert kind in {one for one, _ in told}
        assert all(f"A {one} perfect" in text for one, text in told)


def test_a_war_has_its_definitions_beside_its_conditions():
    text = done("conditions", MIMICRY)
    assert "where\n  b_L = phi - w_L + x_L + z*(1 - r_L)\n" in text
    assert re.search(r"\nlam +talks_exposure +fraction of the harm", text)
    assert max(map(len, text.splitlines())) <= 80


def test_a_game_in_numbers_has_no_formulas_and_says_so():
    assert "its payoffs are numbers; `termination new FILE` begins one with formulas" in unusable("conditions", TEA)


def test_statics_are_in_tables_with_the_thresholds_below():
    text = done("statics", REFUSAL)
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("pooling on closed, no escalation\n\nquantity ")
    assert "\nThresholds\n\n  " in text
    assert "\n  as coercion rises through 3/10: 'separating: the resilient stay closed, the\n" in text


def test_the_file_to_start_from_has_a_map_and_slopes(game):
    text = done("map", game, "--axis", "cost=0:5", "--axis", "share=0:1")
    flat = text.replace("\n  ", " ")
    assert "crossing share = 1/2 (cost from 0.005 to 4) upwards: 'all mobilise; mobilise: yield' appears" in flat
    slopes = [" ".join(line.split()) for line in done("statics", game).splitlines()]
    assert "pr message mobilise share rises 2/3 2" in slopes


def test_a_map_is_told_and_drawn(tmp_path):
    picture = tmp_path / "map.svg"
    text = done("map", MIMICRY, *BOX, "--refine", "d1", "--output", str(picture))
    assert text.startswith("crossing ")
    assert max(map(len, text.splitlines())) <= 80
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


def test_a_map_has_two_axes_with_ranges():
    assert "give --axis twice" in unusable("map", MIMICRY, "--axis", "escalation_cost=0:1")
    assert "expected NAME=from:to" in unusable("map", MIMICRY, "--axis", "escalation_cost=0:1:9", "--axis", "prior=0:1")
    assert "no such parameter" in unusable("map", MIMICRY, "--axis", "cost=0:1", "--axis", "prior=0:1")


def test_a_picture_that_cannot_be_written_is_an_error_of_one_line(tmp_path):
    said = unusable("map", MIMICRY, *BOX, "--output", str(tmp_path / "map.docx"))
    assert "docx" in said


def test_robustness_moves_all_by_a_share_or_some_over_a_range(game):
    assert "moved: share 0.2667 to 0.4; prize 3.2 to 4.8;" in done("robustness", game, "--draws", "20")
    alone = done("robustness", game, "--draws", "20", "--box", "cost=1/2:2", "--seed", "7")
    assert "20 draws (seed 7)" in alone
    assert "moved: cost 0.5 to 2\n" in alone
    assert "--share is more than 0" in unusable("robustness", game, "--share", "0")


def test_a_sweep_of_a_game_in_formulas(game):
    result = run("sweep", game, "--axis", "cost=1,5", "--axis", "share=0.25,0.75")
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    points = ["1.0,0.25", "1.0,0.75", "5.0,0.25", "5.0,0.75"]
    assert [",".join(row.split(",")[:2]) for row in rows[1:]] == points


def test_on_a_terminal_a_command_says_how_far_closed_forms_are(game, monkeypatch):
    heard = []

    @contextmanager
    def line(what, quiet=False):
        yield lambda what, done, total: heard.append((what, done, total))

    cases._kept.cache_clear()
    monkeypatch.setattr(cli_sources, "progress_line", line)
    done("map", game, "--axis", "cost=1/9:5", "--axis", "share=1/9:8/9")
    assert heard[0] == ("deriving closed forms", 0, heard[0][2])
    assert len(heard) == heard[0][2]
