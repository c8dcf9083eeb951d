// The signing seed: 32 random bytes under a mask that is made of the PIN and this device's own key.
//
// The mask carries no authentication tag. Whatever the PIN, 32 bytes come out, and any 32 bytes are a
// seed of Ed25519: only the platform, which holds the public key and counts, can tell the right one.
import { deviceKey } from "./keep.js";

const SEED = 32;
const ROUNDS = 600_000; // PBKDF2-HMAC-SHA-256, as OWASP advises for passwords
const ED25519 = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]); // PKCS #8 of RFC 8410, up to the seed

const utf8 = (text) => new TextEncoder().encode(text);

export const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const random = (count) => crypto.getRandomValues(new Uint8Array(count));

// Parts as one message, each with its length before it: the platform writes it in the same way.
export const written = (...parts) =>
  joined(...parts.map((part) => joined(utf8(`${utf8(part).length}:`), utf8(part), utf8("\n"))));

async function maskOfPin(pin, salt) {
  const typed = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(stretching, typed, 256));
  return maskOf("pin", joined(salt, stretched));
}

// Under the device's key; `purpose` keeps the masks of PIN and of face or fingerprint apart.
export async function maskOf(purpose, secret) {
  const message = joined(utf8(`fuldmagt seed ${purpose} 1\n`), secret);
  return new Uint8Array(await crypto.subtle.sign("HMAC", await deviceKey(), message));
}

export const masked = (bytes, mask) => bytes.map((byte, at) => byte ^ mask[at]);

export async function wrap(seed, pin) {
  const salt = random(16);
  return { salt, wrapped: masked(seed, await maskOfPin(pin, salt)) };
}

export const unwrap = async ({ salt, wrapped }, pin) => masked(wrapped, await maskOfPin(pin, salt));

export const newSeed = () => random(SEED);

const pkcs8 = (seed) => joined(ED25519, seed);

export async function sign(seed, message) {
  const key = await crypto.subtle.importKey("pkcs8", pkcs8(seed), "Ed25519", false, ["sign"]);
  return text(await crypto.subtle.sign("Ed25519", key, message));
}

// Told to the platform once, and kept nowhere here.
export async function publicKey(seed) {
  const key = await crypto.subtle.importKey("pkcs8", pkcs8(seed), "Ed25519", true, ["sign"]);
  return (await crypto.subtle.exportKey("jwk", key)).x;
}

export async function works() {
  try {
    return (await publicKey(new Uint8Array(SEED))).length === 43 && Boolean(await deviceKey());
  } catch {
    return false;
  }
}
