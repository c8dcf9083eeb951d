// Speaks the secret letter by letter, in the language of the page, where the browser has a voice.

const button = document.querySelector("[data-speaks]");
const stop = document.querySelector("[data-stops]");
const groups = [...document.querySelectorAll("[data-spelled] li")].map((one) => one.textContent.trim());

function speak() {
  window.speechSynthesis.cancel();
  for (const group of groups) {
    const said = new SpeechSynthesisUtterance(group.split(" ").join(", ") + ".");
    said.lang = document.documentElement.lang;
    said.rate = 0.7;
    window.speechSynthesis.speak(said);
  }
}

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  stop.hidden = false;
  button.addEventListener("click", speak);
  stop.addEventListener("click", () => window.speechSynthesis.cancel());
  window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
}
