// handing over: which goods, to whom; the receiver scans the same code to confirm
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { tag, taking, where, whom } from "../goods.js";
import { filled } from "../kit/asks.js";
import { codeOf } from "../mine.js";
import { door, head, saveButton } from "../parts.js";
import { scanButton } from "../scanned.js";

const KINDS = ["fresh", "made", "packs", "other"];

export default async function ship(ctx) {
  const { say } = ctx;
  if (ctx.params.done) return handed(ctx, ctx.params.done.split(","));
  const last = ctx.last("ship/1") ?? {};
  const title = head(ctx, say("ship.title"), "truck");
  const goods = taking(ctx, { kinds: KINDS, label: say("ship.which"), how: say("ship.how_much"), chosen: ctx.params.lot ? [ctx.params.lot] : undefined });
  if (goods.empty) return [title, h("p", { class: "note" }, say("ship.nothing"))];
  const scan = scanButton({ label: say("ship.scan"), onread: ({ key }) => ctx.go(`#/ship?lot=${encodeURIComponent(lotOf(ctx, key))}`) });
  const to = whom(ctx, { label: say("ship.whom"), value: last.other_party });
  const place = where(ctx, last, say("form.where"));
  const save = async () => {
    const no = refused(say, goods, to, place);
    if (no) return no;
    await ctx.keep("ship/1", filled({ time: iso(), place: place.value, goods: goods.value, other_party: to.value }), { stay: true });
    return ctx.go(`#/ship?done=${goods.lots.map((lot) => codeOf(lot.key)).join(",")}`);
  };
  return [title, goods, scan, to, place.tagName ? place : null, saveButton(say("do.hand_over"), save)];
}

function lotOf(ctx, path) {
  return ctx.mine.lots.find((lot) => codeOf(lot.key) === codeOf(path))?.key ?? path;
}

function refused(say, goods, to, place) {
  if (!goods.value.length) return say("ship.choose");
  if (!to.value) return say("ship.no_party");
  return place.value ? null : say("form.no_place");
}

// what was handed over, as big codes that the receiver scans from the sack's tag or types
function handed({ say }, codes) {
  return [
    h("div", { class: "great" }, h("h1", { tabindex: "-1" }, say("ship.done")), h("p", {}, say("ship.let_scan"))),
    ...codes.map((code) => h("p", { class: "code" }, code.replace(/(.{4})(?=.)/g, "$1 "), h("small", {}, `…${tag(code)}`))),
    h("nav", { class: "doors two" }, door({ label: say("do.home"), pic: "home", go: "#/home" }), door({ label: say("do.again"), pic: "again", go: "#/ship" })),
  ];
}
