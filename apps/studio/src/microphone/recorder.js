// An AudioWorklet: hands every block of the microphone to the page. JavaScript, as worklets are loaded as they are.
class Recorder extends AudioWorkletProcessor {
  process([input]) {
    const [channel] = input;
    if (channel) this.port.postMessage(channel.slice());
    return true;
  }
}

registerProcessor('recorder', Recorder);
