// How far a file has been read, told without asking. Without this file the page has a link that asks.

const panel = document.querySelector("[data-progress]");
const said = panel.querySelector("[role=status]");
const bar = panel.querySelector("progress");

async function look() {
  const answer = await fetch(panel.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const told = await answer.json();
  if (told.state !== "reading") return location.reload();
  said.textContent = told.said;
  bar.value = told.rows;
  setTimeout(again, 1000);
}

// A network that is away for a moment is asked again, less often.
const again = () => look().catch(() => setTimeout(again, 5000));
setTimeout(again, 1000);
