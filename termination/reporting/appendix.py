r"""The formal appendix: a LaTeX document with the game, its theorems, and for each the record of its machine check.

Everything in it is read off what the package computes with: letters from the table of parameters, statements from the
theorems, what became of each part from the records of proofs, equilibria from the shipped closed forms. The same
records give the same bytes. It needs no other packages than amsmath, amsthm, booktabs, longtable, geometry, hyperref.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from termination.engine.model import Symbolic
from termination.engine.proving.records import Records, read, recorded, script_of
from termination.engine.sentences import listed, sentence
from termination.engine.table import latex_environment, latex_row
from termination.engine.typesetting import latex_breakable
from termination.errors import InputError, expect
from termination.models import theorems
from termination.reporting.appendix_forms import forms_section
from termination.reporting.appendix_own import own_appendix
from termination.reporting.appendix_parts import document, domain_tex, formula, long_table
from termination.reporting.latex import latex_words
from termination.reporting.tables import spans

if TYPE_CHECKING:
    from termination.engine.parameter import Parameter
    from termination.engine.proving.prove import Argument, Chapter, TheoremProof
    from termination.models.exposition import Exposition

_DEFINITIONS = r"""
\providecommand{\statementname}{Theorem}
\theoremstyle{plain}
\newtheorem*{machinestatement}{\statementname}
\makeatletter\newcommand{\keepwithlist}{\@beginparpenalty=10000\relax}\makeatother
\setlength{\emergencystretch}{3em}
"""


def appendix(
    model: str | Symbolic = "", proofs: Iterable[TheoremProof] | None = None, standalone: bool = True
) -> str:
    r"""The formal appendix as LaTeX: games, theorems with the record of their check, closed forms.

    Of a game of your own: the game as it was entered, what its letters mean, its equilibria as propositions with all
    their hypotheses, and the claims that were tried.

    Parameters
    ----------
    model : "opening" or another model with theorems, by default all of them; or a game of your own, a `ParametricGame`
    proofs : what `prove` returned for the theorems to report, by default the records that ship with the package; of a
        game of your own, what it returned for claims about it, by default none
    standalone : a document that compiles; else only its sections, for `\input` in an article

    Returns
    -------
    Text, a whole .tex file or, without `standalone`, its sections.

    Raises
    ------
    UnknownNameError : no model of this name has theorems; those that have are listed
    NoClosedFormError : no equilibrium of the game has a closed form here

    >>> text = appendix("opening")
    >>> text.startswith("%"), r"\section{The negotiation-opening game}" in text, appendix("opening") == text
    (True, True, True)
    """
    expect("model", model, (str, Symbolic), "the name of a model, or a game with payoffs in symbols")
    if proofs is not None:
        proofs = _proofs(proofs)
    if not isinstance(model, str):
        return own_appendix(model, proofs or (), standalone)
    chapters = [theorems.chapter(model)] if model else list(theorems.chapters())
    done = None if proofs is None else recorded(proofs)
    told = [(chapter, done or _shipped(chapter)) for chapter in chapters]
    body = "\n".join(line for lines in _sections(told) for line in lines)
    head = "% Written by `termination appendix`. The formalisation is the package's, not that of the works it cites.\n"
    return document("Formal appendix", head, _DEFINITIONS, body, standalone)


def _proofs(given: Any) -> list[TheoremProof]:
    from termination.engine.proving.prove import TheoremProof

    expect("proofs", given, Iterable, "a list of what prove() returned")
    found = list(given)
    for i, one in enumerate(found):
        expect(f"proofs[{i}]", one, TheoremProof, "what prove() returned")
    return found


def _shipped(chapter: Chapter) -> Records:
    if chapter.records is None:
        raise InputError(f"{chapter.model}: no records of its proofs ship; give what `prove` returned for its theorems")
    return read(chapter.records)


def _sections(chapters: Sequence[tuple[Chapter, Records]]) -> Iterator[Iterator[str]]:
    yield _notice([chapter for chapter, _ in chapters])
    droppable: list[tuple[str, str]] = []
    results: list[Mapping[str, Any]] = []
    second: list[tuple[str, Mapping[str, Any]]] = []
    for chapter, records in chapters:
        told = chapter.exposition() if chapter.exposition else None
        entries = [entry for entry in records.theorems if entry["name"] in chapter.theorems]
        droppable += _droppable(records, entries)
        parts = [part for entry in entries for part in entry["obligations"]]
        results += [records.run["results"][part["id"]] for part in parts]
        second += [found for part in parts if (found := records.read_again(part))]
        if told:
            yield _game_section(told)
        names = hypotheses(records, entries)
        yield _assumptions_section(told, names)
        if entries:
            by_hand = {name: theorem.by_hand for name, theorem in chapter.theorems.items()}
            yield _theorems_section(entries, names, records, by_hand)
        if told and told.forms:
            yield forms_section(told)
    if results:
        yield _run_section(droppable, results, second)


# -- what is claimed, and by whom ------------------------------------------------------------------------------------

_PROVED = r"""
Each theorem falls into parts, and each part is a statement about all values of the parameters at once. A part was
proved in one of three ways. A claim about \emph{every} equilibrium: the definition of perfect Bayesian equilibrium (and
of D1, where it is named), the assumptions and the contrary of the claim are written as one formula over the real
numbers, and an SMT solver finds that nothing satisfies it. A claim that \emph{some} equilibrium exists: the same, of a
witness in closed form. A derivative, a root or a limit: by computer algebra. No numerical approximation enters. The
formulas are files in the language SMT-LIB, named in the tables below, which any solver for nonlinear real arithmetic
can check; they are in the repository and the source distribution of the package, in each model's folder
\texttt{proofs}. A proof is as good as the formula that it proves: each file repeats, in words, what it asserts.
"""


def _notice(chapters: Sequence[Chapter]) -> Iterator[str]:
    yield r"\section{What this appendix is}"
    for chapter in chapters:
        yield latex_words(chapter.origin) + "\n"
    yield (
        r"\textbf{The formalisation is ours.} The game, its letters, payoffs and assumptions, and all theorems below "
        "were made by the authors of the package from the passages cited. They are not results of the works cited, and "
        "none should be quoted as a proposition of theirs."
    )
    yield _PROVED


# -- the game --------------------------------------------------------------------------------------------------------


def _game_section(told: Exposition) -> Iterator[str]:
    yield rf"\section{{{latex_words(told.title)}}}"
    yield latex_words(told.players)
    yield r"\begin{enumerate}"
    yield from (rf"\item {latex_words(move)}" for move in told.moves)
    yield r"\end{enumerate}"
    yield r"\subsection{Payoffs}"
    for title, table in told.payoffs:
        rows = [latex_row(map(latex_words, row)) for row in table.rows]
        yield rf"\begin{{center}}{latex_words(title)}\\[4pt]"
        yield from latex_environment((), list(map(latex_words, table.headings)), rows)
        yield r"\end{center}"
    yield latex_words(told.after_payoffs)
    yield r"\subsection{Notation}"
    yield from notation_table(told.parameters)
    if told.derived:
        yield "Derived from these:\n"
        derived = [(formula(letter), formula(meant), latex_words(words)) for letter, meant, words in told.derived]
        yield from long_table(("symbol", "definition", "meaning"), (2.4, 4.6, 8), derived)
    if told.passages:
        yield r"\subsection{Passages formalised}"
        yield "Paraphrases, in our words and numbering, of what the sources say. Nothing is quoted.\n"
        escaped = latex_breakable
        passages = [(escaped(name), escaped(source), latex_words(words)) for name, source, words in told.passages]
        yield from long_table(("", "source", "what it says"), (1, 2.2, 11.8), passages)
    yield from (latex_words(source) + "\n" for source in told.sources)


def notation_table(parameters: Sequence[Parameter]) -> Iterator[str]:
    """The parameters as a LaTeX table, from their own definitions."""
    rows = [
        (
            formula(one.symbol),
            rf"\texttt{{{latex_breakable(one.name)}}}",
            latex_words(one.meaning),
            domain_tex(one),
            latex_breakable(one.otherwise),
        )
        for one in parameters
    ]
    heads = ("symbol", "in the package", "meaning", "domain", "if not given")
    yield from long_table(heads, (1.7, 3.8, 5, 2.4, 1.9), rows)


# -- assumptions -----------------------------------------------------------------------------------------------------


_PRIME = "'"


def hypotheses(records: Records, entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the parts of some theorems assume: the words of each assumption, and the short name by which it is cited.

    A formula is its own name. Where one name stands for several variants the most frequent has it plain, the others
    with primes.
    """
    facts = [fact for entry in entries for part in entry["obligations"] for fact in records.assumed(part)]
    names = {words: name for name, words in facts}
    frequency = Counter(words for _, words in facts)
    variants: dict[str, list[str]] = {}
    for words in sorted(names, key=lambda words: -frequency[words]):
        variants.setdefault(names[words], []).append(words)
    return {
        words: words if words.strip("`") == name else name + (f"`{_PRIME * i}`" if i else "")
        for name in dict.fromkeys(names.values())
        for i, words in enumerate(variants[name])
    }


def _assumptions_section(told: Exposition | None, names: Mapping[str, str]) -> Iterator[str]:
    yield r"\section{Assumptions}"
    yield (
        "None is imposed throughout: each part of each theorem lists those that it uses. Inequalities are written out "
        "there; the other hypotheses are cited by the names in the second table.\n"
    )
    if told:
        rows = [(latex_breakable(name), *map(latex_words, rest)) for name, *rest in told.assumptions]
        yield from long_table(("", "assumption", "meaning"), (1, 5, 9), rows)
    rows = [(latex_words(name), latex_words(words)) for words, name in names.items() if words != name]
    yield from long_table(("cited as", "hypothesis"), (3, 12), rows)


# -- theorems --------------------------------------------------------------------------------------------------------


def _theorems_section(
    entries: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    records: Records,
    by_hand: Mapping[str, Sequence[Argument]],
) -> Iterator[str]:
    checks = _Checks(records, [part for entry in entries for part in entry["obligations"]])
    yield r"\section{Theorems}"
    yield checks.said() + "\n"
    for entry in entries:
        yield from _statement(entry)
        yield from _beside(entry)
        yield from _arguments(by_hand[entry["name"]])
        rows = [_part_row(part, names, records, checks) for part in entry["obligations"]]
        yield from long_table(("part", "what is proved", "from", *checks.headings()), checks.shares(), rows)


def _statement(entry: Mapping[str, Any]) -> Iterator[str]:
    """The theorem, its sentences numbered where there are several, each with the parts that prove it."""
    yield rf"\renewcommand{{\statementname}}{{{latex_breakable(entry['name'])} ({latex_words(entry['title'])})}}"
    yield r"\begin{machinestatement}"
    told, number = entry["statements"], {part["name"]: part["id"] for part in entry["obligations"]}
    if not told[0]["parts"]:
        yield latex_words(told[0]["words"])
        told = told[1:]
    elif len(told) > 1:
        yield r"\leavevmode"
    cited = [f"{latex_words(one['words'])} {_cited([number[name] for name in one['parts']])}" for one in told]
    if len(cited) == 1:
        yield cited[0]
    else:
        yield r"\keepwithlist"  # no page ends with the name of a theorem
        yield r"\begin{enumerate}\setlength{\itemsep}{2pt}\setlength{\parskip}{0pt}"
        yield from (rf"\item {line}" for line in cited)
        yield r"\end{enumerate}"
    yield r"\end{machinestatement}"


def _cited(parts: Sequence[str]) -> str:
    """The parts that prove a sentence, neighbours joined: [T1.1, T1.3 to T1.5]."""
    numbers = spans(sorted(int(part.rpartition(".")[2]) for part in parts))
    name = parts[0].rpartition(".")[0]
    runs = [" to ".join(f"{name}.{end}" for end in run.split("-")) for run in numbers.split(", ")]
    return rf"\textup{{[{latex_breakable(', '.join(runs))}]}}"


def _beside(entry: Mapping[str, Any]) -> Iterator[str]:
    """What stands beside a statement: the passages and remarks."""
    formalises = rf"\emph{{Formalises}} {latex_breakable(', '.join(entry['passages']))}. " if entry["passages"] else ""
    remarks = " ".join(rf"\emph{{Remark.}} {latex_words(remark)}" for remark in entry["remarks"])
    if formalises or remarks:
        yield rf"\noindent {formalises}{remarks}" + "\n"


def _arguments(by_hand: Iterable[Argument]) -> Iterator[str]:
    """What is argued by hand; what an argument covers stands in its text, for LaTeX breaks no line in its head."""
    for argument in by_hand:
        yield rf"\begin{{proof}}[By hand]\emph{{{latex_words(sentence(argument.scope))}.}}"
        yield "\n\n".join(map(latex_words, argument.paragraphs))
        yield r"\end{proof}"


class _Checks:
    """How the parts of a chapter were checked: said once, so that a row need only say what differs, and the times."""

    def __init__(self, records: Records, parts: Sequence[Mapping[str, Any]]):
        self.results = records.run["results"]
        self.again = {part["id"]: found for part in parts if (found := records.read_again(part))}
        solvers = Counter(self.results[part["id"]]["solver"] for part in parts)
        self.usual = solvers.most_common(1)[0][0]
        self.second = next((solver for solver, _ in self.again.values()), "")
        self.script = next(filter(None, map(script_of, parts)), "")

    def said(self) -> str:
        """What holds of every part whose row does not say otherwise."""
        usual, second = latex_breakable(self.usual), latex_breakable(self.second)
        again = f", and its formula was read again and confirmed by {second}" if second else ""
        unread = ", of which the second is wanting where nothing was read again" if second else ""
        file = rf" The formula of a part is the file of its name, such as \texttt{{{latex_breakable(self.script)}}}."
        return (
            "Below each theorem stand its parts, with all that each assumes. Where its row does not say otherwise, a "
            rf"part was proved by {usual}{again}; times are in seconds{unread}.{file if self.script else ''}"
        )

    def headings(self) -> tuple[str, ...]:
        """Of the columns of times."""
        return ("proved", "again") if self.second else ("proved",)

    def shares(self) -> tuple[float, ...]:
        """Of the columns of the table: what is narrow holds its longest word in an article's text width too."""
        return (1.45, 7.65, 4.1, 1.5, 1.2) if self.second else (1.45, 8.65, 4.2, 1.5)

    def times(self, part: Mapping[str, Any]) -> Iterator[str]:
        """The cells of a part: what is not as usual in words, and the time."""
        result = self.results[part["id"]]
        status = "" if result["status"] == "proved" else f"{result['status']} "
        solver = "" if result["solver"] == self.usual else f"{result['solver'].partition(' ')[0]} "
        yield latex_breakable(f"{status}{solver}{result['seconds']:.2f}")
        if self.second:
            yield latex_breakable(self._again(part["id"]))

    def _again(self, part: str) -> str:
        if part not in self.again:
            return ""
        found = self.again[part][1]
        if found["status"] == "unknown":
            return "left open"
        return f"{found['seconds']:.2f}" + (f" in {found['steps']} steps" if "steps" in found else "")


def _part_row(
    part: Mapping[str, Any], names: Mapping[str, str], records: Records, checks: _Checks
) -> tuple[str, ...]:
    what = rf"\emph{{{latex_words(sentence(part['name']))}.}} {latex_words(part['words'])}"
    if "formula" in part:
        what += f" Derived: {latex_words(part['formula'])}."
    used = ", ".join(latex_words(names[words]) for _, words in records.assumed(part)) or "---"
    return latex_breakable(part["id"]), what, used, *checks.times(part)


# -- the run ---------------------------------------------------------------------------------------------------------


def _run_section(
    droppable: Sequence[tuple[str, str]],
    results: Sequence[Mapping[str, Any]],
    second: Sequence[tuple[str, Mapping[str, Any]]],
) -> Iterator[str]:
    proved = sum(result["status"] == "proved" for result in results)
    seconds = sum(result["seconds"] for result in results)
    solvers = sorted({result["solver"] for result in results})
    yield r"\section{The record of the machine checks}"
    yield (
        f"{proved} of {len(results)} parts were proved, in {seconds:.0f} seconds in all, by "
        f"{latex_breakable(listed(solvers))}. Times are of one run on one core. "
        r"The command \texttt{termination prove} repeats it."
    )
    if second:
        confirmed = sum(result["status"] == "unsat" for _, result in second)
        yield (
            f"The files were then read by {latex_breakable(listed(sorted({solver for solver, _ in second})))}, a "
            f"solver of another kind: it confirmed {confirmed} of {len(second)} and contradicted none."
        )
    for name, assumption in droppable[:1]:
        yield (
            rf"With a theorem and one of its assumptions, as in \texttt{{termination prove {name} -{{}}-without "
            rf"{assumption}}}, the assumption is dropped and exact numbers are found at which the theorem then fails."
        )


def _droppable(records: Records, entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Theorems with an assumption that is one word: examples for the command line."""
    for entry in entries:
        for name, _ in (fact for part in entry["obligations"] for fact in records.assumed(part)):
            if name.isalnum():
                yield entry["name"], name
