// A spoken note: the microphone as 8 kHz mono µ-law WAV (8 KB a second), at most a minute.
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
  const data = bytes.length + (bytes.length % 2);
  const file = new DataView(new ArrayBuffer(58 + data));
  const text = (at, word) => [...word].forEach((c, i) => file.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF");
  file.setUint32(4, 50 + data, true);
  text(8, "WAVEfmt ");
  file.setUint32(16, 18, true);
  file.setUint16(20, 7, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE, true);
  file.setUint16(32, 1, true);
  file.setUint16(34, 8, true);
  text(38, "fact");
  file.setUint32(42, 4, true);
  file.setUint32(46, bytes.length, true);
  text(50, "data");
  file.setUint32(54, bytes.length, true);
  new Uint8Array(file.buffer, 58).set(bytes);
  return file.buffer;
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
    await sound.audioWorklet.addModule(new URL("ear.js", import.meta.url));
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

// Speak, see how loud and how long, hear it, speak again: {node, wav()} where wav() is null or an ArrayBuffer.
export function voiceButton({ h, say, pictogram }) {
  let spoken = null;
  let ear = null;
  const level = h("meter", { min: 0, max: 1, value: 0, hidden: true, "aria-label": say("voice_level") });
  const told = h("p", { role: "status" });
  const word = h("span", {}, say("voice_speak"));
  const hear = h("button", { type: "button", hidden: true, onclick: () => play(spoken) }, say("voice_hear"));
  async function finish() {
    const ending = ear;
    ear = null;
    spoken = await ending.stop();
    word.textContent = say("voice_again");
    [level.hidden, hear.hidden] = [true, false];
  }
  function heard(loud, seconds) {
    level.value = loud;
    told.textContent = say("voice_seconds", { n: Math.floor(seconds) });
    if (seconds >= LONGEST && ear) finish();
  }
  async function turn() {
    if (ear) return finish();
    try {
      ear = await listen(heard);
      word.textContent = say("voice_stop");
      [level.hidden, hear.hidden] = [false, true];
    } catch {
      told.textContent = say("voice_none");
    }
  }
  const button = h("button", { type: "button", class: "button", onclick: turn }, pictogram("voice"), word);
  const node = h("div", { class: "voice" }, button, hear, level, told);
  addEventListener("hashchange", () => ear?.stop(), { once: true });
  return { node, wav: () => spoken };
}
