// Figures on all of the screen, and as files, asking nothing of any server: each lies in a <figure> with its buttons.

const WIDE = 2000; // pixels across a PNG

export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A picture that stands alone: of a size of its own, on white, with the dot of a map.
function alone(figure) {
  const copy = figure.querySelector("svg[role=img]").cloneNode(true), { width, height } = copy.viewBox.baseVal;
  copy.removeAttribute("style");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const white = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width, height, fill: "#fff" })) white.setAttribute(name, value);
  copy.prepend(white);
  const dot = figure.querySelector("#over");
  if (dot && dot.style.display !== "none") copy.append(dot.firstElementChild.cloneNode(true));
  return { width, height, text: new XMLSerializer().serializeToString(copy) };
}

async function asPng({ width, height, text }) {
  const picture = new Image(), canvas = document.createElement("canvas");
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  canvas.width = WIDE;
  canvas.height = Math.round((WIDE / width) * height);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

document.addEventListener("click", async ({ target }) => {
  const { save: kind, file, large } = target.dataset;
  if (large !== undefined) document.fullscreenElement ? document.exitFullscreen() : target.closest("figure").requestFullscreen();
  if (!kind) return;
  const picture = alone(target.closest("figure"));
  save(`${file}.${kind}`, kind === "png" ? await asPng(picture) : new Blob([picture.text], { type: "image/svg+xml" }));
});
