// Asks the device for the passkey, and sends what it answers with the form of the page.

const form = document.getElementById("passkey");
const says = document.getElementById("passkey-says");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function written(credential) {
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  });
}

async function ask() {
  const options = JSON.parse(form.dataset.options);
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: [] };
  const credential = await navigator.credentials.get({ publicKey });
  form.elements.response.value = written(credential);
  form.submit();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!window.PublicKeyCredential) {
    says.textContent = says.dataset.missing;
    return;
  }
  ask().catch(() => {
    says.textContent = says.dataset.cancelled;
  });
});
