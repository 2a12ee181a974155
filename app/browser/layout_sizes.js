// Measures that boards share, in pixels.

/** The brass bar. */
export const EDGE = 11;

/** What a page has above all that is drawn here. */
export const ABOVE = 72;

/** The table top between `y` and `bottom`; what lies beyond the picture is cut off. */
export const table = (width, y, bottom, inset) => ({ x: inset, y, w: width - 2 * inset, h: bottom - y });
