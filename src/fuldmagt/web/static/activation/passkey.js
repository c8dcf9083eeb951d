// Lets the device make a passkey, and sends what it answers with the form of the page.

const form = document.querySelector("[data-passkey=create]");
const cancelled = form.querySelector("[data-passkey-said=cancelled]");
const status = form.querySelector("[data-passkey-status]");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function options() {
  const told = JSON.parse(form.dataset.options);
  return {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: (told.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) })),
  };
}

function written(credential) {
  const { attestationObject, clientDataJSON } = credential.response;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) },
  });
}

async function make() {
  const credential = await navigator.credentials.create({ publicKey: options() });
  form.elements.response.value = written(credential);
  form.submit();
}

// The page says that it cannot do without this script: it can now.
if (window.PublicKeyCredential) {
  form.querySelector("[data-passkey-said=missing]").remove();
  form.querySelector("[data-passkey-ready]").hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  status.replaceChildren();
  make().catch(() => {
    const said = cancelled.cloneNode(true);
    said.hidden = false;
    status.replaceChildren(...said.childNodes);
  });
});
