// The approval app: which screen, and whether a login waits.
import * as doors from "./doors.js";
import * as entering from "./entering.js";
import { dropUser, users } from "./keep.js";
import { works } from "./keys.js";
import * as requests from "./requests.js";
import { read } from "./scan.js";
import { keypads, news, now, one, show, whenShown, word } from "./screens.js";
import { turnOff } from "./unlock.js";

const EVERY = 2000; // milliseconds between two looks, while the app is in front
const RESTING = ["users", "request"];
const { origin, worker } = document.querySelector("main").dataset;
const states = { gone: [], locked: [] };
let opened = null; // the user whose particulars are on the screen

function line(user) {
  const item = one("user-line").content.firstElementChild.cloneNode(true);
  const [name, about, state] = item.querySelectorAll(".fm-choice-t, .fm-choice-d");
  name.textContent = user.name;
  about.textContent = `${user.organisation}, ${user.user_id}`;
  const known = ["locked", "gone"].find((each) => states[each].includes(user.key));
  state.textContent = known ? word(known) : "";
  item.querySelector("button").addEventListener("click", () => {
    opened = user;
    show("user");
  });
  return item;
}

async function list() {
  requests.forget();
  const all = await users();
  if (all.length === 0) return show("begin");
  one("users").replaceChildren(...all.map(line));
  one("several").hidden = all.length < 2;
  one("who").textContent = all.length === 1 ? all[0].name : "";
}

function particulars() {
  one("user-name").textContent = opened.name;
  one("user-about").textContent = `${opened.organisation}, ${opened.user_id}`;
  one("user-locked").hidden = !states.locked.includes(opened.key);
  one("user-gone").hidden = !states.gone.includes(opened.key);
  one("unlock-on").hidden = !opened.unlock;
}

async function look() {
  const all = await users();
  if (all.length === 0 || document.hidden || !RESTING.includes(now())) return;
  try {
    const told = await doors.waiting(all);
    news("");
    const changed = ["gone", "locked"].some((each) => String(states[each]) !== String(told[each]));
    Object.assign(states, { gone: told.gone, locked: told.locked });
    requests.missed(told.requests);
    if (now() === "users" && told.requests.length) await requests.take(told.requests[0]);
    else if (now() === "users" && changed) await list();
  } catch (error) {
    news(error instanceof doors.Offline ? word("offline") : "");
  }
}

async function looking() {
  await look();
  setTimeout(looking, EVERY);
}

async function begin() {
  keypads();
  whenShown("users", list);
  whenShown("user", particulars);
  whenShown("approved", requests.offer);
  whenShown("begin", async () => {
    await entering.stop();
    one("who").textContent = "";
    document.querySelector("[data-if-users]").hidden = (await users()).length === 0;
  });
  one("remove").addEventListener("click", async () => {
    await dropUser(opened.key);
    show("users");
  });
  one("turn-off").addEventListener("click", async () => {
    await turnOff(opened);
    show("users");
  });
  if (!(await works())) return news(word("old"));
  requests.begin();
  await entering.begin();
  const link = read(location.href, origin);
  history.replaceState(null, "", location.pathname); // the code stays in no history
  if (link) entering.fill(link);
  else if (!(await entering.resume())) show((await users()).length ? "users" : "begin");
  looking();
}

navigator.serviceWorker?.register(worker).catch(() => null); // without it the app works, only not without a connection
begin();
