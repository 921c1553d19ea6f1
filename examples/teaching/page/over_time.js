// The hands of the page on a war in periods: it loads the engine, hands it the address, and puts what comes back in its
// place. It computes nothing.

import { loadPyodide } from "./pyodide/pyodide.mjs";
import "./saving.js";

const find = (id) => document.getElementById(id);
const PARTS = ["banner", "verdict", "map", "key", "history", "when", "account", "certificate"];
const LISTS = ["selection", "mediator"];
let engine, at;

async function start() {
  const [python, archive] = await Promise.all([
    loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href }),
    fetch("engine.zip").then((answer) => answer.arrayBuffer()),
  ]);
  python.unpackArchive(archive, "zip", { extractDir: "/engine" });
  python.runPython("import sys; sys.path[:0] = ['/engine', '/engine/examples/teaching']");
  engine = python.pyimport("over_time");
  const choices = JSON.parse(engine.choices());
  for (const id of LISTS) find(id).replaceChildren(...choices[id].map(([value, words]) => new Option(words, value)));
  find("controls").innerHTML = choices.controls;
  find("questions").innerHTML = choices.questions;
  show(location.hash.slice(1));
  find("loading").hidden = true;
  find("page").hidden = false;
}

// Show an address; while a slider is held the verifier is not asked.
function show(address, held = false) {
  at = JSON.parse(engine.shown(address, held));
  for (const name of PARTS) if (find(name).innerHTML !== at[name]) find(name).innerHTML = at[name];
  for (const input of find("controls").querySelectorAll("[data-key]")) {
    const [words, value] = at.values[input.dataset.key];
    input.parentElement.querySelector("output").textContent = words;
    input.setAttribute("aria-valuetext", words);
    if (document.activeElement !== input) input.value = value;
  }
  for (const id of LISTS) find(id).value = at[id];
  find("step").disabled = at.over;
  find("link").href = `#${at.address}`;
  history.replaceState(null, "", `#${at.address}`);
}

// The address with some of its words changed; null takes one away.
function changed(changes) {
  const said = new URLSearchParams(at.address);
  for (const [key, value] of Object.entries(changes)) value === null ? said.delete(key) : said.set(key, value);
  return said.toString();
}

find("controls").addEventListener("input", ({ target }) => show(changed({ [target.dataset.key]: target.value, shown: null }), true));
find("controls").addEventListener("change", () => show(at.address));
for (const id of LISTS) find(id).addEventListener("change", ({ target }) => show(changed({ [id]: target.value, shown: null })));
find("step").addEventListener("click", () => show(changed({ shown: at.shown + 1 })));
find("again").addEventListener("click", () => show(changed({ seed: at.seed + 1, shown: 1 })));
find("own").addEventListener("click", () => show(""));
window.addEventListener("hashchange", () => show(location.hash.slice(1)));

start().catch((error) => {
  find("loading").textContent = `The engine could not be loaded: ${error.message}. The folder must be served, as by `
    + "`python -m http.server`; opened as a file it cannot work.";
  throw error;
});
