// Shows the new codes when the old ones have run out. Without it, the link beside does the same.
const left = document.querySelector("[data-codes-left]");
if (left) {
  setTimeout(() => location.reload(), (Number(left.dataset.codesLeft) + 1) * 1000);
}
