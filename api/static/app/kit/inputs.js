// Picks a product of crop protection from the list that was loaded, or takes the name on its label.
import { h } from "../dom.js";
import { field } from "../parts.js";
import { say } from "../words.js";

const FEW = 6;

// Letters without their marks, so that "dong" finds "đồng".
const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

// `.row` is the row that was picked, if any, and `.value` the product's name; `fits` says which rows may be offered.
export function listed({ rows, last, fits, onpick }) {
  const offered = h("div", { class: "chips" });
  const name = field({ label: say(rows.length ? "spray.product" : "spray.typed"), value: last.input_name, maxlength: 200, oninput: () => turn(null) });
  const box = h("div", {}, name, offered);
  const wide = (row) => bare([row.name, row.active_ingredients, row.pests].join(" "));
  function turn(row) {
    box.row = row;
    if (row) name.value = row.name;
    const asked = bare(name.value).split(" ");
    const found = row ? [] : rows.filter((each) => fits(each) && asked.every((word) => wide(each).includes(word)));
    offered.replaceChildren(...found.slice(0, FEW).map((each) =>
      h("button", { type: "button", onclick: () => turn(each) }, each.name, h("small", {}, each.active_ingredients))));
    onpick();
  }
  Object.defineProperty(box, "value", { get: () => name.value });
  const before = rows.find((each) => each.row === last.input) ?? null;
  queueMicrotask(() => turn(before && fits(before) ? before : null));
  return box;
}
