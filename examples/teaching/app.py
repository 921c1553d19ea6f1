"""The teaching app: why belligerents refuse to talk, and which signal changes that, live.

    marimo run examples/teaching/app.py

The page is one marimo notebook. What can be thought through without a browser is in the modules beside it: `dials` (the
controls as data), `reading` (what is said of a solved model), `pictures` (its figures), `lesson` (the guided tour). The
first screen is one widget (`board`), so that a move of a slider changes it in place.
"""

import marimo

__generated_with = "0.25.2"

app = marimo.App(width="full", app_title="Talking to the enemy", css_file="app.css")


@app.cell
def _():
    import lesson
    import marimo as mo
    import pictures
    import reading
    from board import Board
    from dials import INSTRUMENTS, desk_for, doses_of, read_desk

    import termination as tm
    from termination.errors import InputError
    from termination.models.scenarios import parse_scenario, write_scenario

    return (
        Board, INSTRUMENTS, InputError, desk_for, doses_of, lesson, mo, parse_scenario, pictures, read_desk, reading,
        tm, write_scenario,
    )  # fmt: skip


@app.cell
def _(lesson, mo):
    # What the page is set to from outside the sliders: a scenario, a step of the tour, a move of the dot. The
    # sliders are made anew from it, and from then on they lead.
    placed, place = mo.state(lesson.opening_desk())
    # The step of the tour (-1: not on it), and whether its answer is shown.
    step_at, go = mo.state(-1, allow_self_loops=True)
    revealed, reveal = mo.state(False, allow_self_loops=True)
    # What is wrong with a file that was to be loaded.
    trouble, complain = mo.state("")
    return complain, go, place, placed, reveal, revealed, step_at, trouble


@app.cell
def _(go, lesson, mo, place, reading, reveal, revealed, step_at):
    def to_step(i):
        reveal(False)
        go(i)
        if 0 <= i < len(lesson.STEPS):
            place(lesson.STEPS[i].desk())

    # Controls need names of their own: Marimo forgets those that only cells know.
    _i, _last = step_at(), len(lesson.STEPS) - 1
    back = mo.ui.button(label="Back", disabled=_i <= 0, on_change=lambda _: to_step(_i - 1))
    show_answer = mo.ui.button(
        label="Hide the answer" if revealed() else "Show the answer", on_change=lambda _: reveal(not revealed())
    )
    again = mo.ui.button(label="Set it up again", on_change=lambda _: place(lesson.STEPS[_i].desk()))
    onward = mo.ui.button(
        label="Take the tour" if _i < 0 else "Next question" if _i < _last else "End of the tour", kind="success",
        on_change=lambda _: to_step(_i + 1 if _i < _last else -1),
    )  # fmt: skip
    _step = lesson.STEPS[_i] if _i >= 0 else None
    _title = f"{_i + 1} of {_last + 1}: {_step.title}" if _step else "Talking to the enemy"
    _heading = mo.Html(f'<div class="teach"><h1>{_title}</h1></div>')
    _buttons = mo.hstack([again, back, show_answer, onward] if _step else [onward], justify="end")
    _answer = f'<div class="answer">{reading.paragraphs(_step.answer())}</div>' if _step and revealed() else ""
    _told = f'<p class="question">{_step.question}</p><p class="look">{_step.look}</p>{_answer}' if _step else ""
    mo.vstack([
        mo.hstack([_heading, _buttons], align="center"),
        mo.Html(f'<div class="teach" id="tour" aria-live="polite">{_told}</div>'),
    ])  # fmt: skip
    return


@app.cell
def _(Board, mo):
    # What is written goes to `screen`; `board` is named only by cells that read where the dot was moved, since these
    # run again whenever the page sends something.
    screen = Board()
    board = mo.ui.anywidget(screen)
    board
    return board, screen


@app.cell
def _(INSTRUMENTS, doses_of, mo, placed):
    base = placed()

    def _slider(dial):
        return mo.ui.slider(
            start=float(dial.low), stop=float(dial.high), step=float(dial.step),
            value=float(dial.value), label=f"{dial.html_symbol} {dial.meaning}", show_value=True, full_width=True,
        )  # fmt: skip

    sliders = mo.ui.dictionary({dial.key: _slider(dial) for dial in base.dials})
    doses = mo.ui.dictionary({dial.key: _slider(dial) for dial in doses_of(base)})
    switches = mo.ui.dictionary({
        one.name: mo.ui.switch(value=one.name in base.on, label=one.what)
        for one in INSTRUMENTS
        if one.name in base.doses
    })  # fmt: skip
    signal_on = mo.ui.switch(value=base.signal, label="A costly signal can be sent before")
    return base, doses, signal_on, sliders, switches


@app.cell
def _(base, mo, reading):
    _keys = {dial.plain: dial.key for dial in base.dials} | {f"{name} (dose)": name for name in base.doses}
    _names = {key: name for name, key in _keys.items()}
    across = mo.ui.dropdown(_keys, value=_names.get(base.x), label="Across", full_width=True)
    upwards = mo.ui.dropdown(_keys, value=_names.get(base.y), label="Upwards", full_width=True)
    concept = mo.ui.dropdown(
        {name: key for key, name in reading.CONCEPTS.items()}, value="D1", label="Refinement", full_width=True
    )
    return across, concept, upwards


@app.cell
def _(InputError, across, base, board, doses, lesson, read_desk, screen, signal_on, sliders, switches, upwards):
    board.value  # so that a move of the dot comes here
    _on = frozenset(name for name, value in switches.value.items() if value)
    _read = read_desk(base, sliders.value, doses.value, _on, signal_on.value)
    desk = screen.applied(lesson.with_axes(_read, across.value or "", upwards.value or ""))
    try:
        model, fault = desk.model(), None
    except InputError as error:
        model, fault = None, error
    return desk, fault, model


@app.cell
def _(board, desk, place, screen):
    # The dot has come to rest: the sliders are made anew where it is. Not at every move, for they would not keep up.
    if board.value["settled"] > screen.handled:
        screen.handled = screen.settled
        place(desk)
    return


@app.cell
def _(concept, desk, fault, model, reading, screen):
    # The first screen, words first: what holds at these settings. The regions follow in a cell of their own.
    solved = None if model is None else reading.answer(model, concept.value)
    if solved is None:
        screen.headline = reading.faults(fault, "These settings are impossible.", desk.symbols)
        screen.side, screen.key, screen.caption = "", "", "No war at these settings: move a slider, or the dot."
    else:
        screen.headline = reading.headline(solved)
        screen.side = reading.equilibria(solved) + reading.bars(solved) + reading.conditions_in_brief(solved)
    screen.at = [float(desk.dial(key).value) if key else 0.0 for key in (desk.x, desk.y)]
    return (solved,)


@app.cell
def _(concept, desk, model, reading, screen, solved):
    drawn = None
    if model is not None:
        _mapped = concept.value if concept.value in reading.MAPPED else "D1"
        drawn = reading.region_picture(desk, _mapped)
        _here = drawn.zone(reading.answer(model, _mapped).names)
        screen.box = drawn.box
        screen.steps = [float(desk.dial(key).step) if key else 0.01 for key in (desk.x, desk.y)]
        screen.regions, screen.key = drawn.regions, reading.key(drawn, _here)
        screen.caption = reading.caption(drawn, _here, desk, concept.value, _mapped)
    screen.answered = int(screen.moved[2])
    return (drawn,)


@app.cell
def _(across, concept, drawn, mo, model, pictures, tm, upwards, write_scenario):
    def _save(label, name, data, ready=True):
        return mo.download(data=data, filename=name, label=label, disabled=not ready)

    _map = drawn is not None and drawn.data is not None
    save_map = _save("Map as PDF", "map.pdf", lambda: pictures.printed(lambda: tm.plot.regions(drawn.data)), _map)
    save_war = _save("War as scenario file", "war.toml", lambda: write_scenario(model).encode(), model is not None)
    mo.vstack([
        mo.hstack([concept, across, upwards], widths=[1, 2, 2], align="end"),
        mo.hstack([save_map, save_war], justify="start"),
    ])  # fmt: skip
    return


@app.cell
def _(mo, solved):
    mo.stop(solved is None)
    _ranked = [*solved.survivors, *(one for one in solved.found if solved.fate(one) == "rejected")]
    shown = mo.ui.dropdown(
        {one.name: one for one in _ranked}, value=_ranked[0].name, label="Equilibrium", full_width=True
    )
    return (shown,)


@app.cell
def _(mo, pictures, shown, tm):
    _one = shown.value
    save_tree = mo.download(
        data=lambda: pictures.printed(lambda: tm.plot.tree(_one, width=tm.plot.SLIDE)), filename="tree.pdf",
        label="Tree as PDF",
    )  # fmt: skip
    save_line = mo.download(
        data=lambda: pictures.printed(lambda: tm.plot.beliefs(_one)), filename="beliefs.pdf", label="Belief line as PDF"
    )
    mo.vstack([
        mo.Html('<div class="teach"><h2>The game tree, and what is believed</h2></div>'),
        shown,
        mo.Html(f'<div class="teach figure" id="tree">{pictures.drawn_or_why(pictures.tree_svg, _one)}</div>'),
        mo.Html(f'<div class="teach figure" id="beliefs">{pictures.drawn_or_why(pictures.belief_svg, _one)}</div>'),
        mo.hstack([save_tree, save_line], justify="start"),
    ])  # fmt: skip
    return


@app.cell
def _(mo, reading, solved):
    mo.stop(solved is None)
    _told = reading.conditions(solved.model) + reading.stakes(solved.model)
    mo.Html(f'<div class="teach" id="conditions">{_told}</div>')
    return


@app.cell
def _(mo, reading, solved):
    mo.stop(solved is None)
    mo.Html(f'<div class="teach" id="prose"><h2>The equilibria in words</h2>{reading.prose(solved)}</div>')
    return


@app.cell
def _(mo):
    from pathlib import Path

    mo.accordion({"Notes for the teacher": mo.md((Path(__file__).parent / "NOTES.md").read_text(encoding="utf-8"))})
    return


@app.cell
def _(InputError, complain, desk_for, go, lesson, mo, parse_scenario, place, reading):
    def _load(name):
        go(-1)
        complain("")
        place(desk_for(lesson.load(name)))

    def _read(files):
        try:
            place(desk_for(parse_scenario(files[0].contents.decode("utf-8", "replace")).model))
            complain("")
        except InputError as error:
            complain(reading.faults(error, "This file cannot be used."))

    load_one = mo.ui.dropdown(
        lesson.scenarios(), allow_select_none=True, label="Load a scenario", full_width=True,
        on_change=lambda name: name and _load(name),
    )  # fmt: skip
    load_file = mo.ui.file(filetypes=[".toml"], kind="button", label="Load a file of your own", on_change=_read)
    return load_file, load_one


@app.cell
def _(doses, load_file, load_one, mo, signal_on, sliders, switches, trouble):
    def _part(heading, items):
        return [mo.Html(f'<div class="teach"><h3>{heading}</h3></div>'), *items] if items else []

    _signal = [sliders[key] for key in sliders if key.startswith("signal_cost.")]
    _others = [sliders[key] for key in sliders if not key.startswith("signal_cost.")]
    _instruments = [control for name in switches for control in (switches[name], doses[name])]
    _controls = mo.vstack([
        load_one, load_file, mo.Html(trouble()),
        *_part("Numbers", _others),
        *_part("The signal", [signal_on, *_signal] if _signal else []),
        *_part("Instruments: switch, and dose", _instruments),
    ], gap=0.6)  # fmt: skip
    mo.Html(f'<nav id="controls" aria-label="Controls">{_controls}</nav>')
    return


if __name__ == "__main__":
    app.run()
