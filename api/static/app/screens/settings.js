// settings: language, wifi, practice, the queue as a file, signing out, and what will not work here
import { fact, setFacts } from "../box.js";
import { h } from "../dom.js";
import { counts, UNSENT } from "../outbox.js";
import { door, head, picker } from "../parts.js";
import { turn } from "../practice.js";
import { signOut } from "../session.js";
import { hand, packQueue, unpackQueue } from "../transfer.js";
import { LANGUAGES, language, speak } from "../words.js";

export default async function settings(ctx) {
  const { say } = ctx;
  const [wifi, tally, persisted] = await Promise.all([fact("only_wifi"), counts(), fact("persisted")]);
  const unsent = UNSENT.reduce((sum, state) => sum + tally[state], 0);
  const said = h("p", { class: "note", role: "status", hidden: true });
  const tell = (text) => { said.hidden = false; said.textContent = text; said.scrollIntoView({ block: "center" }); };
  return [
    head(ctx, say("settings.title"), "gear"),
    plain(say),
    picker({ label: say("settings.language"), options: LANGUAGES.map((each) => ({ value: each, label: say(`language.${each}`), pic: "lang" })), value: language(), onpick: (code) => choose(ctx, code) }),
    picker({ label: say("settings.photos"), options: [{ value: "any", label: say("settings.any"), pic: "sent" }, { value: "wifi", label: say("settings.wifi"), pic: "wifi", sub: navigator.connection?.type ? null : say("settings.wifi_unknown") }], value: wifi ? "wifi" : "any", onpick: (how) => setFacts({ only_wifi: how === "wifi" || undefined }) }),
    said,
    h("nav", { class: "doors one" }, doors(ctx, { tell, unsent, tally })),
    h("p", {}, say(persisted ? "settings.persisted" : "settings.not_persisted")),
  ];
}

function doors(ctx, { tell, unsent, tally }) {
  const { say } = ctx;
  const act = (work) => (event) => {
    event.preventDefault();
    work();
  };
  const practise = async () => { await turn(!ctx.practice); ctx.go("#/home"); };
  const out = async () => {
    if (unsent) return tell(say("settings.out_refused", { number: unsent }));
    await signOut();
    return ctx.go("#/home");
  };
  return [
    door({ label: say(ctx.practice ? "settings.practice_off" : "settings.practice_on"), sub: say("settings.practice_says"), pic: "practice", go: "#/home", onclick: act(practise) }),
    door({ label: say("settings.export", { number: tally.waiting + tally.invalid + tally.aside }), sub: say("settings.export_says"), pic: "file", go: "#/settings", onclick: act(async () => hand(await packQueue())) }),
    taking(ctx, tell),
    door({ label: say("signin.title"), pic: "card", go: "#/signin" }),
    ctx.me && !ctx.practice && door({ label: say("settings.out"), sub: ctx.me.label, pic: "out", go: "#/settings", onclick: act(out) }),
  ];
}

function taking({ say }, tell) {
  const input = h("input", { type: "file", accept: "application/json,.json", class: "unseen", id: "queue", tabindex: "-1", "aria-label": say("settings.import") });
  input.addEventListener("change", async () => {
    try {
      tell(say("settings.imported", { number: await unpackQueue(await input.files[0].text()) }));
    } catch (other) {
      console.warn(String(other));
      tell(say("settings.import_failed"));
    }
  });
  const go = (event) => { event.preventDefault(); input.click(); };
  return [input, door({ label: say("settings.import"), sub: say("settings.import_says"), pic: "filein", go: "#/settings", onclick: go })];
}

async function choose(ctx, code) {
  localStorage.setItem("lang", code);
  await speak(code);
  ctx.go(`#/settings?lang=${code}`);
}

function plain(say) {
  if (globalThis.isSecureContext) return null;
  return h("div", { class: "note" }, h("b", {}, say("plain.title")), h("ul", {}, ["offline", "camera", "key", "place"].map((each) => h("li", {}, say(`plain.${each}`)))));
}
