// Rings the cells where ticked clients and employees meet, and says how many they are.
const grid = document.querySelector("[data-grid]");

function show() {
  const users = new Set([...grid.querySelectorAll("[data-column] input:checked")].map((box) => box.value));
  for (const head of grid.querySelectorAll("[data-column]")) {
    head.classList.toggle("is-sel", users.has(head.dataset.column));
  }
  let chosen = 0;
  for (const row of grid.querySelectorAll("[data-client]")) {
    const on = row.querySelector('input[name="client"]')?.checked ?? false;
    row.classList.toggle("table-row-selected", on);
    for (const cell of row.querySelectorAll("[data-of]")) {
      const hit = on && users.has(cell.dataset.of);
      cell.classList.toggle("is-hit", hit);
      chosen += hit ? 1 : 0;
    }
  }
  const count = grid.querySelector("[data-count]");
  if (count) {
    const words = chosen === 0 ? count.dataset.none : chosen === 1 ? count.dataset.one : count.dataset.many;
    count.textContent = words.replace("#", String(chosen));
  }
}

if (grid) {
  grid.addEventListener("change", show);
  grid.addEventListener("reset", () => setTimeout(show));
  show();
}
