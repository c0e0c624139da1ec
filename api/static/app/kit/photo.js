// A photo small enough to send: at most 1280 px and 250 KB of JPEG, drawn anew so that no metadata is left.
import { h, pictogram } from "../dom.js";
import { say } from "../words.js";

const SIDE = 1280;
const MOST = 250 * 1024;

// Takes a File or Blob of a picture; gives {bytes: ArrayBuffer, width, height}.
export async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    let scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    for (;; scale *= 0.8) {
      const canvas = drawn(picture, scale);
      for (const quality of [0.8, 0.65, 0.5]) {
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (!blob) throw new Error("canvas");
        if (blob.size <= MOST) {
          return { bytes: await blob.arrayBuffer(), width: canvas.width, height: canvas.height };
        }
      }
    }
  } finally {
    picture.close();
  }
}

function drawn(picture, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// A button that opens the camera, and the photos taken, each with a way to take it out: {node, photos: Blobs}.
export function photoButton(most = 6) {
  const photos = [];
  const shown = h("div", { class: "photos" });
  const told = h("p", { role: "alert", class: "no", hidden: true }, say("photo.unread"));
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", class: "unseen" });
  const button = h("label", { class: "button" }, pictogram("camera"), say("photo.take"), input);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    const small = await smaller(file).catch(() => null);
    told.hidden = Boolean(small);
    if (small) add(new Blob([small.bytes], { type: "image/jpeg" }));
  });
  function add(blob) {
    const src = URL.createObjectURL(blob);
    const out = () => {
      photos.splice(photos.indexOf(blob), 1);
      URL.revokeObjectURL(src);
      figure.remove();
      button.hidden = false;
    };
    const figure = h("figure", {}, h("img", { src, alt: say("photo.taken", { n: photos.push(blob) }) }),
      h("button", { type: "button", onclick: out }, say("photo.drop")));
    shown.append(figure);
    button.hidden = photos.length >= most;
  }
  return { node: h("div", {}, button, shown, told), photos };
}
