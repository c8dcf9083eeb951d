// The side navigation on phones. Without this file it opens by its address (#navigation).

export function drawer(page) {
  const side = page.getElementById("navigation");
  const opener = page.querySelector("[data-opens-drawer]");
  if (!side || !opener) return;
  const close = side.querySelector("[data-closes-drawer]");

  const isOpen = () => side.classList.contains("is-open");

  function show(open) {
    side.classList.toggle("is-open", open);
    page.body.classList.toggle("fm-held", open);
    opener.setAttribute("aria-expanded", String(open));
    (open ? close : opener).focus();
  }

  opener.setAttribute("aria-controls", side.id);
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("role", "button");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(!isOpen());
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    show(!isOpen());
  });
  close.addEventListener("click", (event) => {
    if (!isOpen()) return;
    event.preventDefault();
    show(false);
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) show(false);
  });
  page.addEventListener("pointerdown", (event) => {
    if (isOpen() && !side.contains(event.target) && !opener.contains(event.target)) show(false);
  });
  side.addEventListener("focusout", (event) => {
    if (isOpen() && event.relatedTarget && !side.contains(event.relatedTarget)) show(false);
  });
}
