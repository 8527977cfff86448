import recorder from './recorder.js?url';

/** Seconds that are heard at once. */
const WINDOW_SECONDS = 0.5;

/** The microphone, switched on. */
export interface Microphone {
  /** The newest half second; undefined until so much was said. */
  newest(): { readonly samples: Float32Array<ArrayBuffer>; readonly sampleRate: number } | undefined;
  /** Switches it off. */
  close(): void;
}

/**
 * Asks for the microphone and keeps the last half second of it. The sound stays in the page.
 * @throws Error when there is none, the reader refuses, or the page may not ask; it is off then.
 */
export async function openMicrophone(): Promise<Microphone> {
  if (!isSecureContext) {
    throw new Error('browsers give the microphone to pages from https or from this machine only; open this one there');
  }
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } })
    .catch((error) => {
      throw new Error(
        `the microphone can't be had (${(error as Error).message}); allow it for this page, or connect one`,
      );
    });
  const context = new AudioContext();
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  await context.audioWorklet.addModule(recorder).catch((error) => {
    close();
    throw new Error(`the microphone can't be heard (${(error as Error).message}); load the page again`);
  });
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0 });
  source.connect(node);
  const { sampleRate } = context;
  const ring = new Float32Array(Math.round(WINDOW_SECONDS * sampleRate));
  let written = 0;
  node.port.onmessage = ({ data: block }: MessageEvent<Float32Array>) => {
    for (const sample of block) ring[written++ % ring.length] = sample;
  };
  return {
    newest() {
      if (written < ring.length) return undefined;
      const at = written % ring.length;
      const samples = new Float32Array(ring.length);
      samples.set(ring.subarray(at));
      samples.set(ring.subarray(0, at), ring.length - at);
      return { samples, sampleRate };
    },
    close,
  };
}
