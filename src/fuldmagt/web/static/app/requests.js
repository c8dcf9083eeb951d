// A login that waits: shown, approved by number and PIN, or denied.
import * as doors from "./doors.js";
import { why } from "./entering.js";
import { user as kept, users } from "./keep.js";
import { sign, unwrap, written } from "./keys.js";
import { complain, now, one, show, word } from "./screens.js";
import * as unlock from "./unlock.js";

const { origin, brand } = document.querySelector("main").dataset;
let asked = null; // the request on the screen
let whose = null; // the user it is put to
let byPin = true;
let accepted = null; // a seed that has just been accepted, while face and fingerprint are offered for it

function forget() {
  accepted?.fill(0);
  accepted = null;
}

export async function take(request) {
  if (now() === "request" && asked?.request === request.request) return;
  [asked, whose] = [request, await kept(request.key)];
  const several = (await users()).length > 1;
  byPin = several || !whose.unlock;
  const texts = {
    "r-name": word("you", request),
    "r-where": request.where,
    "r-organisation": word("behalf", { organisation: request.organisation_name }),
    "r-number": request.organisation_number,
    "r-service": word("at", request),
    "r-provider": request.provider,
  };
  for (const [id, text] of Object.entries(texts)) one(id).textContent = text;
  one("request-several").hidden = !several;
  entry();
  show("request");
}

function entry() {
  one("pin-entry").hidden = !byPin;
  one("by-pin").hidden = byPin;
}

// The request on the screen is not among those that wait.
export function missed(requests) {
  if (now() === "request" && !requests.some((each) => each.request === asked.request)) show("over");
}

const message = (number) =>
  written(
    "fuldmagt approval 1",
    origin,
    asked.request,
    asked.challenge,
    asked.user_id,
    asked.services,
    asked.organisation,
    number,
  );

async function answer(number) {
  const seed = byPin ? await unwrap(whose, one("pin").value) : await unlock.seedOf(whose);
  try {
    await doors.approve(whose, asked.request, number, await sign(seed, message(number)));
    if (byPin) accepted = seed.slice();
  } finally {
    seed.fill(0);
  }
}

async function approve(event) {
  event.preventDefault();
  const number = one("number").value;
  if (!/^[0-9]{2}$/.test(number)) return complain("request-wrong", word("number"));
  if (byPin && one("pin").value.length !== 6) return complain("request-wrong", word("six"));
  const button = event.target.querySelector("[type=submit]");
  button.disabled = true;
  try {
    await answer(number);
    show("approved");
  } catch (error) {
    one("pin").value = "";
    const cancelled = !byPin && !(error instanceof doors.Refused) && !(error instanceof doors.Offline);
    complain("request-wrong", cancelled ? word("cancelled") : why(error));
  } finally {
    button.disabled = false;
  }
}

async function deny() {
  try {
    await doors.deny(whose, asked.request);
    show("denied");
  } catch (error) {
    complain("request-wrong", why(error));
  }
}

export async function offer() {
  const alone = (await users()).length === 1 && !whose.unlock;
  one("unlock-offer").hidden = !(accepted && alone && (await unlock.possible()));
  one("turn-on").hidden = false;
  one("unlock-says").textContent = "";
}

async function turnOn() {
  let on = false;
  try {
    on = accepted !== null && (await unlock.turnOn(whose, accepted, brand));
  } catch {
    on = false;
  }
  forget();
  one("turn-on").hidden = true;
  one("unlock-says").textContent = word(on ? "unlocked" : "nounlock");
}

export function begin() {
  one("request-form").addEventListener("submit", approve);
  one("deny").addEventListener("click", deny);
  one("turn-on").addEventListener("click", turnOn);
  one("use-pin").addEventListener("click", () => {
    byPin = true;
    entry();
    one("pin").focus();
  });
}

export { forget };
