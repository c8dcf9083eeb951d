// Where each knot stands: in columns from left to right, each in the order in which it was told.

const ROW = 46;
const TOP = 56;
const GAP = 34; // between our own people and the others who act for us
const WIDE = { people: 226, home: 118, clients: 330, services: 240 };

export function laidOut({ knots }) {
  const columns = [0, 1, 2, 3].map((layer) => knots.filter((knot) => knot.layer === layer));
  const clients = columns[2].length > 0;
  const home = WIDE.people + WIDE.home;
  const client = home + WIDE.home;
  const across = [WIDE.people, home, client, clients ? client + WIDE.clients : client];
  const heights = columns.map((column) => column.length * ROW + gapOf(column));
  const height = Math.max(...heights, 4 * ROW);
  const at = new Map();
  columns.forEach((column, layer) => {
    let y = TOP + (height - heights[layer]) / 2 + ROW / 2;
    column.forEach((knot, place) => {
      if (place && knot.column === "others" && column[place - 1].column === "people") y += GAP;
      at.set(knot.id, { layer, x: across[layer], y, out: across[layer] + (layer === 2 ? 240 : 0) });
      y += ROW;
    });
  });
  const size = { width: across[3] + WIDE.services, height: height + TOP + 16 };
  return { at, size, headings: headingsOf(columns, at, across), lane: laneOf(columns, at) };
}

// Where a line from the organisation straight to a service passes the clients: between the two nearest.
function laneOf(columns, at) {
  const [home] = columns[1];
  if (!home || !columns[2].length) return null;
  const clients = columns[2].map((knot) => at.get(knot.id));
  const gaps = [clients[0].y - ROW / 2, ...clients.map(({ y }) => y + ROW / 2)];
  const from = at.get(home.id).y;
  const y = gaps.reduce((best, gap) => (Math.abs(gap - from) < Math.abs(best - from) ? gap : best));
  return { x: clients[0].x, out: clients[0].out, y };
}

function gapOf(column) {
  return new Set(column.map((knot) => knot.column)).size > 1 ? GAP : 0;
}

function headingsOf(columns, at, across) {
  const found = [];
  columns.forEach((column, layer) => {
    for (const name of new Set(column.map((knot) => knot.column))) {
      const first = column.find((knot) => knot.column === name);
      const beneath = name === "others" && column[0].column === "people";
      found.push({ column: name, layer, x: across[layer], y: beneath ? at.get(first.id).y - 30 : 22 });
    }
  });
  return found;
}

// The lines that belong to the ways of one knot: those on which somebody walks through it, and its own.
export function pathOf({ edges, ways }, id) {
  const lit = new Set(edges.filter(([start, end, hold]) => hold !== "holds" && (start === id || end === id)).map(endsOf));
  for (const [start, organisation, services] of ways) {
    for (const service of services) {
      const steps = [start, "h", organisation, service].filter((each, place, all) => all.indexOf(each) === place);
      if (!steps.includes(id)) continue;
      if (steps[0] !== "h" && steps[1] === "h" && start === organisation) steps.splice(0, 2, "h", start);
      for (let place = 1; place < steps.length; place += 1) lit.add(`${steps[place - 1]}>${steps[place]}`);
    }
  }
  return lit;
}

function endsOf([start, end]) {
  return `${start}>${end}`;
}
