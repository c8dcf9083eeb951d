// The picture of who acts for whom, drawn from data of an address of its own. Its place is computed from
// the data alone: the same data gives the same drawing. The lists of the page say the same.

import { laidOut, pathOf } from "./layout.js";
import { drawn, nameOf, noteOf } from "./marks.js";

const net = document.getElementById("net");
const view = document.getElementById("net-view");
const says = document.getElementById("net-says");
const state = { told: null, here: "", scale: 1, size: null };

async function show(query, focus) {
  const answer = await fetch(net.dataset.url + query, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  draw(await answer.json());
  step(state.told.knots.find(focus) ?? state.told.knots[0]);
}

function draw(told) {
  state.told = told;
  net.hidden = false;
  const placed = laidOut(state.told);
  state.size = placed.size;
  state.told.placed = placed.at;
  const svg = drawn(state.told, placed, { label: says.dataset.label, spoken });
  view.replaceChildren(svg);
  const first = state.told.knots.find((knot) => knot.layer === 0) ?? state.told.knots[0];
  item(first.id).setAttribute("tabindex", "0");
  fit();
}

function item(id) {
  return view.querySelector(`[data-id="${CSS.escape(id)}"]`);
}

function spoken(knot) {
  const name = nameOf(knot) === knot.name ? "" : knot.name; // where the drawing has no room for it
  const note = noteOf(knot) === knot.note ? "" : knot.note;
  return [`${nameOf(knot)} ${noteOf(knot)}`.trim(), name, note, ...knot.leads].filter(Boolean).join(". ");
}

// Walking: along the lines, and up and down within a column.

function step(knot) {
  if (!knot) return;
  view.querySelectorAll('[tabindex="0"]').forEach((each) => each.setAttribute("tabindex", "-1"));
  const target = item(knot.id);
  target.setAttribute("tabindex", "0");
  target.focus();
}

function arrived(knot) {
  state.here = knot.id;
  const hint = knot.group ? says.dataset.open : knot.url ? says.dataset.alone : "";
  says.textContent = [knot.name, knot.note, ...knot.leads, hint].filter(Boolean).join(". ");
  const lit = pathOf(state.told, knot.id);
  view.firstChild.classList.add("is-choosing");
  view.querySelectorAll(".edge").forEach((edge) => edge.classList.toggle("is-lit", lit.has(edge.dataset.ends)));
}

function left() {
  state.here = "";
  view.firstChild?.classList.remove("is-choosing");
  says.textContent = says.dataset.none;
}

function beside(knot, by) {
  const column = state.told.knots.filter((each) => each.layer === knot.layer);
  return column[column.indexOf(knot) + by];
}

function along(knot, by) {
  const { edges, placed } = state.told;
  const [from, to] = by > 0 ? [0, 1] : [1, 0];
  const ends = edges.filter((edge) => edge[from] === knot.id).map((edge) => edge[to]);
  const far = (id) => Math.abs(placed.get(id).y - placed.get(knot.id).y);
  const nearest = ends.sort((a, b) => far(a) - far(b))[0];
  return state.told.knots.find((each) => each.id === nearest);
}

const KEYS = {
  ArrowRight: (knot) => along(knot, 1),
  ArrowLeft: (knot) => along(knot, -1),
  ArrowUp: (knot) => beside(knot, -1),
  ArrowDown: (knot) => beside(knot, 1),
  Home: (knot) => state.told.knots.find((each) => each.layer === knot.layer),
  End: (knot) => state.told.knots.findLast((each) => each.layer === knot.layer),
};

view.addEventListener("keydown", (event) => {
  const knot = state.told?.knots.find((each) => each.id === event.target.dataset?.id);
  if (!knot || event.altKey || event.ctrlKey || event.metaKey) return;
  if (KEYS[event.key]) step(KEYS[event.key](knot));
  else if (event.key === "Enter" || event.key === " ") enter(knot);
  else if (event.key === "Escape" && knot.close) follow(knot.close, (each) => each.id === knot.within);
  else return;
  event.preventDefault();
});

view.addEventListener("focusin", (event) => {
  const knot = state.told.knots.find((each) => each.id === event.target.dataset?.id);
  if (knot) arrived(knot);
});
view.addEventListener("focusout", (event) => {
  if (!view.contains(event.relatedTarget)) left();
});
view.addEventListener("click", (event) => {
  const found = event.target.closest("[data-id]");
  const knot = found && state.told.knots.find((each) => each.id === found.dataset.id);
  if (!knot) return;
  if (knot.group) enter(knot);
  else step(knot);
});
view.addEventListener("dblclick", (event) => {
  const found = event.target.closest("[data-id]");
  if (found) enter(state.told.knots.find((each) => each.id === found.dataset.id));
});

// Opening: a group in its place, with the lists below; what stands alone on a page of its own.

function enter(knot) {
  if (knot.group) follow(knot.url, (each) => each.within === knot.id || each.within.startsWith(knot.id));
  else if (knot.url) location.assign(knot.url);
}

async function follow(address, focus) {
  try {
    await show(new URL(address, location.href).search, focus);
    history.replaceState(null, "", address);
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    document.querySelector(".fm-net-lists").replaceWith(page.querySelector(".fm-net-lists"));
  } catch {
    location.assign(address);
  }
}

// Size and place: by buttons, by dragging, by the browser's own scrolling.

function scaled(scale) {
  state.scale = Math.min(2.5, Math.max(0.35, scale));
  const svg = view.firstChild;
  svg.setAttribute("width", Math.round(state.size.width * state.scale));
  svg.setAttribute("height", Math.round(state.size.height * state.scale));
}

function fit() {
  const most = view.clientWidth / state.size.width;
  scaled(Math.max(Math.min(most, 1.15), view.clientWidth < 600 ? 0.8 : 0.6));
}

net?.addEventListener("click", (event) => {
  const { zoom, move } = event.target.closest("button")?.dataset ?? {};
  if (zoom === "whole") scaled(Math.min(view.clientWidth / state.size.width, (innerHeight * 0.7) / state.size.height));
  else if (zoom) scaled(state.scale * (zoom === "in" ? 1.25 : 0.8));
  if (!move) return;
  const [right, down] = move.split(" ").map(Number);
  view.scrollBy({ left: right * 200, top: down * 200 });
});

let held = null;
view?.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("[data-id]")) return;
  held = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
  view.classList.add("is-held");
});
addEventListener("pointermove", (event) => {
  if (held) view.scrollTo(held.x - event.clientX, held.y - event.clientY);
});
addEventListener("pointerup", () => {
  held = null;
  view?.classList.remove("is-held");
});

if (net) draw(JSON.parse(net.dataset.drawing));
