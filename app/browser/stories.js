// Fetches a match as its viewpoints saw it, each once.

/** Why there is nothing to show, in a sentence of the server. */
export class Refused extends Error {}

export function stories(match) {
  const coming = new Map();

  async function get(at) {
    const answer = await fetch(`/api/matches/${encodeURIComponent(match)}/frames?seat=${encodeURIComponent(at)}`);
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.error);
    return told;
  }

  return {
    /** The promise of a viewpoint. What has failed is asked for again the next time. */
    get(at) {
      if (!coming.has(at)) {
        coming.set(at, get(at));
        coming.get(at).catch(() => coming.delete(at));
      }
      return coming.get(at);
    },
    /** A match that is still played has grown meanwhile. */
    forget: () => coming.clear(),
  };
}
