// The wire to the table: it finds its way back by itself, and an answer that nobody has confirmed is sent again.

const FIRST = 250;
const LONGEST = 5000;
/** After these the table will never answer: no such match, not your seat, a page from elsewhere. */
const FINAL = { 4404: "unknown", 4403: "not_yours", 4410: "given_up", 1008: "foreign" };

/** Milliseconds to wait before try number `n`, counted from 0. */
export const pause = (n) => Math.min(FIRST * 2 ** n, LONGEST);

/** Sixteen random bytes; unlike randomUUID it is there on pages without TLS too. */
export function fresh() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * `heard(message)` gets what the table says; `turned(state, why)` gets "connecting", "open", "lost" or "gone".
 * Open means that a snapshot has come: before that nobody knows where the match stands.
 */
export function line(url, { heard, turned }) {
  let socket = null;
  let tries = 0;
  let timer = 0;
  let state = "";
  let waiting = null; // the answer that nobody has confirmed yet

  function turn(to, why = "") {
    if (state === to) return;
    state = to;
    turned(to, why);
  }

  function connect() {
    clearTimeout(timer);
    timer = 0;
    const here = new WebSocket(url);
    socket = here;
    here.onmessage = (event) => here === socket && receive(JSON.parse(event.data));
    here.onclose = (event) => here === socket && closed(event.code);
  }

  function receive(message) {
    const settles = waiting !== null && "click" in message && message.click === waiting.click;
    if (settles) waiting = null;
    if (message.kind === "snapshot") {
      tries = 0;
      turn("open");
    }
    const unsettled = waiting;
    heard(message);
    if (message.kind === "snapshot" && unsettled !== null && unsettled === waiting) post(waiting);
  }

  function closed(code) {
    socket = null;
    if (code in FINAL) return turn("gone", FINAL[code]);
    turn("lost");
    timer = setTimeout(connect, pause(tries++));
  }

  function post(message) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  // A laptop that wakes up, or a network that comes back, does not wait for the next try.
  function again() {
    if (timer && !document.hidden) connect();
  }
  addEventListener("online", again);
  document.addEventListener("visibilitychange", again);

  turn("connecting");
  connect();
  return {
    /** Answer a decision; the same answer is sent again after a break until it is confirmed or refused. Its click. */
    act(at, action, reason = "") {
      waiting = { do: "act", at, click: fresh(), action, ...(reason && { reason }) };
      post(waiting);
      return waiting.click;
    },
    /** Anything else; it is lost if the line is down. */
    send: post,
    get state() {
      return state;
    },
    close() {
      clearTimeout(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      const here = socket;
      socket = null;
      here?.close();
    },
  };
}

/** Where the table of a match listens; seats are counted from 1 there. */
export function address({ match, seat }) {
  const url = new URL(`/api/matches/${encodeURIComponent(match)}/live`, location.origin);
  url.protocol = url.protocol.replace("http", "ws");
  if (seat !== null && seat !== undefined) url.searchParams.set("seat", seat + 1);
  return url.href;
}
