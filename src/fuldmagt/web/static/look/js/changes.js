// Unsaved changes: the changed row is tinted, and the bar at the bottom counts them in words.
//
// <form data-changes> holds rows [data-row]; in its savebar, [data-count] holds the sentences
// [data-none], [data-one] and [data-many] ("# changes are not saved", # is the number).

export function changes(page) {
  for (const form of page.querySelectorAll("form[data-changes]")) follow(form);
}

function follow(form) {
  const words = form.querySelector("[data-count]");

  function tell() {
    const changed = new Set();
    for (const control of form.elements) {
      const row = control.closest("[data-row]");
      if (row && isChanged(control)) changed.add(row);
    }
    for (const row of form.querySelectorAll("[data-row]")) {
      row.classList.toggle("fm-changed", changed.has(row) || row.hasAttribute("data-changed"));
    }
    if (words) words.textContent = sentence(words.dataset, changed.size);
    form.querySelector(".fm-savebar")?.classList.toggle("is-idle", changed.size === 0);
  }

  form.addEventListener("input", tell);
  form.addEventListener("reset", () => queueMicrotask(() => setTimeout(tell)));
  tell();
}

function isChanged(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((one) => one.selected !== one.defaultSelected);
  return "defaultValue" in control && control.value !== control.defaultValue;
}

function sentence(words, count) {
  if (count === 0) return words.none ?? "";
  return (count === 1 ? words.one : words.many).replace("#", String(count));
}
