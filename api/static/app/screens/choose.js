// for whom I work now: the households I help, or the members of the cooperative
import { setFacts } from "../box.js";
import { h } from "../dom.js";
import { door, field, head, picker } from "../parts.js";
import { endVisit } from "../session.js";
import { moment } from "../words.js";

const FEW = 8;

export default async function choose(ctx) {
  const { say, all, me } = ctx;
  const list = h("div", {});
  const draw = (wanted = "") => {
    const found = all.households.filter((each) => plain(each.label).includes(plain(wanted))).slice(0, 40);
    const options = found.map((each) => ({ value: each.party, label: each.label, pic: "home", sub: each.until && say("choose.until", { date: moment(each.until) }) }));
    list.replaceChildren(picker({ label: say("choose.whom"), options: [...(me ? [{ value: me.party, label: say("choose.self", { label: me.label }), pic: "people" }] : []), ...options.filter((each) => each.value !== me?.party)], value: ctx.party, columns: "one", onpick: (party) => pick(ctx, party) }));
  };
  draw();
  const search = all.households.length > FEW ? field({ label: say("choose.search"), type: "search" }) : null;
  search?.input.addEventListener("input", () => draw(search.value));
  return [head(ctx, say("choose.title"), "people"), h("nav", { class: "doors one" }, door({ label: say("visit.begin"), sub: say("visit.begin_says"), pic: "card", go: "#/visit" })), search, list];
}

async function pick(ctx, party) {
  if (ctx.visit && ctx.visit.party !== party) await endVisit();
  await setFacts({ for: party });
  ctx.go("#/home");
}

function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
}
