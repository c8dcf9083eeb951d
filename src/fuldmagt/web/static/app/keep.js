// What the app keeps on this device: one key that cannot be taken out, and a row for each user.
// A row holds no public key, no signature and no check sum: nothing here tells a right PIN from a wrong one.

const NAME = "fuldmagt-app";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opening = null;

function open() {
  if (!opening) {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("device");
      request.result.createObjectStore("users", { keyPath: "key" });
    };
    opening = done(request);
  }
  return opening;
}

async function store(name, mode) {
  return (await open()).transaction(name, mode).objectStore(name);
}

export async function users() {
  const found = await done((await store("users", "readonly")).getAll());
  return found.sort((one, other) => one.since - other.since);
}

export const user = async (key) => done((await store("users", "readonly")).get(key));

export const keepUser = async (row) => done((await store("users", "readwrite")).put(row));

export const dropUser = async (key) => done((await store("users", "readwrite")).delete(key));

// What the platform gave for an activation code, until the PIN has been chosen or it is too late: whoever
// leaves the app in between goes on from there.
export async function entered() {
  const kept = await done((await store("device", "readonly")).get("entered"));
  return kept && kept.until > Date.now() ? kept : null;
}

export const keepEntered = async (row) => done((await store("device", "readwrite")).put(row, "entered"));

export const dropEntered = async () => done((await store("device", "readwrite")).delete("entered"));

// The device's own key: it mixes into every PIN, so that a PIN is worth nothing elsewhere.
export async function deviceKey() {
  const found = await done((await store("device", "readonly")).get("key"));
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  // `add` fails where another window has been quicker; then that one's key counts.
  await done((await store("device", "readwrite")).add(made, "key")).catch(() => null);
  return done((await store("device", "readonly")).get("key"));
}
