// Measures that the wide and the narrow layout of a board share, in pixels.

export const TARGET_HIGH = 92;
/** The brass bar. */
export const EDGE = 11;

/** The table top between `y` and `bottom`; what lies beyond the picture is cut off. */
export const table = (width, y, bottom, inset) => ({ x: inset, y, w: width - 2 * inset, h: bottom - y });
