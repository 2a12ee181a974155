// The move that one person has chosen for the step before them; another one takes its place until the step is over.

/** `draft` keeps it through reloads; `send(decision, action)` gives the answer and returns its click. Nothing here is drawn. */
export function choice({ draft, send }) {
  let ask = null;
  let online = false;
  let sent = null; // {decision, name, click}: on its way
  let taken = null; // the same, when the table has it

  function keep() {
    if (taken) draft.write(taken);
    else draft.clear();
  }

  return {
    /** The table as it is shown now; a snapshot says which click was taken last. */
    show(frame) {
      const another = frame.ask?.decision !== ask?.decision;
      const kept = sent ?? draft.read();
      ask = frame.ask;
      // A server that has started again has forgotten what it had taken.
      const forgotten = taken && "click" in frame && taken.click !== frame.click;
      if (another) sent = taken = null;
      else if (forgotten) {
        taken = null;
        if (!sent) draft.clear();
      }
      if (ask && kept?.decision === ask.decision && "click" in frame) {
        if (frame.click === kept.click) [taken, sent] = [kept, null];
      } else if (another) draft.clear();
    },
    online(yes) {
      online = yes;
    },
    /** Whether it was sent: the same move again is no change. */
    choose(name) {
      const move = online && ask?.moves.find((one) => one.name === name);
      if (!move || (sent ?? taken)?.name === name) return false;
      sent = { decision: ask.decision, name, click: send(ask.decision, move.action) };
      draft.write(sent);
      return true;
    },
    done(click) {
      if (sent?.click !== click) return;
      taken = sent;
      sent = null;
    },
    /** What was chosen before still stands. */
    refused(click) {
      if (sent?.click !== click) return;
      sent = null;
      keep();
    },
    get name() {
      return (sent ?? taken)?.name ?? null;
    },
    get open() {
      return online && ask !== null;
    },
  };
}
