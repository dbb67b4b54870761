// Places of the layout as they are drawn: turned and stretched to the shape that the drawing has on this screen.

import { graph } from "./data.js";
import { byId } from "./dom.js";

const MOST = 1.8;
const UPRIGHT = 0.8;
const LABELS = { width: 0.8, height: 0.88 };
const BESIDE = { wide: 150, phone: 40 };

/** Whether the drawing stands upright, and how much longer each axis is drawn than the layout has it. */
function shape() {
  const { width, height } = graph.clusters[0] ?? { width: 1, height: 1 };
  const wanted = screenShape();
  const upright = wanted < UPRIGHT;
  const aspect = upright ? height / width : width / height;
  const more = wanted / (aspect || 1);
  return { upright, x: Math.min(MOST, Math.max(1, more)), y: Math.min(MOST, Math.max(1, 1 / more)) };
}

/** Width by height of the place for the actors, without what their labels need; the time slider is not there yet. */
function screenShape() {
  const { clientWidth, clientHeight } = byId("middle");
  const beside = matchMedia("(max-width: 560px)").matches ? BESIDE.phone : BESIDE.wide;
  if (clientWidth < 100 || clientHeight < beside + 100) return 1.2;
  return (LABELS.width * clientWidth) / (LABELS.height * (clientHeight - beside));
}

const { upright, x: broader, y: higher } = shape();

/** Where a place of the layout is drawn. */
export const drawnAt = ([x, y]) => (upright ? [y * broader, x * higher] : [x * broader, y * higher]);

/** The place of the layout that is drawn here, in whole pixels. */
export function layoutAt([x, y]) {
  const [across, down] = [Math.round(x / broader), Math.round(y / higher)];
  return upright ? [down, across] : [across, down];
}
