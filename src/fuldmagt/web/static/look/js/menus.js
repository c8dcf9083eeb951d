// Menus made of <details>: one open at a time, closed by Escape, by leaving and by a click elsewhere.

export function menus(page) {
  const all = [...page.querySelectorAll("details[data-menu]")];
  const closeAll = (but) => all.filter((menu) => menu !== but).forEach((menu) => (menu.open = false));

  for (const menu of all) {
    menu.addEventListener("toggle", () => menu.open && closeAll(menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
  page.addEventListener("click", (event) => {
    if (!event.target.closest("details[data-menu]")) closeAll(null);
  });
}
