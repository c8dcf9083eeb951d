// Has the device make a passkey, and sends what it answers with the form of the page.

const form = document.getElementById("passkey");
const says = document.getElementById("passkey-says");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

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
  const options = JSON.parse(form.dataset.options);
  const known = (options.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const user = { ...options.user, id: bytes(options.user.id) };
  const publicKey = { ...options, user, challenge: bytes(options.challenge), excludeCredentials: known };
  const credential = await navigator.credentials.create({ publicKey });
  form.elements.response.value = written(credential);
  form.submit();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!window.PublicKeyCredential) {
    says.textContent = says.dataset.missing;
    return;
  }
  make().catch(() => {
    says.textContent = says.dataset.cancelled;
  });
});
