// One plant, by its plate or by row and position: what is said next is about it.
import { h, pictogram } from "../dom.js";
import { field, head, saveButton } from "../parts.js";
import { sameKey } from "../mine.js";
import { noPlots, plotsAsked } from "../kit/asks.js";
import { scan } from "../kit/scan.js";

export default async function plants(ctx) {
  const { say, mine, go } = ctx;
  const title = head(ctx, say("plant.title"), "plant");
  if (!mine.plots.length) return [title, ...noPlots()];
  const about = (plot, row, position) => go(`#/note?plots=${encodeURIComponent(plot)}&row=${row}&position=${position}`);
  const plot = plotsAsked(ctx, { many: false });
  const number = (name) => field({ label: say(`plant.${name}`), inputmode: "numeric", maxlength: 5 });
  const [row, position] = [number("row"), number("position")];
  async function read() {
    const link = await scan({ title: say("plant.scan"), wanted: ["plant"] });
    if (!link) return;
    const known = mine.plots.find((each) => sameKey(each.key, link.plot));
    if (known) about(known.key, link.row, link.position);
    else missing.hidden = false;
  }
  function next() {
    if (![row, position].every((each) => /^[1-9]\d*$/.test(each.value))) return say("plant.which");
    const known = mine.plots.find((each) => each.key === plot.value);
    if (!stands(known, Number(row.value), Number(position.value))) return say("plant.none", { plants: known.plants.join("; ") });
    return about(plot.value, row.value, position.value);
  }
  const missing = h("p", { class: "no", role: "alert", hidden: true }, say("plant.other"));
  return [title,
    h("button", { class: "plain big", type: "button", onclick: read }, pictogram("scan"), say("plant.scan")), missing,
    h("h2", {}, say("plant.or")), plot, h("div", { class: "tiles" }, row, position),
    saveButton(say("plant.next"), next)];
}

// Whether the plot's ranges hold that plant; where no ranges are known, anything may stand there.
export function stands({ plants }, row, position) {
  return !plants?.length || plants.some((text) => holds(text, row, position));
}

function holds(text, row, position) {
  const [, first, last = first, most, gaps = ""] = /^(\d+)(?:-(\d+))?×(\d+)(?: without (\S+))?$/.exec(text) ?? [];
  const gone = gaps.split(",").some((gap) => {
    const [, at, from, to = from] = /^(\d+)\/(\d+)(?:-(\d+))?$/.exec(gap) ?? [];
    return row === Number(at) && position >= from && position <= to;
  });
  return row >= first && row <= last && position >= 1 && position <= most && !gone;
}
