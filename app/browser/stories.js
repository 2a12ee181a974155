// Fetches a match as its viewpoints saw it, each once.

/** Why there is nothing to show, in a sentence of the server. */
export class Refused extends Error {}

export function stories(match) {
  const coming = new Map();
  const path = (part) => `/api/matches/${encodeURIComponent(match)}/${part}`;

  async function ask(part, query) {
    const answer = await fetch(`${path(part)}?${new URLSearchParams(query)}`);
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.error);
    return told;
  }

  /** What has failed is asked for again the next time. */
  function once(part, query) {
    const name = JSON.stringify([part, query]);
    if (!coming.has(name)) {
      coming.set(name, ask(part, query));
      coming.get(name).catch(() => coming.delete(name));
    }
    return coming.get(name);
  }

  return {
    /** The promise of a viewpoint. */
    get: (at) => once("frames", { seat: at }),
    /** How models were asked at one step of a viewpoint. */
    asked: (at, step) => ask("calls", { seat: at, step }),
    /** The moment of the offer, once it is open to everybody. */
    room: () => once("room", {}),
    /** Step by step all that a viewpoint may read, and what its filters find. */
    ledger: (at) => once("ledger", { seat: at }),
    /** A match that is still played has grown meanwhile. */
    forget: () => coming.clear(),
    /** Where one file with the match is, and how many bytes it has. */
    file: (view, without) => `${path("file")}?${new URLSearchParams({ view, without })}`,
    size: (view, without) => ask("file/size", { view, without }),
  };
}
