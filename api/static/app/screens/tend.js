// Work on plots: fertilising, weeding, pruning, watering; material and dose as last time.
import { field, head, picker, saveButton } from "../parts.js";
import { dayAsked, extras, filled, noPlots, plotsAsked, words } from "../kit/asks.js";

const STEPS = [["fertilising", "bag"], ["weeding", "hoe"], ["pruning", "plant"], ["irrigating", "sprayer"], ["tending", "leaf"]];
const MATERIALS = ["npk", "urea", "manure", "microbial", "lime"];

export default async function tend(ctx) {
  const { say, mine } = ctx;
  const title = head(ctx, say("tend.title"), "hoe");
  if (!mine.plots.length) return [title, ...noPlots()];
  const last = ctx.last("tend/1") ?? {};
  const step = picker({
    label: say("tend.step"), value: last.step ?? "fertilising",
    options: STEPS.map(([value, pic]) => ({ value, label: say(`step.${value}`), pic })), onpick: turn,
  });
  const known = MATERIALS.map((name) => say(`material.${name}`));
  const options = [...new Set([last.input, ...known])].filter(Boolean).map((value) => ({ value, label: value }));
  const material = words({ label: say("tend.material"), options, value: last.input, other: say("tend.other") });
  const dose = field({ label: say("tend.dose"), value: last.dose, hint: say("tend.dose_hint"), maxlength: 100 });
  const plots = plotsAsked(ctx, { last });
  const day = dayAsked();
  const more = extras({ was: ctx.params.instead ? last : {} });
  function turn() {
    material.hidden = dose.hidden = step.value !== "fertilising";
  }
  turn();
  const save = () => {
    if (!plots.value.length) return say("ask.which");
    const fed = material.hidden ? {} : { input: material.value, dose: dose.value };
    return ctx.keep("tend/1", filled({ time: day.time(), step: step.value, ...fed, ...more.said() }), { ...more.more(), plots: plots.value });
  };
  return [title, step, plots, material, dose, day, more, saveButton(say("do.save"), save)];
}
