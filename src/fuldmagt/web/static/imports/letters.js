// A file comes beside the page, which would go on saying that the letters wait: it is loaded anew once they do not.

const form = document.querySelector("[data-letters]");
const heading = document.querySelector("h1").textContent;

async function look(tries) {
  const page = await (await fetch(location.href)).text();
  const now = new DOMParser().parseFromString(page, "text/html").querySelector("h1");
  if (now && now.textContent !== heading) return location.reload();
  again(tries - 1);
}

const again = (tries) => tries && setTimeout(() => look(tries).catch(() => again(tries - 1)), 1000);

form.addEventListener("submit", (event) => {
  if (event.submitter.name === "pdf") again(120);
});
