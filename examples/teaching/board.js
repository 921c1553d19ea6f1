// The first screen of the page: the region map with the war as a dot that can be moved, and what holds there.
//
// Regions come drawn from Python (`regions`, an SVG); the dot is drawn over them here, so that it follows the hand at
// once. Moving it sends `moved`; a second move waits until the first is answered, so that moves never pile up. When it
// has come to rest, `settled` says so, and the sliders of the page follow.

const SVG = "http://www.w3.org/2000/svg";

function render({ model, el }) {
  el.innerHTML = `
    <div class="board">
      <div class="headline" aria-live="polite"></div>
      <div class="pair">
        <div><figure class="plane" tabindex="0" role="group">
          <div class="regions"></div>
          <svg class="over" aria-hidden="true"><g class="dot">
            <line class="hair across"/><line class="hair up"/><circle r="15"/><circle r="4.5"/>
          </g></svg>
          <figcaption></figcaption>
        </figure><div class="key"></div></div>
        <div class="side" aria-live="polite"></div>
      </div>
    </div>`;
  const find = (name) => el.querySelector(name);
  const plane = find(".plane"), over = find(".over"), dot = find(".dot");
  let waiting = null, sent = 0, rest = null;

  const frame = () => model.get("frame"); // width, height, left, top, across, down
  const box = () => model.get("box"); // x from, x to, y from, y to

  function place(x, y) {
    const [, , left, top, across, down] = frame(), [x0, x1, y0, y1] = box();
    return [left + ((x - x0) / (x1 - x0)) * across, top + (1 - (y - y0) / (y1 - y0)) * down];
  }

  function drawDot(x, y) {
    const [width, height, left, top, across, down] = frame();
    over.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const [i, j] = place(x, y);
    const inside = i >= left - 1 && i <= left + across + 1 && j >= top - 1 && j <= top + down + 1;
    dot.style.display = inside && model.get("regions").startsWith("<svg") ? "" : "none";
    for (const circle of dot.querySelectorAll("circle")) {
      circle.setAttribute("cx", i);
      circle.setAttribute("cy", j);
    }
    const line = (name, x1, y1, x2, y2) => {
      const one = dot.querySelector(name);
      Object.entries({ x1, y1, x2, y2 }).forEach(([key, value]) => one.setAttribute(key, value));
    };
    line(".across", left, j, left + across, j);
    line(".up", i, top, i, top + down);
  }

  function send(x, y) {
    sent += 1;
    waiting = null;
    model.set("moved", [x, y, sent]);
    model.save_changes();
  }

  function settle() {
    if (waiting || model.get("answered") < sent) return comeToRest();
    model.set("settled", sent);
    model.save_changes();
  }

  function comeToRest() {
    clearTimeout(rest);
    rest = setTimeout(settle, 400);
  }

  function move(x, y) {
    const [x0, x1, y0, y1] = box(), [sx, sy] = model.get("steps");
    const onto = (v, low, high, step) => Math.min(high, Math.max(low, Number((Math.round(v / step) * step).toFixed(6))));
    const at = [onto(x, x0, x1, sx), onto(y, y0, y1, sy)];
    drawDot(...at);
    if (model.get("answered") < sent) waiting = at;
    else send(...at);
    comeToRest();
    return at;
  }

  function fromPointer(event) {
    const [width, height, left, top, across, down] = frame(), [x0, x1, y0, y1] = box();
    const area = over.getBoundingClientRect();
    const i = ((event.clientX - area.left) / area.width) * width, j = ((event.clientY - area.top) / area.height) * height;
    move(x0 + ((i - left) / across) * (x1 - x0), y0 + (1 - (j - top) / down) * (y1 - y0));
  }

  plane.addEventListener("pointerdown", (event) => {
    if (dot.style.display === "none") return;
    plane.setPointerCapture(event.pointerId);
    plane.focus({ preventScroll: true });
    fromPointer(event);
    event.preventDefault();
  });
  plane.addEventListener("pointermove", (event) => {
    if (plane.hasPointerCapture(event.pointerId)) fromPointer(event);
  });

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  let hand = null; // where keys have moved the dot, ahead of the answers
  plane.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || dot.style.display === "none") return;
    const [sx, sy] = model.get("steps"), many = event.shiftKey ? 10 : 1;
    const [x, y] = hand ?? model.get("at");
    hand = move(x + way[0] * sx * many, y + way[1] * sy * many);
    event.preventDefault();
  });

  const show = {
    headline: () => { find(".headline").innerHTML = model.get("headline"); },
    side: () => { find(".side").innerHTML = model.get("side"); },
    key: () => { find(".key").innerHTML = model.get("key"); },
    caption: () => {
      find("figcaption").textContent = model.get("caption");
      plane.setAttribute("aria-label", "Region map. Move the war with the arrow keys. " + model.get("caption"));
    },
    regions: () => { find(".regions").innerHTML = model.get("regions"); drawDot(...model.get("at")); },
    box: () => drawDot(...model.get("at")),
    at: () => { if (!waiting) { hand = null; drawDot(...model.get("at")); } },
    answered: () => { if (waiting && model.get("answered") >= sent) send(...waiting); },
  };
  for (const [name, update] of Object.entries(show)) {
    model.on(`change:${name}`, update);
    update();
  }
}

export default { render };
