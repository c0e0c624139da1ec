// A spoken note: the microphone as 8 kHz mono µ-law WAV (8 KB a second), at most a minute.
import { h, pictogram } from "../dom.js";
import { say } from "../words.js";

const RATE = 8000;
const LONGEST = 60;

// One sample from -1 to 1 as a µ-law byte (ITU-T G.711).
export function muLaw(sample) {
  const linear = Math.min(32635, Math.abs(Math.round(sample * 32767))) + 132;
  const exponent = 31 - Math.clz32(linear) - 7;
  const mantissa = (linear >> (exponent + 3)) & 15;
  return ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255;
}

// What a µ-law byte stands for, from -1 to 1.
export function linear(byte) {
  const bits = ~byte & 255;
  const size = (((bits & 15) << 3) + 132) << ((bits >> 4) & 7);
  return ((bits & 128 ? -1 : 1) * (size - 132)) / 32768;
}

// The samples at 8 kHz, each the mean of those it stands for.
export function resampled(samples, rate) {
  const step = rate / RATE;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, at) => {
    const [from, to] = [Math.floor(at * step), Math.max(Math.floor(at * step) + 1, Math.floor((at + 1) * step))];
    return samples.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from);
  });
}

// A WAV file of µ-law bytes: fmt (format 7), fact, data, padded to an even length.
export function wav(bytes) {
  const little = (value, size) => Array.from({ length: size }, (_, at) => (value >> (8 * at)) & 255);
  const words = (text) => [...text].map((c) => c.charCodeAt(0));
  const n = bytes.length;
  return Uint8Array.from([
    ...words("RIFF"), ...little(50 + n + (n % 2), 4), ...words("WAVEfmt "), ...little(18, 4),
    ...little(7, 2), ...little(1, 2), ...little(RATE, 4), ...little(RATE, 4), ...little(1, 2), ...little(8, 2), 0, 0,
    ...words("fact"), ...little(4, 4), ...little(n, 4), ...words("data"), ...little(n, 4), ...bytes, ...(n % 2 ? [0] : []),
  ]).buffer;
}

// Starts to listen; `onlevel(loudness 0-1, seconds)` is called while it does. `stop()` gives the WAV.
export async function listen(onlevel) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const sound = new AudioContext();
  const blocks = [];
  let length = 0;
  const ended = () => {
    stream.getTracks().forEach((track) => track.stop());
    return sound.close();
  };
  try {
    await sound.audioWorklet.addModule("/app/kit/ear.js");
    const ear = new AudioWorkletNode(sound, "ear");
    sound.createMediaStreamSource(stream).connect(ear);
    ear.port.onmessage = ({ data }) => {
      if (length >= LONGEST * sound.sampleRate) return;
      blocks.push(data);
      length += data.length;
      onlevel(Math.min(1, 3 * Math.max(...data.map(Math.abs))), length / sound.sampleRate);
    };
  } catch (refusal) {
    await ended();
    throw refusal;
  }
  return {
    async stop() {
      await ended();
      const all = new Float32Array(length);
      blocks.reduce((at, block) => (all.set(block, at), at + block.length), 0);
      return wav(Uint8Array.from(resampled(all, sound.sampleRate).subarray(0, LONGEST * RATE), muLaw));
    },
  };
}

// Plays a WAV of ours; resolves when it has been heard.
export async function play(buffer) {
  const bytes = new Uint8Array(buffer, 58);
  const sound = new AudioContext();
  const heard = sound.createBuffer(1, bytes.length, RATE);
  heard.getChannelData(0).set(Float32Array.from(bytes, linear));
  const source = sound.createBufferSource();
  source.buffer = heard;
  source.connect(sound.destination);
  await new Promise((done) => {
    source.onended = done;
    source.start();
  });
  await sound.close();
}

// Speak, see how loud and how long, hear it, speak again: {node, said: () => Blob or undefined}.
export function voiceButton() {
  let spoken;
  let ear = null;
  const level = h("meter", { min: 0, max: 1, hidden: true, "aria-label": say("voice.level") });
  const told = h("p", { role: "status" });
  const word = h("span", {}, say("voice.speak"));
  const hear = h("button", { type: "button", hidden: true, onclick: () => play(spoken) }, say("voice.hear"));
  const turn = (on) => {
    word.textContent = say(on ? "voice.stop" : "voice.again");
    [level.hidden, hear.hidden] = [!on, on];
  };
  async function finish() {
    const ending = ear;
    ear = null;
    turn(false);
    spoken = await ending.stop();
  }
  function heard(loud, seconds) {
    level.value = loud;
    told.textContent = say("voice.seconds", { n: Math.floor(seconds) });
    if (ear && (seconds >= LONGEST || !node.isConnected)) finish();
  }
  async function press() {
    if (ear) return finish();
    try {
      ear = await listen(heard);
      turn(true);
    } catch {
      told.textContent = say("voice.none");
    }
  }
  const button = h("button", { type: "button", class: "button", onclick: press }, pictogram("microphone"), word);
  const node = h("div", { class: "voice" }, button, hear, level, told);
  return { node, said: () => spoken && new Blob([spoken], { type: "audio/wav" }) };
}
