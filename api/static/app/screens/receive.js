// receiving: scan the code of what came in, how much, from whom; that confirms the hand-over
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { where, whom } from "../goods.js";
import { filled } from "../kit/asks.js";
import { codeOf } from "../mine.js";
import { head, pad, saveButton } from "../parts.js";
import { scanButton } from "../scanned.js";

export default async function receive(ctx) {
  const { say, params } = ctx;
  const last = ctx.last("receive/1") ?? {};
  const title = head(ctx, say("receive.title"), "handover");
  const scan = scanButton({ label: say("receive.scan"), onread: ({ key }) => ctx.go(`#/receive?lot=${encodeURIComponent(key)}`) });
  if (!params.lot) return [title, h("p", {}, say("receive.how")), scan];
  const lot = ctx.all.lots.find((each) => codeOf(each.key) === codeOf(params.lot));
  const counted = lot?.left?.unit === "H87";
  const much = pad({ label: say("receive.how_much"), value: lot?.left?.value ?? "", unit: counted ? say("unit.packs") : "kg", unknown: say("amount.not_weighed") });
  const from = whom(ctx, { label: say("receive.from"), value: lot?.party ?? last.other_party, nobody: say("receive.unknown") });
  const place = where(ctx, last, say("form.where"));
  const save = () => {
    if (!place.value) return say("form.no_place");
    const goods = [filled({ batch: params.lot, amount: much.value && (counted ? { value: much.value, unit: "H87" } : much.amount) })];
    return ctx.keep("receive/1", filled({ time: iso(), place: place.value, goods, other_party: from.value }));
  };
  const code = h("p", { class: "code" }, codeOf(params.lot).replace(/(.{4})(?=.)/g, "$1 "));
  return [title, code, much, from, place.tagName ? place : null, saveButton(say("do.received"), save), scan];
}
