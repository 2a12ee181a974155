// The same as stories.js, from what stands in the page itself.

import { Refused } from "./stories.js";

/** What a shared file holds, once a page. */
export function embedded() {
  const { first, stories, room, no_room } = unpacked(JSON.parse(document.getElementById("told").textContent));
  const story = (at) => stories[Object.hasOwn(stories, at) ? at : first];
  return {
    get: async (at) => story(at),
    asked: async (at, step) => ({ step, decisions: story(at).asked[step] }),
    room: async () => {
      if (!room) throw new Refused(no_room);
      return room;
    },
    ledger: async (at) => story(at).ledger,
    forget() {},
  };
}

/** Puts together what `app/share/packing.py` has taken apart: {"$": n} stands for part n. */
function unpacked({ parts, whole }) {
  const made = [];
  const back = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(back);
    if ("$" in value) return (made[value.$] ??= back(parts[value.$]));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, back(one)]));
  };
  return back(whole);
}
