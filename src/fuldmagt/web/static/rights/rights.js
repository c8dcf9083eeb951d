// The rights tree, where JavaScript runs: says in words what will be saved, and finds a right while it is typed.
// Without it the page saves and finds all the same (rights/user.html).

for (const form of document.querySelectorAll("form[data-rights]")) {
  tellOf(form);
  findIn(form);
}

function tellOf(form) {
  const bar = form.querySelector("[data-sentences]");
  if (!bar) return;

  function tell() {
    const given = [];
    const taken = [];
    for (const box of form.querySelectorAll("input[name=right]:not(:disabled)")) {
      const row = box.closest("[data-row]");
      const changed = (box.checked !== box.defaultChecked) !== row.hasAttribute("data-changed");
      row.querySelector("[data-gives]").hidden = !(changed && box.checked);
      row.querySelector("[data-takes]").hidden = !(changed && !box.checked);
      if (changed) (box.checked ? given : taken).push(`${row.dataset.name} (${row.dataset.service})`);
    }
    const sentences = [];
    if (given.length) sentences.push(bar.dataset.gets.replace("#", () => given.join(", ")));
    if (taken.length) sentences.push(bar.dataset.loses.replace("#", () => taken.join(", ")));
    bar.textContent = sentences.join(" ");
    for (const sum of form.querySelectorAll("[data-sum]")) {
      const ticked = sum.closest("details").querySelectorAll("input[name=right]:checked").length;
      sum.textContent = sum.dataset.sum.replace("#", String(ticked));
    }
  }

  form.addEventListener("input", tell);
  form.addEventListener("reset", () => setTimeout(tell));
  tell();
}

function findIn(form) {
  const search = document.querySelector("[data-find]");
  const field = search?.querySelector("input[type=search]");
  if (!field || field.value) return;

  // What is written in a branch counts for all below it, and names in every language, as on the server.
  function show(item, words, above) {
    const summary = item.querySelector(":scope > details > summary");
    const named = summary ?? item.querySelector("[data-row]");
    const written = `${above} ${named.textContent} ${named.dataset.also ?? ""}`.toLowerCase();
    const below = [...item.querySelectorAll(":scope > details > ul > li")];
    const shown = below.length
      ? below.map((each) => show(each, words, written)).some(Boolean)
      : words.every((word) => written.includes(word));
    item.hidden = !shown;
    if (summary && words.length && shown) summary.parentElement.open = true;
    return shown;
  }

  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of form.querySelectorAll(".fm-tree > li")) show(item, words, "");
  });
}
