// The plots of the household: their shapes, what is closed and until when; several can be worked at once.
import { h } from "../dom.js";
import { door, head } from "../parts.js";
import { shut } from "../kit/asks.js";
import { areaText, thumbnail } from "../kit/plotmap.js";

const WORKS = [["harvest", "leaf"], ["tend", "hoe"], ["spray", "sprayer"]];

export default async function plots({ say, mine }) {
  const chosen = new Set();
  const works = h("nav", { class: "doors foot", hidden: true, "aria-label": say("plots.works") });
  function turn(key, on) {
    if (on) chosen.add(key);
    else chosen.delete(key);
    works.hidden = !chosen.size;
    const keys = encodeURIComponent([...chosen].join());
    works.replaceChildren(...WORKS.map(([name, pic]) => door({ label: say(`do.${name}`), pic, go: `#/${name}?plots=${keys}` })));
  }
  return [
    head({}, say("plots.title"), "map"),
    mine.plots.length > 0 && h("p", { class: "like" }, say("plots.pick")),
    h("ul", { class: "rows" }, mine.plots.map((plot) => row(say, plot, turn))),
    h("nav", { class: "doors one" },
      door({ label: say("plots.new"), pic: "plus", go: "#/plot" }),
      mine.plots.length > 0 && door({ label: say("plots.plant"), pic: "plant", go: "#/plants" })),
    works,
  ];
}

function row(say, plot, turn) {
  const name = plot.name ?? plot.label;
  const box = h("input", { type: "checkbox", "aria-label": name, onchange: () => turn(plot.key, box.checked) });
  const facts = [plot.area_m2 && areaText(plot.area_m2), plot.cultivar, plot.unsent && say("plots.unsent")];
  const warn = shut(plot);
  return h("li", { class: "plot" },
    h("label", { class: "tick" }, box),
    h("a", { class: "row", href: `#/plot?key=${encodeURIComponent(plot.key)}` }, thumbnail(plot.shape),
      h("span", {}, h("b", {}, name), h("small", {}, facts.filter(Boolean).join(" · ")), warn && h("small", { class: "warn" }, warn))));
}
