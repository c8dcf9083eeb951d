// Talking to the platform. Cookies say nothing there: what the app may do stands in what it sends.

export class Refused extends Error {
  constructor({ reason, about, says }) {
    super(says);
    this.reason = reason;
    this.about = about;
  }
}

export class Offline extends Error {}

async function post(door, said) {
  let answer;
  try {
    answer = await fetch(new URL(door, document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
  } catch {
    throw new Offline();
  }
  if (answer.ok) return answer.json();
  if ([403, 404, 429].includes(answer.status)) throw new Refused(await answer.json());
  throw new Offline();
}

export const enterCode = (userId, code) => post("/app/code", { user_id: userId, code });
export const handIn = (token, publicKey, signature) => post("/app/key", { token, public_key: publicKey, signature });
export const waiting = (users) =>
  post("/app/waiting", { keys: users.slice(0, 10).map(({ key, secret }) => ({ key, secret })) });
export const approve = ({ key, secret }, request, number, signature) =>
  post("/app/approve", { key, secret, request, number, signature });
export const deny = ({ key, secret }, request) => post("/app/deny", { key, secret, request });
