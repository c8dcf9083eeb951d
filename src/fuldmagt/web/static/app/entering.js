// From user id and activation code to a key under a PIN.
import * as doors from "./doors.js";
import { dropEntered, entered as keptEntered, keepEntered, keepUser, users } from "./keep.js";
import { newSeed, publicKey, sign, wrap, written } from "./keys.js";
import { shaped, weak } from "./pin.js";
import * as scanning from "./scan.js";
import { complain, one, show, word } from "./screens.js";
import { offForAll } from "./unlock.js";

const PATIENCE = 15 * 60_000; // milliseconds from the activation code to the PIN, as the platform counts them
const { origin, common } = document.querySelector("main").dataset;
let entered = null; // what the platform gave for the code, until the PIN has been chosen
let drawn = null; // a seed whose key is being handed in: the same again, where the answer was lost on the way

export const why = (error) =>
  error instanceof doors.Refused ? error.message : word(error instanceof doors.Offline ? "offline" : "failed");

async function typed(event) {
  event.preventDefault();
  const userId = one("user-id").value.trim();
  const code = one("code").value.replace(/\D/g, "");
  if (!userId || code.length !== 8) return complain("code-wrong", word("both"));
  if ((await users()).some((user) => user.user_id === userId.toLowerCase())) return complain("code-wrong", word("known"));
  try {
    entered = { ...(await doors.enterCode(userId, code)), until: Date.now() + PATIENCE };
    await keepEntered(entered);
    choosing();
  } catch (error) {
    complain("code-wrong", why(error));
  }
}

function choosing() {
  show("pin");
  one("pin-for").textContent = `${entered.name}, ${entered.organisation}`;
}

// Go on where the app was left, between the code and the PIN; whether there is such a place.
export async function resume() {
  entered = await keptEntered();
  if (entered) choosing();
  else await dropEntered();
  return Boolean(entered);
}

export async function stop() {
  drawn?.fill(0);
  [entered, drawn] = [null, null];
  await dropEntered();
}

async function take(pin) {
  drawn ??= newSeed();
  const itsPublicKey = await publicKey(drawn);
  const message = written("fuldmagt key 1", origin, entered.challenge, itsPublicKey);
  const under = await wrap(drawn, pin);
  const { key, secret } = await doors.handIn(entered.token, itsPublicKey, await sign(drawn, message));
  const { user_id, name, organisation } = entered;
  await keepUser({ key, secret, user_id, name, organisation, since: Date.now(), ...under });
}

async function chosen(event) {
  event.preventDefault();
  const [pin, again] = [one("new-pin").value, one("pin-again").value];
  if (!shaped(pin)) return complain("pin-wrong", word("six"));
  if (weak(pin, common.split(" "), entered.avoid)) return complain("pin-wrong", word("weak"));
  if (pin !== again) return complain("pin-wrong", word("differ"));
  const button = event.target.querySelector("[type=submit]");
  button.disabled = true;
  try {
    await take(pin);
    const several = (await users()).length > 1;
    if (several) await offForAll();
    one("ready-for").textContent = word("ready", entered);
    await stop();
    one("ready-several").hidden = !several;
    show("ready");
  } catch (error) {
    if (error instanceof doors.Refused) await dropEntered();
    complain("pin-wrong", why(error));
  } finally {
    button.disabled = false;
  }
}

async function scan() {
  show("camera");
  try {
    const found = await scanning.scan(origin);
    if (found) fill(found);
  } catch {
    show("code");
    complain("code-wrong", word("camera"));
  }
}

export function fill({ user, code }) {
  show("code");
  one("user-id").value = user;
  one("code").value = code;
}

export async function begin() {
  one("code-form").addEventListener("submit", typed);
  one("pin-form").addEventListener("submit", chosen);
  one("scan").addEventListener("click", scan);
  one("scan").hidden = !(await scanning.possible());
}
