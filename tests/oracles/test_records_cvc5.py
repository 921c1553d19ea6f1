"""A second SMT solver reads every proof record that ships: what cvc5 answers is that it holds, or that it cannot tell.

Nonlinear real arithmetic is hard, and the two solvers are good at different parts of it. What cvc5 does not decide in
the seconds given was measured and is named here; anything else it must confirm, and nothing may it refute.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from termination.models.theorems import chapters

FILES = sorted(
    (path for chapter in chapters() if chapter.records for path in chapter.records.glob("*.smt2")),
    key=lambda path: (path.stem[0], [int(number) for number in re.findall(r"\d+", path.stem)]),
)

#: What cvc5 1.4.2 left open after seven seconds each way: parts by theorem.
_OPEN = {
    0: (1, 3, 4, 5), 1: (3, 4, 6, 8, 9), 2: (2,), 3: (3,), 4: (1, 2, 3, 4, 6, 7, 8, 10, 11), 5: (1, 2, 4, 5),
    6: (1, 2, 3, 4, 6), 7: (1,), 8: (1, 3, 4, 6, 7, 8), 9: (8,), 10: (5, 6, 8), 11: (3,), 12: (4, 6),
    13: (1, 3, 4, 9, 11), 14: (1, 2, 3, 4, 7, 10, 11, 13, 14), 15: (2, 4),
    16: (1, 2, 3, 4, 6, 7, 8, 9),
}  # fmt: skip
UNDECIDED = [f"T{theorem}.{part}" for theorem, parts in _OPEN.items() for part in parts]

#: The files that were measured: those of the opening game. Of others cvc5 is only asked not to refute them.
MEASURED = [path for path in FILES if path.stem.startswith("T")]

#: Two ways to treat products; each settles some files that the other does not.
WAYS = ("nl-ext-tplanes=true", "nl-ext-tplanes=false")

#: Seconds for a file that it must confirm, with room for slow machines, and for one that it may leave open.
LIMIT, GLANCE = 60, 7

PROGRAM = """
import sys
from pathlib import Path
import cvc5

solver = cvc5.Solver()
solver.setOption(*sys.argv[2].split("="))
parser = cvc5.InputParser(solver)
parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, Path(sys.argv[1]).read_text(encoding="utf-8"), "record")
symbols = parser.getSymbolManager()
while not (command := parser.nextCommand()).isNull():
    print(command.invoke(solver, symbols), end="")
"""


def answer(path: Path, way: str, seconds: float) -> str:
    """cvc5's answer, in a process of its own: its own time limit does not stop it inside a long computation."""
    command = [sys.executable, "-c", PROGRAM, str(path), way]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return "no answer in time"
    return run.stdout.strip()


def test_the_files_left_open_are_files() -> None:
    names = [path.stem for path in FILES]
    assert [name for name in UNDECIDED if name not in names] == []
    assert len(set(UNDECIDED)) == len(UNDECIDED)


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cvc5_confirms_it_or_leaves_it_open(path: Path) -> None:
    pytest.importorskip("cvc5", reason="the second SMT opinion needs cvc5 (extra `long`)")
    open_to_doubt = path.stem in UNDECIDED or path not in MEASURED
    answers = set()
    for way in WAYS:
        answers.add(answer(path, way, GLANCE if open_to_doubt else LIMIT))
        if "unsat" in answers:
            break
    assert "sat" not in answers
    assert answers <= {"unsat", "unknown", "no answer in time"}
    assert open_to_doubt or "unsat" in answers


@pytest.mark.long
def test_cvc5_finds_what_is_false(tmp_path: Path) -> None:
    """The file of a theorem without one of its assumptions: that cvc5 can say no."""
    pytest.importorskip("cvc5", reason="the second SMT opinion needs cvc5 (extra `long`)")
    text = (MEASURED[0].parent / "T0.6.smt2").read_text(encoding="utf-8")
    path = tmp_path / "false.smt2"
    weaker = re.sub(r"; `D > 0`\n\(assert .*\)\n", "", text)
    assert weaker != text
    path.write_text(weaker.replace("(set-info :status unsat)\n", ""), encoding="utf-8")
    assert "sat" in {answer(path, way, LIMIT) for way in WAYS}
