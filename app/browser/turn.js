// What one person has chosen and typed for the question before them, and what follows from the answer.

const ORDER = ["Q", "K", "A", "Joker"];

/** `draft` keeps it through reloads; `send(decision, action)` gives the answer and returns its click. Nothing here is drawn. */
export function turn({ draft, send }) {
  let now = { ask: null, hand: [], round: 0 };
  let started = false;
  let online = false;
  let picks = [];
  let say = "";
  let sent = null; // {click, say}: the answer that is on its way
  let past = null; // the answer before it, while it may still be refused
  let follow = null; // {say, hand, round, halted}: the chosen cards are to be laid after a pass

  const decision = (of) => of.ask?.decision ?? null;
  const names = (hand) => hand.join();
  const cards = () => picks.map((i) => now.hand[i]).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const ready = () => online && now.ask !== null && sent === null;
  const most = () => Math.min(now.ask?.most ?? 0, now.hand.length);
  const laying = () => now.ask?.kind === "lay";
  const choosing = () => now.ask !== null && (laying() || now.ask.then_lay);

  function keep() {
    if (!picks.length && !say) draft.clear();
    else draft.write({ decision: decision(now), round: now.round, hand: names(now.hand), picks, say, carry: follow !== null });
  }

  function restore(kept) {
    const same = kept.hand === names(now.hand) && kept.round === now.round;
    const mine = kept.decision === decision(now);
    const carried = kept.carry && laying() && same;
    if (mine || carried || kept.decision === null) say = kept.say;
    if ((mine || carried) && same && choosing()) picks = kept.picks.filter((i) => i < now.hand.length);
  }

  /** The question is another one, or there is none any more. */
  function moved() {
    const held = picks.length > 0 || say !== "";
    if (sent !== null && sent.say === say.trim()) say = "";
    past = sent;
    sent = null;
    if (!follow) picks = [];
    if (held) keep();
  }

  /** Chosen cards only outlast a pass: a new hand, a new round or another question discards them. */
  function discard() {
    if (!follow) return;
    const same = follow.hand === names(now.hand) && follow.round === now.round;
    if (same && (now.ask === null || laying() || sent)) return;
    follow = null;
    picks = [];
    keep();
  }

  function answer(kind, fields) {
    if (!ready()) return false;
    sent = { click: send(decision(now), [kind, fields]), say: fields.say };
    return true;
  }

  function resume() {
    say ||= follow.say;
    follow = null;
    keep();
  }

  function lay(words) {
    const done = picks.length > 0 && answer("Play", { cards: cards(), say: words });
    if (done) follow = null;
    return done;
  }

  return {
    /** The table as it is shown now. */
    show(frame) {
      const before = now;
      now = { ask: frame.ask, hand: (frame.mine?.hand ?? []).map((card) => card.card), round: frame.round };
      const kept = draft.read();
      if (!started && kept) restore(kept);
      else if (started && decision(before) !== decision(now)) moved();
      started = true;
      discard();
      // What was written in private meanwhile may change a mind: then the cards wait for one more press.
      if (follow && frame.private?.ask) follow.halted = true;
      if (follow?.halted && laying()) resume();
      if (follow && laying()) lay(follow.say);
      if (frame.ending) draft.clear();
    },
    /** The line is up or down. */
    online(yes) {
      online = yes;
    },
    /** Take a card or put it back; "most" if no more can be taken, "" if nothing changes now. */
    pick(i) {
      if (!choosing() || sent !== null || i >= now.hand.length) return "";
      if (picks.includes(i)) picks = picks.filter((other) => other !== i);
      else if (picks.length >= most()) return "most";
      else picks = [...picks, i].sort((a, b) => a - b);
      keep();
      return "picked";
    },
    type(words) {
      say = words;
      keep();
    },
    call: () => now.ask?.call !== null && answer("Call", { say: say.trim() }),
    /** Let it pass; cards that are chosen follow as soon as the table asks for them. */
    pass() {
      if (!ready() || laying()) return false;
      if (now.ask.then_lay && picks.length) follow = { say: say.trim(), hand: names(now.hand), round: now.round };
      const done = answer("Pass", { say: follow ? "" : say.trim() });
      keep();
      return done;
    },
    lay: () => laying() && lay(say.trim()),
    /** The answer was taken. */
    done(click) {
      if (past?.click === click) past = null;
    },
    /** The answer was not taken: everything stays chosen and typed. */
    refused(click) {
      const mine = [sent, past].find((answer) => answer?.click === click);
      if (mine?.say && !say) say = mine.say;
      if (mine && mine === sent) sent = follow = null;
      if (picks.length || say) keep();
    },
    get ask() {
      return now.ask;
    },
    get picks() {
      return picks;
    },
    get cards() {
      return cards();
    },
    get say() {
      return say;
    },
    get ready() {
      return ready();
    },
    get busy() {
      return sent !== null;
    },
    most,
    laying,
    choosing,
  };
}
