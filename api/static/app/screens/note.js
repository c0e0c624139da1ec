// Something seen on a plot or one plant of it: a photo, a spoken word, or a line.
import { h } from "../dom.js";
import { head, picker, saveButton } from "../parts.js";
import { dayAsked, extras, filled, noPlots, plotsAsked } from "../kit/asks.js";

const TOPICS = ["pest", "disease", "weather", "growth", "soil", "quality", "accident", "other"];

export default async function note(ctx) {
  const { say, mine, params } = ctx;
  const title = head(ctx, say("do.note"), "camera");
  if (!mine.plots.length) return [title, ...noPlots()];
  const last = ctx.last("note/1");
  const was = (params.instead && last) || {};
  const plot = plotsAsked(ctx, { many: false, last });
  const topic = picker({ label: say("note.topic"), options: TOPICS.map((value) => ({ value, label: say(`topic.${value}`) })), value: was.topic });
  const day = dayAsked();
  const more = extras({ open: true, was });
  const [row, position] = [params.row ?? was.row, params.position ?? was.position].map((text) => (text ? Number(text) : null));
  const save = () => {
    if (more.empty()) return say("note.empty");
    const body = { time: day.time(), place: plot.value, row, position, topic: topic.value, ...more.said() };
    return ctx.keep("note/1", filled(body), more.more());
  };
  plot.hidden = Boolean(row);
  const named = mine.plots.find((each) => each.key === plot.value);
  return [title, row && h("p", { class: "like" }, say("note.plant", { row, position, plot: named.name ?? named.label })),
    more, topic, plot, day, saveButton(say("do.save"), save)];
}
