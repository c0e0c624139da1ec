// the sign-in page's script: a card's link fills in its code, and a passkey opens or is added
const room = document.getElementById("passkey");

function fillFromLink() {
  const found = /#card=([0-9A-Za-z]+\.[0-9A-Za-z]+)$/.exec(location.hash);
  const code = document.querySelector("input#code");
  if (!found || !code) return;
  code.value = found[1];
  history.replaceState(null, "", location.pathname + location.search);
}

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (room.dataset.csrf) headers["X-CSRF-Token"] = room.dataset.csrf;
  const answer = await fetch(`/api/v1/signin/passkey/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.json();
  if (answer.ok) return said;
  if (said.errors && said.errors.pin) location.assign("/signin/pin?next=/signin");
  throw new Error(said.detail);
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (it) => it.charCodeAt(0));

function text(buffer) {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const named = (list) => (list || []).map((it) => ({ ...it, id: bytes(it.id) }));

function shown(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const kept = parts.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: Object.fromEntries(kept) };
}

async function enter() {
  const { publicKey } = await ask("options", {});
  const options = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) };
  const credential = shown(await navigator.credentials.get({ publicKey: options }));
  const { me } = await ask("verify", { credential });
  const own = ["recorder", "helper", "carrier"].includes(me.role) ? "/app/" : "/console/";
  location.assign(room.dataset.next || own);
}

async function add() {
  const { publicKey } = await ask("register/options", {});
  const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  const options = { ...publicKey, user, challenge: bytes(publicKey.challenge), excludeCredentials: named(publicKey.excludeCredentials) };
  const credential = shown(await navigator.credentials.create({ publicKey: options }));
  await ask("register/verify", { credential, name: navigator.platform || "" });
  room.querySelector(".done").hidden = false;
}

function begin() {
  const button = room.querySelector("button");
  const wrong = room.querySelector(".wrong");
  button.addEventListener("click", async () => {
    wrong.hidden = true;
    button.disabled = true;
    try {
      await (button.dataset.does === "add" ? add() : enter());
    } catch {
      wrong.textContent = room.dataset.no;
      wrong.hidden = false;
    }
    button.disabled = false;
  });
  room.hidden = false;
}

fillFromLink();
if (room && window.PublicKeyCredential && location.origin === room.dataset.origin) begin();
