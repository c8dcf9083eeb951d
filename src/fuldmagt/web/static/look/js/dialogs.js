// A question that cannot be undone, asked in a dialog instead of on its own page.

export function dialogs(page) {
  for (const opener of page.querySelectorAll("[data-opens]")) {
    const dialog = page.getElementById(opener.dataset.opens);
    if (!dialog?.showModal) continue;
    const menu = opener.closest("details[data-menu]");
    page.body.append(dialog); // a closed menu would hide what is in it
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    const open = (event) => {
      event.preventDefault();
      menu?.removeAttribute("open");
      dialog.showModal();
    };
    opener.addEventListener("click", open);
    opener.addEventListener("keydown", (event) => event.key === " " && open(event));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-closes]")) dialog.close();
    });
    dialog.addEventListener("close", () => (menu?.querySelector("summary") ?? opener).focus());
  }
}
