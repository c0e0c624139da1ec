// A place that was recorded on a phone is a plot: again or corrected, it has the plot's screen.
import * as plot from "./plot.js";

export default async function place(ctx) {
  return plot.default(ctx);
}
