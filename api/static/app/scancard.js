// scans a card: by the camera, or a photo of it, or typed; gives {card, secret} or null
import { readCard } from "./session.js";

export async function scanCard(title) {
  const { scan } = await import("./kit/scan.js");
  const link = await scan({ title, wanted: ["card"] });
  return link && readCard(`card=${link.card}.${link.secret}`);
}
