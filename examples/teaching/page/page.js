// The page's hands: it loads the engine, hands it the address, and puts what comes back in its place. It computes nothing.

import { loadPyodide } from "./pyodide/pyodide.mjs";
import { save } from "./saving.js";

const find = (id) => document.getElementById(id);
const PARTS = ["title", "about", "tour", "answer", "banner", "verdict", "side", "cards", "brief"];
const FRAME = { width: 820, height: 592, left: 148, top: 14, across: 654, down: 462 }; // as in pictures.py
let engine, choices, at, plane, turn = 0;

async function start() {
  const [python, archive] = await Promise.all([
    loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href }),
    fetch("engine.zip").then((answer) => answer.arrayBuffer()),
  ]);
  python.unpackArchive(archive, "zip", { extractDir: "/engine" });
  python.runPython("import sys; sys.path[:0] = ['/engine', '/engine/examples/teaching']");
  engine = window.benchmark = python.pyimport("page");
  choices = JSON.parse(engine.choices());
  fill("war", choices.wars);
  fill("refine", choices.concepts);
  show(location.hash.slice(1));
  find("loading").hidden = true;
  find("page").hidden = false;
}

function fill(id, options) {
  find(id).replaceChildren(...options.map(([value, words]) => new Option(words, value)));
}

function put(id, html) {
  if (find(id).innerHTML !== html) find(id).innerHTML = html;
}

// Show an address: words at once, and the map and what else takes longer when the hand rests. `held` is whether a control
// is in somebody's hand: the controls are then left as they are, but for their numbers.
function show(address, held = false) {
  const parts = JSON.parse(engine.shown(address));
  if (parts.war !== at?.war) fill("x", parts.numbers), fill("y", parts.numbers);
  at = parts;
  const unfolded = open();
  for (const name of PARTS) put(name, parts[name]);
  if (!held) put("controls", parts.controls);
  for (const input of find("controls").querySelectorAll("[data-key]")) {
    const words = parts.values[input.dataset.key];
    input.parentElement.querySelector("output").textContent = words;
    input.setAttribute("aria-valuetext", words);
  }
  find("war").value = parts.war;
  find("refine").value = parts.concept || "none";
  [find("x").value, find("y").value] = parts.axes;
  find("back").hidden = parts.step < 0;
  const last = parts.step + 1 >= choices.steps.length;
  find("onward").textContent = parts.step < 0 ? "Take the tour" : last ? "End of the tour" : "Next question";
  find("link").href = `#${parts.address}`;
  history.replaceState(null, "", `#${parts.address}`);
  find("plane").setAttribute("aria-busy", plane?.ground !== parts.ground);
  find("caption").textContent = "";
  dot();
  const mine = ++turn; // the words are drawn first, and what has been overtaken is left
  requestAnimationFrame(() => setTimeout(() => mine === turn && finish()));
  for (const i of unfolded) if (cards()[i]) cards()[i].open = true;
  if (!held) ask();
}

function finish() {
  const parts = JSON.parse(engine.later(at.address));
  put("conditions", parts.conditions);
  put("prose", parts.prose);
  draw(parts.map);
  if (parts.map.patchy) patch(at.address);
}

// Where there is no exact map, one is made of cells, in short stretches, as long as nothing moves.
function patch(address) {
  if (address !== at.address) return;
  const round = JSON.parse(engine.patched(address));
  if (round) draw(round.map);
  if (!round?.done) setTimeout(() => patch(address), 0);
}

// Trees are drawn when somebody looks, and stay unfolded while numbers move.
const cards = () => [...find("cards").querySelectorAll(".tree")];
const open = () => cards().flatMap((one, i) => (one.open ? [i] : []));
find("cards").addEventListener("toggle", ({ target }) => {
  const i = cards().indexOf(target);
  if (target.open && i >= 0) target.lastElementChild.innerHTML = engine.tree(at.address, i);
}, true);

// Where a class predicts first, what was found is hidden until somebody has said what it will be.
const tally = { right: 0, asked: 0 };

function ask() {
  const asking = find("predict").checked && Boolean(at.riddle);
  find("riddle").hidden = !asking;
  find("found").hidden = asking;
  find("tally").textContent = tally.asked ? `${tally.right} of ${tally.asked} predicted.` : "";
  if (asking) find("riddle").querySelector("legend").textContent = at.riddle.question;
}

function guess(said) {
  const right = said === at.riddle.truth;
  tally.asked += 1;
  tally.right += right;
  find("riddle").hidden = true;
  find("found").hidden = false;
  find("tally").textContent = `${right ? "Right" : `No: ${at.riddle.truth}`}. ${tally.right} of ${tally.asked} predicted.`;
}

// The address with some of its words changed; null takes one away.
function changed(changes) {
  const said = new URLSearchParams(at.address);
  for (const [key, value] of Object.entries(changes)) value === null ? said.delete(key) : said.set(key, value);
  return said.toString();
}

function draw(map) {
  plane = map;
  put("map", map.svg);
  put("key", map.key);
  find("caveat").textContent = map.caveat ?? "";
  find("caveat").hidden = !map.caveat;
  find("caption").textContent = map.caption ? `${map.caption} Click, drag, or use the arrow keys.` : "";
  find("plane").setAttribute("aria-label", `Region map. ${map.caption ?? ""}`);
  find("plane").setAttribute("aria-busy", Boolean(map.patchy)); // until there is a map
  find("save-map").hidden = !map.box;
  dot();
}

// The dot is where the war is, on the map that is drawn; there is none on a map of other numbers.
function dot() {
  const here = plane?.box && plane.ground === at.ground;
  find("over").style.display = here ? "" : "none";
  if (!here) return;
  const [x0, x1, y0, y1] = plane.box, { width, height, left, top, across, down } = FRAME;
  find("over").setAttribute("viewBox", `0 0 ${width} ${height}`);
  const x = left + ((at.at[0] - x0) / (x1 - x0)) * across, y = top + (1 - (at.at[1] - y0) / (y1 - y0)) * down;
  find("dot").setAttribute("transform", `translate(${x} ${y})`);
}

function worth(text) {
  const [over, under] = text.split("/");
  return Number(over) / Number(under ?? 1);
}

// Put the war somewhere on the map: onto whole steps of both sliders, within their ends.
function move(x, y) {
  if (plane.ground !== at.ground) return;
  const [x0, x1, y0, y1] = plane.box, [sx, sy] = plane.steps.map(worth);
  const onto = (v, low, high, step) => String(Number(Math.min(high, Math.max(low, Math.round(v / step) * step)).toFixed(6)));
  const [i, j] = at.axes, on = [i, j].filter((key) => find("controls").querySelector(`[data-on="${key}"]`));
  const switched = on.length ? { on: [...new Set([...switches(), ...on])].join(",") } : {};
  show(changed({ [i]: onto(x, x0, x1, sx), [j]: onto(y, y0, y1, sy), ...switched }));
}

function switches() {
  const all = [...find("controls").querySelectorAll("[data-on]")];
  return all.filter((one) => one.checked && one.dataset.on !== "signal").map((one) => one.dataset.on);
}

find("controls").addEventListener("input", ({ target }) => {
  if (target.dataset.on === "signal") return show(changed({ signal: target.checked ? "yes" : "no" }), true);
  if (target.dataset.on) return show(changed({ on: switches().join(",") || "none" }), true);
  const own = find("controls").querySelector(`[data-on="${target.dataset.key}"]`);
  if (own) own.checked = true; // a dose that is turned is a dose that is given
  show(changed({ [target.dataset.key]: target.value, ...(own ? { on: switches().join(",") } : {}) }), true);
});
find("predict").addEventListener("change", ask);
find("riddle").addEventListener("click", ({ target }) => target.matches("button") && guess(target.textContent));
find("war").addEventListener("change", ({ target }) => show(`war=${target.value}`));
find("refine").addEventListener("change", ({ target }) => show(changed({ refine: target.value })));
for (const axis of ["x", "y"]) find(axis).addEventListener("change", ({ target }) => {
  const other = axis === "x" ? "y" : "x", taken = at.axes["xy".indexOf(other)] === target.value;
  show(changed({ [axis]: target.value, ...(taken ? { [other]: at.axes["xy".indexOf(axis)] } : {}) })); // they change places
});
find("own").addEventListener("click", () => show(at.step < 0 ? `war=${at.war}` : choices.steps[at.step]));
find("back").addEventListener("click", () => show(at.step > 0 ? choices.steps[at.step - 1] : `war=${at.war}`));
find("onward").addEventListener("click", () => show(choices.steps[at.step + 1] ?? `war=${at.war}`));
window.addEventListener("hashchange", () => show(location.hash.slice(1)));

function point(event) {
  const area = find("over").getBoundingClientRect(), { width, height, left, top, across, down } = FRAME;
  const i = ((event.clientX - area.left) / area.width) * width, j = ((event.clientY - area.top) / area.height) * height;
  const [x0, x1, y0, y1] = plane.box;
  return [x0 + ((i - left) / across) * (x1 - x0), y0 + (1 - (j - top) / down) * (y1 - y0)];
}
find("map").addEventListener("pointerdown", (event) => {
  if (!plane?.box || event.button) return;
  find("map").setPointerCapture(event.pointerId);
  find("plane").focus({ preventScroll: true });
  move(...point(event));
});
find("map").addEventListener("pointermove", (event) => {
  if (find("map").hasPointerCapture(event.pointerId)) move(...point(event));
});
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
find("plane").addEventListener("keydown", (event) => {
  if (!plane?.box || !(event.key in WAYS)) return;
  const [sx, sy] = plane.steps.map(worth), [i, j] = WAYS[event.key], many = event.shiftKey ? 10 : 1;
  move(at.at[0] + i * sx * many, at.at[1] + j * sy * many);
  event.preventDefault();
});

// The war as a file; and a file, as the war.
find("save-war").addEventListener("click", () => save("war.toml", new Blob([engine.saved(at.address)], { type: "text/plain" })));
find("file").addEventListener("change", async ({ target }) => {
  if (!target.files.length) return;
  const answer = JSON.parse(engine.opened(await target.files[0].text()));
  target.value = ""; // so that a file that was mended can be opened again
  if (answer.banner) return put("banner", answer.banner);
  choices.wars = [...choices.wars.filter(([name]) => name !== "own"), ["own", answer.title]];
  fill("war", choices.wars);
  at.war = "";
  show(answer.address);
});

start().catch((error) => {
  find("loading").textContent = `The engine could not be loaded: ${error.message}. The folder must be served, as by `
    + "`python -m http.server`; opened as a file it cannot work.";
  throw error;
});
