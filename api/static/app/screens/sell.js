// selling at the gate: which goods, how much, to whom if that is known
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { taking, where, whom } from "../goods.js";
import { filled } from "../kit/asks.js";
import { head, saveButton } from "../parts.js";

export default async function sell(ctx) {
  const { say } = ctx;
  const last = ctx.last("sell/1") ?? {};
  const title = head(ctx, say("sell.title"), "money");
  const goods = taking(ctx, { kinds: ["packs", "made", "fresh", "other"], label: say("sell.which"), how: say("sell.how_much"), many: false });
  if (goods.empty) return [title, h("p", { class: "note" }, say("ship.nothing"))];
  const to = whom(ctx, { label: say("sell.whom"), value: last.other_party ?? "", nobody: say("sell.passer_by") });
  const place = where(ctx, last, say("form.where"));
  const save = () => {
    if (!goods.value.length) return say("ship.choose");
    if (!place.value) return say("form.no_place");
    return ctx.keep("sell/1", filled({ time: iso(), place: place.value, goods: goods.value, other_party: to.value }));
  };
  return [title, goods, to, place.tagName ? place : null, saveButton(say("do.save"), save)];
}
