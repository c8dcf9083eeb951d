// Lets the app open without a connection: the newest page where there is one, else the last that was seen.
// What the app says to the platform (POST) goes past the worker, and nothing of it is kept.

const SHELF = "fuldmagt-app-1";
const PAGE = "/app/";

async function fill() {
  const shelf = await caches.open(SHELF);
  const page = await fetch(PAGE, { cache: "no-cache" });
  const html = await page.clone().text();
  const parts = [...html.matchAll(/(?:href|src)="(\/static\/[^"#]+|\/app\/manifest[^"]*)/g)].map((found) => found[1]);
  await shelf.put(PAGE, page);
  await shelf.addAll([...new Set(parts)]);
}

async function newest(request) {
  const shelf = await caches.open(SHELF);
  const where = request.mode === "navigate" ? PAGE : request;
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await shelf.put(where, answer.clone());
    return answer;
  } catch (error) {
    const kept = await shelf.match(where, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.pathname === PAGE || url.pathname.startsWith("/static/") || url.pathname.startsWith("/app/manifest");
  if (request.method === "GET" && url.origin === self.location.origin && ours) event.respondWith(newest(request));
});
