// A list in a box that scrolls: more of it is drawn as one nears the end of what is there.

/** Call `more()` until what is in `box` goes on `below` pixels beneath what is in sight, or it says that there is no more. */
export function filled(box, below, more) {
  const short = () => box.offsetHeight > 0 && box.scrollHeight < box.scrollTop + box.clientHeight + below;
  while (short() && more());
}
