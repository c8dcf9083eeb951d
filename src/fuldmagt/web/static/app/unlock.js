// Face or fingerprint in place of the PIN, for the only user in the app (B11).
//
// A WebAuthn credential of its own on this device gives, after its user has been verified, a secret (the
// PRF extension of WebAuthn Level 3) under which the seed is masked once more. The credential logs in nowhere.
import { keepUser, users } from "./keep.js";
import { maskOf, masked, random } from "./keys.js";

export async function possible() {
  const there = window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
  return Boolean(there) && PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

async function secretOf(id, salt) {
  const asked = await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const got = asked.getClientExtensionResults().prf?.results?.first;
  return got ? new Uint8Array(got) : null;
}

// Whether it is on now. The seed is one that the platform has just accepted a signature of.
export async function turnOn(user, seed, brand) {
  if ((await users()).length !== 1) return false;
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { name: brand },
      user: { id: random(16), name: user.user_id, displayName: user.name },
      challenge: random(32),
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: {
        authenticatorAttachment: "platform",
        residentKey: "discouraged",
        userVerification: "required",
      },
      extensions: { prf: {} },
    },
  });
  const id = new Uint8Array(made.rawId);
  const salt = random(32);
  const secret = await secretOf(id, salt);
  if (!secret || (await users()).length !== 1) return false;
  const wrapped = masked(seed, await maskOf("unlock", secret));
  await keepUser({ ...user, unlock: { id, salt, wrapped } });
  return true;
}

export async function seedOf({ unlock }) {
  const secret = await secretOf(unlock.id, unlock.salt);
  if (!secret) throw new Error("no secret");
  return masked(unlock.wrapped, await maskOf("unlock", secret));
}

export async function turnOff(user) {
  const { unlock: _, ...rest } = user;
  await keepUser(rest);
}

// With a second user in the app it is off for everybody, and what it stood on is gone.
export async function offForAll() {
  for (const user of await users()) if (user.unlock) await turnOff(user);
}
