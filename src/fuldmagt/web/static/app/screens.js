// One screen at a time: its heading gets the focus, so that it is read aloud.

const main = document.querySelector("main");
const entering = new Map();

export const one = (id) => document.getElementById(id);

export const word = (name, values = {}) =>
  one("words").querySelector(`[data-word="${name}"]`).textContent.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

export const now = () => main.dataset.screen ?? "";

export const whenShown = (screen, act) => entering.set(screen, act);

export function show(screen) {
  main.dataset.screen = screen;
  for (const section of main.querySelectorAll("[data-screen]")) section.hidden = section.dataset.screen !== screen;
  for (const field of main.querySelectorAll("input[type=password], #number, #code")) field.value = "";
  for (const complaint of main.querySelectorAll(".form-error-message")) complaint.hidden = true;
  entering.get(screen)?.();
  main.querySelector(`[data-screen="${screen}"] h1`).focus();
}

export function complain(id, text) {
  one(id).textContent = text;
  one(id).hidden = false;
}

export function news(text) {
  if (one("news").textContent !== text) one("news").textContent = text;
}

// The keypad writes into the field of digits that was last touched, and goes on to the next when it is full.
export function keypads() {
  for (const pad of main.querySelectorAll(".fm-keys")) {
    const fields = [...pad.closest("form").querySelectorAll(".fm-digits")];
    let last = null;
    for (const field of fields) field.addEventListener("focus", () => (last = field));
    pad.addEventListener("click", (event) => {
      const key = event.target.closest("[data-digit]");
      if (!key) return;
      const seen = fields.filter((field) => !field.closest("[hidden]"));
      const open = seen.find((field) => field.value.length < field.maxLength) ?? seen.at(-1);
      const field = seen.includes(last) && (key.dataset.digit === "" || last.value.length < last.maxLength) ? last : open;
      field.value = key.dataset.digit ? (field.value + key.dataset.digit).slice(0, field.maxLength) : field.value.slice(0, -1);
      last = field;
    });
  }
  main.addEventListener("click", (event) => {
    const to = event.target.closest("[data-to]");
    if (to) show(to.dataset.to);
  });
}
