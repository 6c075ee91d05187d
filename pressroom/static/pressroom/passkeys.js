// Forms that are answered by a passkey: the browser asks for it, and its answer is sent with the form.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (credentials) => credentials?.map((one) => ({ ...one, id: bytesOf(one.id) }));

const asked = async (form) => {
  const answer = await fetch(form.dataset.question, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

const made = async (options) => {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials) ?? [],
  };
  const credential = await navigator.credentials.create({ publicKey });
  return {
    clientDataJSON: textOf(credential.response.clientDataJSON),
    attestationObject: textOf(credential.response.attestationObject),
    of: credential,
  };
};

const used = async (options) => {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: withBytes(options.allowCredentials) ?? [],
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    clientDataJSON: textOf(clientDataJSON),
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    userHandle: userHandle ? textOf(userHandle) : null,
    of: credential,
  };
};

const answerTo = async (form) => {
  const { options, state } = await asked(form);
  const { of, ...response } = await ("makes" in form.dataset ? made : used)(options.publicKey);
  form.elements.answer.value = JSON.stringify({
    id: of.id,
    rawId: of.id,
    type: of.type,
    response,
    clientExtensionResults: {},
  });
  form.elements.state.value = state;
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form.passkey")) {
    const refusal = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      refusal.hidden = true;
      try {
        await answerTo(form);
      } catch {
        refusal.hidden = false;
        return;
      }
      form.submit();
    });
  }
}
