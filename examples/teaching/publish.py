"""The page as a folder of files that any web server can hand out: built once, run by the reader's browser.

It holds pyodide (CPython for browsers, from its npm package, no other host is asked for anything), the package's own
source and the page's modules in one archive, and what cannot be computed in a browser: the closed forms from which maps
are drawn, a file for each set of them, and the answers of the tour. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import compiling
import lesson
import over_time
import page
from dials import desk_for

import termination as tm
from termination.errors import InputError
from termination.models.scenarios import parse_scenario

HERE = Path(__file__).parent
PACKAGE = Path(tm.__file__).parent
#: The release of the npm package `pyodide` that the page is tested with, and what of it a page needs.
PYODIDE = "314.0.7"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
#: What runs in the browser: not what draws for print, fits data, or proves.
MODULES = ("addresses.py", "atlas.py", "curves.py", "dials.py", "over_time.py", "page.py", "patchwork.py",
           "pictures.py", "reading.py")  # fmt: skip
LEFT_OUT = ("analysis", "estimate", "reporting/plot", "models/war_over_time/theorems")
#: Of that a page needs what joins conditions, and what arranges trees: how wide letters are, Matplotlib would say, and
#: a table does.
NEEDED = {
    "analysis/__init__.py": PACKAGE / "analysis" / "__init__.py",
    "analysis/joints.py": PACKAGE / "analysis" / "joints.py",
    "reporting/plot/arrangement.py": PACKAGE / "reporting" / "plot" / "arrangement.py",
    "reporting/plot/style.py": HERE / "lettering.py",
}
FRONT = (
    "index.html", "page.css", "page.js", "NOTES.md", "over_time.html", "over_time.css", "over_time.js", "saving.js",
)  # fmt: skip
#: A date for every file in the archive: that of the format's beginning.
DATE = (1980, 1, 1, 0, 0, 0)


def publish(out: Path, pyodide: Path, own: Sequence[Path] = ()) -> list[str]:
    """Write the page into the folder `out`, with `pyodide` from its npm package and scenario files of one's own.

    Returns the names of the files written. Raises `InputError` where `out` holds something else, `pyodide` is not that
    package in the release that is named here, or a scenario cannot be put on the page.
    """
    _check(out, pyodide)
    scenarios = _scenarios(own)
    out.mkdir(parents=True, exist_ok=True)
    (out / "pyodide").mkdir(exist_ok=True)
    for name in RUNTIME:
        shutil.copyfile(pyodide / name, out / "pyodide" / name)
    for name in FRONT:
        shutil.copyfile(HERE / name if name == "NOTES.md" else HERE / "page" / name, out / name)
    (out / "engine.zip").write_bytes(_archive(scenarios))
    return [*FRONT, "engine.zip", *(f"pyodide/{name}" for name in RUNTIME)]


def _check(out: Path, pyodide: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / "engine.zip").exists())):
        raise InputError(f"{out} is there already and is no page of this command's: name a new folder")
    missing = [name for name in (*RUNTIME, "package.json") if not (pyodide / name).is_file()]
    how = f"`npm install pyodide@{PYODIDE}` makes it, as node_modules/pyodide"
    if missing:
        raise InputError(f"{pyodide} is not the npm package pyodide, without {', '.join(missing)}: {how}")
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8")).get("version")
    if version != PYODIDE:
        raise InputError(f"{pyodide} is pyodide {version}, and the page is tested with {PYODIDE}: {how}")


def _scenarios(own: Sequence[Path]) -> dict[str, str]:
    """The text of every scenario by its name: those that ship, and one's own."""
    found = {name: path.read_text(encoding="utf-8") for name, path in page.shelved().items()}
    for path in own:
        if path.stem in found or path.stem == page.OWN:
            raise InputError(f"{path}: there is a scenario {path.stem!r} already; give the file another name")
        found[path.stem] = path.read_text(encoding="utf-8")
        if not hasattr(parse_scenario(found[path.stem]).model, "game"):
            raise InputError(f"{path}: a game over time, for which the page has no sliders yet")
    return found


def _archive(scenarios: dict[str, str]) -> bytes:
    files = {f"termination/{name}": text for name, text in _package()}
    files["termination/reporting/plot/__init__.py"] = ""
    files |= {f"termination/{name}": path.read_text(encoding="utf-8") for name, path in NEEDED.items()}
    files |= {f"examples/teaching/{name}": (HERE / name).read_text(encoding="utf-8") for name in MODULES}
    places = {name: f"examples/{path.parent.name}/{path.name}" for name, path in page.shelved().items()}
    files |= {places.get(name, f"examples/scenarios/{name}.toml"): text for name, text in scenarios.items()}
    files[f"examples/over_time/{over_time.WAR.name}"] = over_time.WAR.read_text(encoding="utf-8")
    files["examples/teaching/prepared.json"] = json.dumps(prepared(scenarios), sort_keys=True)
    files |= {f"examples/teaching/forms/{name}.json": json.dumps(one, sort_keys=True) for name, one in forms().items()}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return packed.getvalue()


def _package() -> Iterator[tuple[str, str]]:
    """The package's modules that run in a browser, by their path in it."""
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.lark"))):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(tuple(f"{one}/" for one in (*LEFT_OUT, "examples"))):
            yield name, path.read_text(encoding="utf-8")


def prepared(scenarios: dict[str, str]) -> dict[str, Any]:
    """What the page needs and a browser cannot compute, or not soon enough.

    The titles of the wars, those of the opening game first; the steps of the tour with their answers.
    """
    read = {name: parse_scenario(text) for name, text in scenarios.items()}
    titles = [[name, one.title or name] for name, one in sorted(read.items(), key=lambda one: one[1].kind != "opening")]
    steps = []
    for i, step in enumerate(lesson.STEPS):
        set_up, own = step.desk(), desk_for(lesson.load(step.scenario))
        desk = replace(set_up, loaded=own.loaded, doses={**own.doses, **{k: set_up.doses[k] for k in set_up.on}})
        steps.append({
            "title": step.title, "question": step.question, "look": step.look, "answer": step.answer(),
            "controls": step.controls, "address": page.Place(step.scenario, desk, step=i).address,
        })  # fmt: skip
    return {"titles": titles, "steps": steps}


def forms() -> dict[str, Any]:
    """Every set of closed forms by name."""
    made = compiling.Compiled()
    return {name: made[name] for name in (*compiling.WARS, *compiling.MESSAGES)}


__all__ = ["PYODIDE", "publish"]
