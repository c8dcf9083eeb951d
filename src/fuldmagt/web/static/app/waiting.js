// A page that waits for the app: looks whether there is something new, and then loads itself anew.

const EVERY = 2000;
const place = document.querySelector("[data-state]");

async function look() {
  try {
    const answer = await fetch(place.dataset.look, { headers: { Accept: "application/json" } });
    const told = answer.ok && !answer.redirected ? await answer.json() : { state: "" };
    if (told.state !== place.dataset.state) return location.replace(location.href);
  } catch {
    // no connection: look again
  }
  setTimeout(look, EVERY);
}

if (place?.dataset.look) setTimeout(look, EVERY);
