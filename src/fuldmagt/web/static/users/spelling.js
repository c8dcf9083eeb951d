// Offers the passport's spelling as soon as a name is typed, by pressing the form's own button behind the page.
// Without JavaScript the button does the same (users/_passport.html).

const name = document.querySelector("form input[name=name]");
const place = document.getElementById("passport-spelling");

name?.addEventListener("change", async () => {
  const pressed = new FormData(name.form);
  for (const line of ["line_1", "line_2", "line_3", "right"]) pressed.delete(line);
  pressed.set("passport", "spell");
  const answer = await fetch(name.form.action, { method: "POST", body: pressed }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const offered = page.getElementById("passport-spelling");
  if (offered) place.replaceChildren(...offered.childNodes);
});
