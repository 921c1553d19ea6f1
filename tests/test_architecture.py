"""The walls of the house, held by reading the code: who imports whom, what loads when, and what must not be there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "termination"

#: From the ground up: each layer imports itself and those before it.
LAYERS = ("version", "errors", "engine", "models", "analysis", "questions", "estimate", "reporting")
#: Methods of results that may reach up, late: reprs and conversions to plain data. See docs/architecture.md.
THIN = {
    "__str__", "_repr_html_", "_repr_latex_", "to_frame", "to_json", "to_csv", "to_latex", "to_markdown",
    "to_proposition",
}  # fmt: skip
#: What the verifier and the prover must not share with the solver.
SOLVER = {
    f"termination.engine.{name}"
    for name in (
        "enumerate", "vertices", "receiver_side", "two_types", "sending", "sender_side", "spanning",
        "polyhedra", "beliefs", "bicliques", "naming",
    )
}  # fmt: skip
#: Libraries that load when first needed.
HEAVY = ("numpy", "scipy", "sympy", "matplotlib", "pandas", "xarray", "z3", "pygambit", "nashpy", "lark")


@dataclass(frozen=True)
class Import:
    """One import: the importing module, what it imports, the line, and the functions around it, outermost first."""

    module: str
    target: str
    line: int
    functions: tuple[str, ...]
    for_types: bool

    @property
    def at_import(self) -> bool:
        """Whether it runs as soon as the importing module is loaded."""
        return not self.functions and not self.for_types


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports_of(module: str) -> list[Import]:
    tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
    return [
        Import(module, target, node.lineno, functions, for_types)
        for node, functions, for_types in nodes(tree, (), False)
        for target in targets(node, module)
    ]


def nodes(
    node: ast.AST, functions: tuple[str, ...], for_types: bool
) -> Iterator[tuple[ast.AST, tuple[str, ...], bool]]:
    """All nodes with the functions around them and whether they are only there for type checkers."""
    for child in ast.iter_child_nodes(node):
        inside = functions + (child.name,) if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else functions
        typing = for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        yield child, inside, typing
        yield from nodes(child, inside, typing)


def targets(node: ast.AST, module: str) -> Iterator[str]:
    """The modules that a statement imports: `from a import b` is a.b if that is a module, else a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module} line {node.lineno}: write imports out, they are easier to follow"
        for alias in node.names:
            longer = f"{node.module}.{alias.name}"
            yield longer if longer in SOURCES else str(node.module)


IMPORTS = [one for module in SOURCES for one in imports_of(module)]
OURS = [one for one in IMPORTS if one.target.partition(".")[0] == "termination"]


def room(module: str) -> str:
    """The room of a module: its folder, save that a model's own questions are above the analysis that answers them."""
    parts = module.split(".")
    return "questions" if parts[1] == "models" and "questions" in parts[3:4] else parts[1]


def layer(module: str) -> int:
    return LAYERS.index(room(module))


def is_front_door(module: str) -> bool:
    return module in ("termination", "termination.__main__")


# --- layers ----------------------------------------------------------------------------------------------------------


def test_the_rooms_are_those_of_the_plan():
    rooms = {room(module) for module in SOURCES if not is_front_door(module)}
    assert rooms == set(LAYERS)


def test_each_layer_imports_only_itself_and_those_below():
    wrong = [
        one
        for one in OURS
        if not is_front_door(one.module)
        and one.target != "termination"
        and layer(one.target) > layer(one.module)
        and not THIN & set(one.functions)
    ]
    assert wrong == []


def test_nothing_comes_through_the_front_door():
    assert [one for one in OURS if one.target == "termination" and not is_front_door(one.module)] == []


def test_errors_import_nothing_of_ours():
    assert [one for one in OURS if one.module == "termination.errors"] == []


def reached_from(*modules: str) -> set[str]:
    """The modules that load when these do."""
    reached, pending = set(), list(modules)
    while pending:
        here = pending.pop()
        if here not in reached:
            reached.add(here)
            pending += [one.target for one in OURS if one.module == here and one.at_import]
    return reached


def named_from(module: str) -> set[str]:
    """The modules that a module's code names, itself or through others: at the top, late, or for types only."""
    named, pending = set(), [module]
    while pending:
        here = pending.pop()
        if here not in named:
            named.add(here)
            pending += [one.target for one in OURS if one.module == here]
    return named


def test_the_verifier_names_no_other_module_of_ours():
    assert named_from("termination.engine.check") == {"termination.engine.check"}


def test_the_verifier_of_play_over_time_knows_what_a_stage_is_and_no_more():
    audit = "termination.engine.stage.audit"
    ours = {name for name in named_from(audit) if name.startswith("termination.engine.stage")}
    assert ours == {audit, "termination.engine.stage.game"}


def test_the_walk_through_imports_sees_late_and_type_only_ones():
    """So that the tests on either side could fail: each module named here is reached by such an import alone."""
    assert "termination.engine.refining.verdicts" in named_from("termination.engine.equilibria") - reached_from(
        "termination.engine.equilibria"
    )
    late = named_from("termination.engine.families") - reached_from("termination.engine.families")
    assert "termination.reporting.tables" in late


def circles(edges: Mapping[str, set[str]]) -> set[frozenset[str]]:
    """The sets of two or more modules each of which reaches every other: strongly connected components, by Tarjan."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_, found = [], set()

    def visit(here: str) -> None:
        order[here] = low[here] = len(order)
        open_.append(here)
        for there in sorted(edges[here]):
            if there not in order:
                visit(there)
            if there in open_:
                low[here] = min(low[here], low[there])
        if low[here] == order[here]:
            start = open_.index(here)
            if len(open_) - start > 1:
                found.add(frozenset(open_[start:]))
            del open_[start:]

    for module in edges:
        if module not in order:
            visit(module)
    return found


def test_circles_are_found():
    edges = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": {"e"}, "e": {"f"}, "f": {"d", "g"}, "g": set(), "h": {"a"}}
    assert circles(edges) == {frozenset("bc"), frozenset("def")}


def test_there_are_no_import_circles():
    """Late and type-only imports count; results printing themselves are the one door."""
    edges: dict[str, set[str]] = {module: set() for module in SOURCES}
    for one in OURS:
        if not THIN & set(one.functions):
            edges[one.module].add(one.target)
    assert circles(edges) == set()


def test_the_prover_shares_no_code_with_the_solver():
    """It may name results in its signatures, and print itself, but runs nothing of the solver's."""
    prover = "termination.engine.proving.prove"
    assert reached_from(prover) & SOLVER == set()
    assert [one for one in OURS if one.module == prover and one.target in SOLVER] == []


def test_the_engine_has_never_heard_of_war():
    words = re.compile(r"\b(wars?|openers?|belligerents?|escalat\w+|resilien\w+|negotiat\w+)\b")
    wrong = {
        f"{module} line {number}: {found[0]}"
        for module, path in SOURCES.items()
        if module.startswith("termination.engine.")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := words.search(line))
    }
    assert wrong == set()


# --- what loads when -------------------------------------------------------------------------------------------------


def loaded(code: str) -> set[str]:
    """Which of the heavy libraries a fresh interpreter has loaded after running `code`."""
    report = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(result.stdout.split("\n")[-2].split())


def test_importing_the_package_loads_no_heavy_library_and_no_module_of_its_own():
    assert loaded("import termination") == set()
    code = "import sys, termination\nassert [m for m in sys.modules if m.startswith('termination.')] == []"
    assert loaded(code) == set()


def test_solving_and_printing_loads_no_heavy_library():
    assert loaded(
        "import termination as tm\n"
        "war = tm.load_scenario('examples/scenarios/costly_signal.toml')\n"
        "found = tm.refine(tm.solve(war), 'D1')\n"
        "print(found)\n"
        "tm.from_json(found.to_json())"
    ) == set()


def test_a_second_opinion_loads_the_other_program_only_when_it_is_asked():
    assert loaded("import termination as tm\ntm.compare") == set()


def declared(requirement: str) -> str:
    return re.split(r"[<>=;\[ ]", requirement)[0].lower()


def test_every_library_that_the_package_imports_is_declared_and_every_one_declared_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = set(map(declared, project["dependencies"]))
    extras = {declared(one) for extra in project["optional-dependencies"].values() for one in extra}
    known = {"mpl_toolkits": "matplotlib", "z3": "z3-solver", "flint": "python-flint"}
    tops = {one.target.partition(".")[0] for one in IMPORTS if not one.for_types}
    imported = {known.get(top, top).lower() for top in tops - sys.stdlib_module_names - {"termination"}}
    assert imported - needed <= extras
    assert needed - imported == set()


def test_nothing_that_solving_needs_imports_a_heavy_library_at_its_top():
    roots = ("engine.enumerate", "engine.refining.refine", "engine.exchange", "models.opening.game", "reporting.cli")
    needed = reached_from("termination.reporting.serial", *(f"termination.{root}" for root in roots))
    assert "termination.engine.game" in needed
    heavy = [one for one in IMPORTS if one.at_import and one.target.partition(".")[0] in HEAVY and one.module in needed]
    assert heavy == []


def test_every_public_name_is_where_the_front_door_says():
    import termination

    for name, home in termination._HOMES.items():
        assert home in SOURCES, f"{name}: there is no {home}"
        module = import_module(home)
        assert getattr(termination, name) is (module if name in termination._MODULES else getattr(module, name))
    assert set(dir(termination)) == set(termination._HOMES)


# --- what must not be there ------------------------------------------------------------------------------------------

SKIPPED = {".git", ".venv", "venv", "build", "dist", "__pycache__", ".hypothesis", "_build", "_figures"}


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the checkout, without what tools leave behind."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden_cache = any(part in SKIPPED or part.endswith(("_cache", ".egg-info")) for part in parts)
        if hidden_cache or not path.is_file():
            continue
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or the like


def test_no_file_names_a_place_on_somebodys_machine():
    # Brackets keep the patterns from finding themselves.
    machine = re.compile(r"/(wor[k]|roo[t]|tm[p]|home/[a-z])/|[\"' ]/tm[p]\b|pypi[.]or[g]|pythonhosted[.]or[g]")
    wrong = [
        f"{path} line {number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if machine.search(line)
    ]
    assert wrong == []


def called_name(node: ast.AST) -> str:
    """What a call calls: "eval", ".eval" for a method; empty for what is no call."""
    called = node.func if isinstance(node, ast.Call) else None
    return called.id if isinstance(called, ast.Name) else f".{called.attr}" if isinstance(called, ast.Attribute) else ""


def is_broad(node: ast.AST) -> bool:
    return isinstance(node, ast.ExceptHandler) and (
        node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
    )


def test_library_code_neither_evaluates_nor_prints_nor_swallows_errors():
    wrong = [
        f"{module} line {node.lineno}: {ast.unparse(node)[:60]}"
        for module, path in SOURCES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if called_name(node) in ("eval", "exec", "print", "parse_expr", ".parse_expr")
        or is_broad(node)
    ]
    assert wrong == []


def test_every_module_opens_with_its_idea():
    without = [m for m, path in SOURCES.items() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert without == []


def test_the_page_on_the_house_states_the_limits_that_hold():
    from termination.engine.arithmetic import MAX_TEXT
    from termination.models.scenarios import MAX_BYTES, MAX_DEPTH, MAX_LINE

    page = " ".join((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split())
    assert f"{MAX_BYTES:,} bytes, lines of {MAX_LINE:,} characters, and {MAX_DEPTH} levels; a number {MAX_TEXT}" in page
