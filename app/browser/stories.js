// Fetches a match as its viewpoints saw it, each once.

/** Why there is nothing to show, in a sentence of the server. */
export class Refused extends Error {}

export function stories(match) {
  const coming = new Map();

  async function ask(part, query) {
    const answer = await fetch(`/api/matches/${encodeURIComponent(match)}/${part}?${new URLSearchParams(query)}`);
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.error);
    return told;
  }

  return {
    /** The promise of a viewpoint. What has failed is asked for again the next time. */
    get(at) {
      if (!coming.has(at)) {
        coming.set(at, ask("frames", { seat: at }));
        coming.get(at).catch(() => coming.delete(at));
      }
      return coming.get(at);
    },
    /** How models were asked at one step of a viewpoint. */
    asked: (at, step) => ask("calls", { seat: at, step }),
    /** A match that is still played has grown meanwhile. */
    forget: () => coming.clear(),
  };
}
