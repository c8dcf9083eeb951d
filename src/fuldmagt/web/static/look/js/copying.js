// Buttons that copy a number or print the page. They show only where scripts run (class fm-scripted).

export function copying(page) {
  if (!navigator.clipboard) {
    page.querySelectorAll("[data-copies]").forEach((button) => button.remove());
    return;
  }
  for (const button of page.querySelectorAll("[data-copies]")) {
    const words = button.querySelector("span");
    const status = button.nextElementSibling;
    const before = words.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copies);
      words.textContent = status.textContent = button.dataset.copied;
      button.addEventListener("blur", () => (words.textContent = before), { once: true });
    });
  }
}

export function printing(page) {
  for (const button of page.querySelectorAll("[data-prints]")) {
    button.addEventListener("click", () => window.print());
  }
}
