// Runs in the sound thread: hands every block of the microphone's samples to the page.
class Ear extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage(samples.slice());
    return true;
  }
}
registerProcessor("ear", Ear);
