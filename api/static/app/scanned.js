// buttons that scan: a code of goods, a household's card, a printed tag that is bound to a new lot
import { h, pictogram } from "./dom.js";
import { tag } from "./goods.js";
import { say } from "./words.js";

const GOODS = ["own", "batch", "pack", "unit"];

// a button that opens the scanner; what was read is handed on
export function scanButton({ label, onread, wanted = GOODS, known }) {
  const read = async () => {
    const { scan } = await import("./kit/scan.js");
    const link = await scan({ title: label, wanted, known });
    if (link) onread(link);
  };
  return h("button", { type: "button", class: "plain", onclick: read }, pictogram("camera"), label);
}

// binds a printed tag to the lot that is being recorded; .value is its path, or that of a code made here
export function tagButton(ctx) {
  let path = null;
  const told = h("p", { class: "like", role: "status", hidden: true });
  const bind = (link) => {
    path = link.key;
    told.textContent = say("tag.bound", { tag: tag(path) });
    told.hidden = false;
  };
  const box = h("div", {}, scanButton({ label: say("tag.scan"), wanted: ["own"], onread: bind }), told);
  Object.defineProperty(box, "value", { get: () => path ?? `/t/${ctx.newCode()}` });
  return box;
}
