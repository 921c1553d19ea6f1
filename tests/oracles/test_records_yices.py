"""A second solver, of another kind, reads every proof record that ships, and what it answers is what is recorded.

Z3 proves the theorems by its own procedure for nonlinear arithmetic; Yices 2 decides the same files by its model-
constructing search (MCSAT), written apart by others. `second.json` beside the records says what it made of each file,
in how much CPU time, and by its digest which file it read. What is too much in one is asked in steps (`steps/`). The
same files without the contrary of their claim, but with its premise where it has one, must be satisfiable: no theorem
is about nothing.

Yices is free software under the GPL: a program that the tests run, never a library that the package loads.
`python -m tests.oracles.test_records_yices [seconds]` asks it about every file that is new, changed or open, and writes
`second.json` anew.

Reference: Jovanovic & de Moura (2012), *Solving Non-linear Arithmetic*, IJCAR.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import termination
from termination.engine.proving.records import digest, read, write_second
from termination.models.registry import MODELS
from termination.models.theorems import chapters
from tests.oracles.steps import PROOFS
from tests.oracles.steps.proof import Proof, Step, questions
from tests.oracles.test_records_cvc5 import FILES

#: Wall-clock seconds that a file recorded as confirmed may take on a machine busy with other things, and those given to
#: one that is recorded as open, which only must not be refuted.
LIMIT, GLANCE = 1800, 15

#: The ordinary run takes every `EACH`-th of the files that were confirmed in one, in less than `QUICK` seconds of CPU.
EACH, QUICK = 7, 0.1

SECOND = {
    name: result
    for chapter in chapters()
    if chapter.records
    for name, result in ((read(chapter.records).second or {}).get("results") or {}).items()
}
CONFIRMED = [path for path in FILES if SECOND.get(path.stem, {}).get("status") == "unsat"]
IN_ONE = [path for path in CONFIRMED if path.stem not in PROOFS]
SAMPLE = [path for path in IN_ONE if SECOND[path.stem]["seconds"] < QUICK][::EACH]


def program() -> str:
    """Where Yices is: among the programs of this environment or of the system. Skips the test where it is not."""
    found = shutil.which("yices-smt2", path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]))
    if found is None:
        pytest.skip("the second SMT opinion needs Yices 2 (extra `test`, on Linux)")
    return found


def answer(script: str, seconds: float, folder: Path) -> str:
    """What Yices answers to a script, in a process of its own."""
    path = folder / "script.smt2"
    path.write_text(script, encoding="utf-8")
    try:
        run = subprocess.run([program(), str(path)], capture_output=True, text=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return "no answer in time"
    return run.stdout.strip()


def premises(script: str) -> str:
    """A record without the contrary of its claim: what is assumed, equilibrium included, and the claim's premise."""
    before, contrary, after = script.partition("; and yet ")
    assert contrary
    assert after.count("(assert") == 1
    supposed = "".join(f"(assert {first(claim)})\n" for claim in re.findall(r"\(assert \(not \(=> (.*)", after))
    return before.replace("(set-info :status unsat)\n", "") + supposed + "(check-sat)\n"


def first(terms: str) -> str:
    """The first of some terms: a symbol, or what stands between its parentheses.

    >>> first("p (> x 0))"), first("(and p (> x 0)) q))")
    ('p', '(and p (> x 0))')
    """
    if not terms.startswith("("):
        return re.split(r"[\s()]", terms, maxsplit=1)[0]
    depth = 0
    for end, character in enumerate(terms, 1):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return terms[:end]
    raise ValueError("a term does not end")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def scripts(path: Path) -> list[str]:
    """What is asked about a record: itself, or that each step follows."""
    proof = PROOFS.get(path.stem)
    return list(questions(text(path), proof)) if proof else [text(path)]


def test_a_premise_that_is_a_bare_symbol_is_supposed_too() -> None:
    script = "(set-info :status unsat)\n(declare-const p Bool)\n; and yet not\n(assert (not (=> {} (> x 0))))\n"
    assert premises(script.format("p")).endswith("p Bool)\n(assert p)\n(check-sat)\n")
    assert "(assert (and p (> y 0)))\n" in premises(script.format("(and p (> y 0))"))


def test_every_record_was_read_as_it_ships() -> None:
    assert [path.stem for path in FILES if SECOND.get(path.stem, {}).get("digest") != digest(text(path))] == []
    assert len(SECOND) == len(FILES)
    assert {name: one["steps"] for name, one in SECOND.items() if "steps" in one} == {
        name: len(proof.steps) for name, proof in PROOFS.items()
    }
    assert {result["status"] for result in SECOND.values()} <= {"unsat", "unknown"}


def test_every_record_that_ships_is_read() -> None:
    """Those of every model, wherever its chapter has them, and no file lies elsewhere."""
    assert sorted(FILES) == sorted(Path(termination.__file__).parent.rglob("*.smt2"))
    homes = {chapter.records for chapter in chapters() if chapter.records}
    assert {path.parent for path in FILES} == homes
    assert len(homes) >= sum(bool(one.theorems) for one in MODELS.values()) == 3


def test_the_sample_is_of_every_chapter() -> None:
    assert {path.parent for path in SAMPLE} == {chapter.records for chapter in chapters() if chapter.records}
    assert len(SAMPLE) > 20


def test_yices_confirms_a_sample(tmp_path: Path) -> None:
    found = {path.stem: answer(text(path), LIMIT, tmp_path) for path in SAMPLE}
    assert found == {path.stem: "unsat" for path in SAMPLE}


def test_no_record_of_the_sample_is_empty(tmp_path: Path) -> None:
    """What is assumed and supposed, equilibrium included, can hold."""
    found = {path.stem: answer(premises(text(path)), LIMIT, tmp_path) for path in SAMPLE}
    assert found == {path.stem: "sat" for path in SAMPLE}


@pytest.mark.parametrize("name", PROOFS)
def test_yices_confirms_each_step(name: str, tmp_path: Path) -> None:
    (path,) = [path for path in FILES if path.stem == name]
    assert {answer(script, LIMIT, tmp_path) for script in scripts(path)} == {"unsat"}


@pytest.mark.parametrize("name", PROOFS)
def test_a_step_that_does_not_follow_is_not_confirmed(name: str, tmp_path: Path) -> None:
    """Each step without what it is said to follow from is contradicted."""
    (path,) = [path for path in FILES if path.stem == name]
    alone = Proof(PROOFS[name].names)
    for step in PROOFS[name].steps:
        alone.so(step.then)
    assert {answer(script, LIMIT, tmp_path) for script in questions(text(path), alone)} == {"sat"}


def asked(*steps: Step, names: dict[str, str] | None = None) -> list[str]:
    """What is asked of T11.3 if these are the steps."""
    (path,) = [path for path in FILES if path.stem == "T11.3"]
    proof = Proof(names)
    proof.steps.extend(steps)
    return list(questions(text(path), proof))


@pytest.mark.parametrize(
    "step", [Step("", ("A9",)), Step("", ("p_i@q",)), Step("", (), (0,)), Step("", (), (1,)), Step("", (), (), ("s",))]
)
def test_a_step_that_refers_to_what_is_not_there_is_refused(step: Step) -> None:
    with pytest.raises(LookupError):
        asked(step)


@pytest.mark.parametrize("steps", [[], ["true"], ["", ""], ["", "true"]])
def test_a_proof_that_does_not_end_in_the_claim_is_refused(steps: list[str]) -> None:
    with pytest.raises(ValueError, match="the record's claim"):
        asked(*map(Step, steps))


@pytest.mark.parametrize("term", ["k", "(+ k m) (+ k m)", "(+ k m", ")"])
def test_a_name_for_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="not one term"):
        asked(Step(""), names={"s": term})


def test_a_name_that_is_taken_is_refused() -> None:
    for name in ("g", "n_open_low"):
        with pytest.raises(ValueError, match="name"):
            asked(Step(""), names={name: "(+ k m)"})


def test_yices_finds_what_is_false(tmp_path: Path) -> None:
    """The file of a theorem without one of its assumptions: that it can say no."""
    (path,) = [path for path in FILES if path.stem == "T0.6"]
    weaker = re.sub(r"; `D > 0`\n\(assert .*\)\n", "", text(path))
    assert weaker != text(path)
    assert answer(weaker.replace("(set-info :status unsat)\n", ""), LIMIT, tmp_path) == "sat"


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_yices_confirms_it_or_it_is_named_open(path: Path, tmp_path: Path) -> None:
    found = {answer(script, LIMIT if path in CONFIRMED else GLANCE, tmp_path) for script in scripts(path)}
    assert "sat" not in found
    assert found == {"unsat"} or path not in CONFIRMED


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_record_is_empty(path: Path, tmp_path: Path) -> None:
    assert answer(premises(text(path)), LIMIT, tmp_path) == "sat"


# -- what second.json says -------------------------------------------------------------------------------------------


def timed(path: Path, seconds: int, folder: Path) -> dict[str, object]:
    """What Yices makes of a file, or of its steps, in so many seconds of CPU for each question."""
    from resource import RLIMIT_CPU, RUSAGE_CHILDREN, getrusage, setrlimit

    script, found, before = folder / "script.smt2", set(), getrusage(RUSAGE_CHILDREN).ru_utime
    for question in scripts(path):
        script.write_text(question, encoding="utf-8")
        command, limit = [program(), str(script)], lambda: setrlimit(RLIMIT_CPU, (seconds, -1))
        found.add(subprocess.run(command, capture_output=True, text=True, preexec_fn=limit).stdout.strip())
    assert found <= {"unsat", ""}, f"{path.stem}: {found}"
    spent = round(getrusage(RUSAGE_CHILDREN).ru_utime - before, 2)
    steps = {"steps": len(PROOFS[path.stem].steps)} if path.stem in PROOFS else {}
    status = "unsat" if found == {"unsat"} else "unknown"
    return {"status": status, "seconds": spent, "digest": digest(text(path)), **steps}


def measure(seconds: int) -> None:
    """Ask about every file that is new, changed or open, and write what is known after each chapter."""
    said = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True).stdout
    for folder in dict.fromkeys(path.parent for path in FILES):
        with TemporaryDirectory() as place:
            paths = (path for path in FILES if path.parent == folder)
            results = {path.stem: known(path, seconds) or timed(path, seconds, Path(place)) for path in paths}
        write_second(folder, said.splitlines()[0], results)


def known(path: Path, seconds: int) -> dict[str, object]:
    """What is recorded of a file, if it need not be asked about anew; else nothing."""
    found = SECOND.get(path.stem, {})
    same = found.get("digest") == digest(text(path)) and found.get("steps", 1) == len(scripts(path))
    return found if same and (found["status"] == "unsat" or found["seconds"] >= seconds - 1) else {}


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
