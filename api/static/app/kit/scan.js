// Reads a code: by the live camera where the phone can, from a photo that the server reads, or as typed.
import { fact } from "../box.js";
import { h, pictogram } from "../dom.js";
import { field } from "../parts.js";
import { say } from "../words.js";
import { mended, readLink, typed } from "./codes.js";
import { smaller } from "./photo.js";

// A card is typed as it is printed: eight characters that name it, then its secret.
const CARD = 34;

// Opens over the screen and gives what was read, as `readLink` does, or null where it was closed.
// `wanted` are the kinds that will do; `known` codes ({code, label}) are offered while typing.
export function scan({ title, wanted, known = [] }) {
  return new Promise((done) => {
    const told = h("p", { class: "no", role: "alert", hidden: true });
    const tell = (key) => {
      told.textContent = say(key);
      told.hidden = false;
    };
    const offer = (text) => {
      const link = readLink(text);
      if (link && (!wanted || wanted.includes(link.kind))) end(link);
      else tell(link ? "scan.other" : "scan.nothing");
    };
    const video = h("video", { muted: true, playsinline: true, hidden: true, "aria-label": say("scan.camera") });
    const box = h("dialog", { class: "scan", "aria-label": title, onclose: () => end(null) },
      h("h2", {}, title), video, photo(offer, tell), typing(offer, known, wanted), told,
      h("button", { type: "button", class: "plain", onclick: () => end(null) }, say("scan.close")));
    const eye = look(video, offer);
    const leave = () => end(null);
    let ended = false;
    function end(link) {
      if (ended) return;
      ended = true;
      eye.close();
      removeEventListener("hashchange", leave);
      box.remove();
      done(link);
    }
    addEventListener("hashchange", leave);
    document.body.append(box);
    box.showModal();
  });
}

// The live camera, where the platform reads codes by itself; closed for good by `close`, whenever that comes.
function look(video, found) {
  let stream = null;
  let closed = !("BarcodeDetector" in globalThis);
  const close = () => {
    closed = true;
    stream?.getTracks().forEach((track) => track.stop());
  };
  async function watch() {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (closed) return close();
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code", "data_matrix"] });
    let before;
    while (!closed) {
      const [code] = await detector.detect(video).catch(() => []);
      if (code && code.rawValue !== before && !closed) found((before = code.rawValue));
      await new Promise((later) => setTimeout(later, 150));
    }
  }
  if (!closed) watch().catch(() => { video.hidden = true; close(); });
  return { close };
}

// A photo of the code, read by the server: where there is no detector, and a network.
function photo(offer, tell) {
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", class: "unseen" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      const { bytes } = await smaller(file);
      const csrf = (await fact("session"))?.csrf ?? "";
      const headers = { "Content-Type": "image/jpeg", "X-CSRF-Token": csrf };
      const answer = await fetch("/api/v1/decode", { method: "POST", body: bytes, headers });
      const texts = answer.status === 200 ? (await answer.json()).texts : null;
      if (!texts) tell("scan.failed");
      else if (texts.length) offer(texts.find(readLink) ?? texts[0]);
      else tell("scan.blank");
    } catch {
      tell("scan.offline");
    }
  });
  return h("label", { class: "button" }, pictogram("camera"), say("scan.photo"), input);
}

// Typed: wrong letters are marked as they come, a slip is mended by a tap, thirteen right ones are taken at once.
function typing(offer, known, wanted = []) {
  const codes = known.map((each) => each.code);
  const shown = h("p", { class: "code", "aria-hidden": "true" });
  const left = h("p", { role: "status" });
  const meant = h("div", { class: "chips" });
  const asked = field({ label: say("scan.typed"), autocapitalize: "characters", spellcheck: "false", class: "code", oninput: read });
  function read() {
    if (/[.:/]/.test(asked.value)) return;
    if (wanted.includes("card")) return card(mended(asked.value));
    const it = typed(asked.value, codes);
    shown.replaceChildren(...[...it.code].map((c, at) => h(it.wrong.includes(at) ? "mark" : "span", {}, c, at % 4 === 3 && at < 12 ? " " : "")));
    left.textContent = it.code ? say(saysOf(it), { n: it.left, at: it.wrong.map((at) => at + 1).join(", ") }) : "";
    meant.replaceChildren(...it.meant.slice(0, 4).map((code) => h("button", { type: "button", onclick: () => offer(code) }, known.find((each) => each.code === code)?.label ?? code)));
    if (it.code.length === 13 && readLink(it.code)) offer(it.code);
  }
  function card(code) {
    shown.textContent = code.replace(/(.{4})(?=.)/g, "$1 ");
    left.textContent = say("scan.left", { n: CARD - code.length });
    if (code.length === CARD) offer(`#card=${code.slice(0, 8)}.${code.slice(8)}`);
  }
  asked.input.addEventListener("change", () => /[.:/]/.test(asked.value) && offer(asked.value));
  return h("div", {}, asked, shown, left, meant);
}

function saysOf({ left, wrong, meant }) {
  if (wrong.length && !meant.length) return "scan.letter";
  return left ? "scan.left" : meant.length ? "scan.slip" : "scan.wrong";
}
