// The marks of the thread: filled dot for people, ring for organisations, square for services, lines between.

const LONGEST = 26;
const LONGEST_HOME = 18;

export function drawn(told, placed, { label, spoken }) {
  const svg = mark("svg", {
    viewBox: `0 0 ${placed.size.width} ${placed.size.height}`,
    role: "tree",
    "aria-label": label,
    "aria-describedby": "net-help",
  });
  const still = mark("g", { "aria-hidden": "true" });
  for (const [start, end, hold] of told.edges) {
    const way = wayOf(placed.at.get(start), placed.at.get(end), placed.lane);
    still.append(mark("path", { class: `edge is-${hold}`, d: way, "data-ends": `${start}>${end}` }));
  }
  for (const { column, layer, x, y } of placed.headings) still.append(heading(told.headings[column], layer, x, y));
  svg.append(still, ...told.knots.map((knot) => knotOf(knot, placed.at.get(knot.id), spoken(knot))));
  return svg;
}

function mark(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

// A line that passes the clients goes between two of them, so that it strikes no name through.
function wayOf(from, to, lane) {
  const [start, end] = [from.out + 12, to.x - 12];
  if (!lane || from.layer !== 1 || to.layer !== 3) return `M${start} ${from.y}${curve(start, from.y, end, to.y)}`;
  const { x, out, y } = lane;
  return `M${start} ${from.y}${curve(start, from.y, x, y)}L${out} ${y}${curve(out, y, end, to.y)}`;
}

function curve(x, y, toX, toY) {
  const bend = Math.max((toX - x) * 0.5, 16);
  return `C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
}

function heading(text, layer, x, y) {
  const anchor = ["end", "middle", "start", "start"][layer];
  return mark("text", { class: "t2", x: layer === 0 ? x + 8 : x, y, "text-anchor": anchor }, text);
}

function knotOf(knot, at, label) {
  const made = mark("g", {
    class: `is-${knot.kind}`,
    role: "treeitem",
    tabindex: "-1",
    "data-id": knot.id,
    "aria-label": label,
    "aria-level": String(knot.layer + 1),
    ...(knot.group ? { "aria-expanded": "false" } : {}),
  });
  made.append(halo(knot, at), ...shapes(knot, at), ...words(knot, at));
  return made;
}

function halo(knot, { x, y }) {
  const box = [[x - 214, 230], [x - 66, 132], [x - 16, 248], [x - 16, 236]][knot.layer];
  const tall = knot.layer === 1 ? 78 : 42;
  return mark("rect", { class: "halo", x: box[0], y: y - 21, width: box[1], height: tall, rx: 6 });
}

function shapes(knot, { x, y }) {
  if (knot.kind === "service") {
    const square = mark("rect", { class: "node", x: x - 9, y: y - 9, width: 18, height: 18, rx: 4 });
    return knot.group ? [mark("rect", { class: "node-more", x: x - 5, y: y - 13, width: 18, height: 18, rx: 4 }), square] : [square];
  }
  const circle = mark("circle", { class: "node", cx: x, cy: y, r: knot.layer === 1 ? 14 : 8 });
  return knot.group ? [mark("circle", { class: "node-more", cx: x, cy: y, r: 12 }), circle] : [circle];
}

function words(knot, { x, y }) {
  if (knot.layer === 1) return [mark("text", { class: "tb", x, y: y + 36, "text-anchor": "middle" }, nameOf(knot))];
  const [at, anchor] = knot.layer === 0 ? [x - 18, "end"] : [x + 18, "start"];
  const name = mark("text", { class: knot.layer === 2 ? "tb" : "", x: at, y: knot.note ? y - 2 : y + 5, "text-anchor": anchor }, `${nameOf(knot)} `);
  if (!knot.note) return [name];
  const colour = { holds: "t2", waits: "t2 wait", broken: "t2 no" }[knot.hold];
  return [name, mark("text", { class: colour, x: at, y: y + 16, "text-anchor": anchor }, noteOf(knot))];
}

export function nameOf(knot) {
  return cut(knot.name, knot.layer === 1 ? LONGEST_HOME : LONGEST);
}

export function noteOf(knot) {
  return knot.layer === 1 ? "" : cut(knot.note, LONGEST + 4);
}

function cut(text, longest) {
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}
