// Five short sounds of wood, paper and metal, made in the browser. Nothing sounds before the first gesture.

const MUTE = "undertable/mute";
/** A sound that could only start later than this is left out. */
const LATE = 150;
const LOUDNESS = 0.5;

/** How each is made: knocks of a pitch that falls, breaths of filtered noise; times in seconds. */
const RECIPES = {
  card: [
    { noise: "highpass", pitch: 2600, start: 0, length: 0.07, loud: 0.3 },
    { noise: "bandpass", pitch: 900, start: 0.05, length: 0.06, loud: 0.4 },
  ],
  knock: [
    { tone: 190, fall: 120, start: 0, length: 0.12, loud: 0.8 },
    { noise: "lowpass", pitch: 700, start: 0, length: 0.05, loud: 0.5 },
    { tone: 175, fall: 110, start: 0.15, length: 0.14, loud: 0.9 },
    { noise: "lowpass", pitch: 700, start: 0.15, length: 0.05, loud: 0.5 },
  ],
  cylinder: [0, 0.06, 0.115, 0.17, 0.24, 0.33].flatMap((start, number) => [
    { noise: "bandpass", pitch: 3800 - number * 120, start, length: 0.025, loud: 0.35 },
    { tone: 2400 - number * 90, fall: 1900, start, length: 0.03, loud: 0.06 },
  ]),
  click: [
    { noise: "highpass", pitch: 3000, start: 0, length: 0.02, loud: 0.5 },
    { tone: 1750, fall: 1500, start: 0, length: 0.05, loud: 0.22 },
    { noise: "bandpass", pitch: 1500, start: 0.045, length: 0.05, loud: 0.4 },
  ],
  thud: [
    { tone: 92, fall: 44, start: 0, length: 0.36, loud: 1 },
    { noise: "lowpass", pitch: 320, start: 0, length: 0.16, loud: 0.8 },
  ],
};

export const NAMES = Object.keys(RECIPES);

/** Whether one hears anything, and the sounds: {play(name), muted, toggle()}. Without audio it is silent, not broken. */
export function sounds(storage = memory()) {
  let muted = storage?.getItem(MUTE) === "1";
  let context = null;
  return {
    get muted() {
      return muted;
    },
    play(name) {
      if (muted || !(name in RECIPES) || !touched()) return;
      context ??= open();
      if (context) sounding(context, name);
    },
    toggle() {
      muted = !muted;
      remember(storage, muted);
      return muted;
    },
  };
}

/** Put a sound together in any audio context, `at` its own time. */
export function synthesise(context, name, at = 0) {
  const out = context.createGain();
  out.gain.value = LOUDNESS;
  out.connect(context.destination);
  for (const part of RECIPES[name]) sourceOf(context, part, at + part.start).connect(envelope(context, part, at, out));
}

function sourceOf(context, part, at) {
  const source = "tone" in part ? tone(context, part, at) : hiss(context, part.length);
  source.start(at);
  source.stop(at + part.length);
  return "tone" in part ? source : filtered(context, part, source);
}

function tone(context, part, at) {
  const source = context.createOscillator();
  source.type = "sine";
  source.frequency.setValueAtTime(part.tone, at);
  source.frequency.exponentialRampToValueAtTime(part.fall, at + part.length);
  return source;
}

function hiss(context, length) {
  const source = context.createBufferSource();
  source.buffer = noise(context, length);
  return source;
}

function filtered(context, { noise: type, pitch }, source) {
  const filter = context.createBiquadFilter();
  filter.type = type;
  filter.frequency.value = pitch;
  source.connect(filter);
  return filter;
}

/** Loud at once, then falling away. */
function envelope(context, { start, length, loud }, at, out) {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, at + start);
  gain.gain.exponentialRampToValueAtTime(loud, at + start + 0.004);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + start + length);
  gain.connect(out);
  return gain;
}

/** Noise that is the same every time. */
function noise(context, length) {
  const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * length), context.sampleRate);
  const samples = buffer.getChannelData(0);
  let state = 20011;
  for (let at = 0; at < samples.length; at += 1) {
    state = (state * 16807) % 2147483647;
    samples[at] = (state / 2147483647) * 2 - 1;
  }
  return buffer;
}

/** Whether somebody has pressed anything on this page yet. */
const touched = () => navigator.userActivation?.hasBeenActive ?? true;

function open() {
  try {
    return new AudioContext();
  } catch {
    return null; // a browser without sound
  }
}

function sounding(context, name) {
  if (context.state === "running") {
    synthesise(context, name, context.currentTime);
    return;
  }
  const asked = performance.now();
  const start = () => performance.now() - asked < LATE && synthesise(context, name, context.currentTime);
  context.resume().then(start, () => {}); // refused: the browser wants a gesture first
}

function memory() {
  try {
    return localStorage;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(storage, muted) {
  try {
    storage?.setItem(MUTE, muted ? "1" : "0");
  } catch {
    // full or forbidden: it holds for this page
  }
}
