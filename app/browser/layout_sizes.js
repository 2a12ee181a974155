// Measures that the wide and the narrow layout of a board share, in pixels.

/** The brass bar. */
export const EDGE = 11;

/** How many lines of speech fit beside a plate, and above or below one. */
export const SPEECH_LINES = { beside: 3, over: 4 };

/** The table top between `y` and `bottom`; what lies beyond the picture is cut off. */
export const table = (width, y, bottom, inset) => ({ x: inset, y, w: width - 2 * inset, h: bottom - y });
