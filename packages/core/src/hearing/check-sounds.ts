import { type Clip, checkNumber, InputError, isSound, type ModelAdapter, show } from '@audiate/protocol';

/**
 * One clip or a list of them, as a list.
 * @throws InputError for what is neither samples nor a sound, with how to make one of it.
 */
export function checkClips(model: ModelAdapter, audio: unknown): readonly Clip[] {
  if (isClip(audio)) return [audio];
  if (!Array.isArray(audio) || typeof audio[0] === 'number') throw noClip(audio, '', model);
  const wrong = audio.findIndex((clip) => !isClip(clip));
  if (wrong >= 0) throw noClip(audio[wrong], ` as item ${wrong}`, model);
  return audio;
}

const isClip = (given: unknown): given is Clip => given instanceof Float32Array || isSound(given);

/**
 * The samples that the sounds of a batch have.
 * @throws InputError for none, for audio that is shorter than the model needs, of unequal lengths, or not finite.
 */
export function checkSounds(model: ModelAdapter, sounds: readonly Float32Array[]): number {
  const [first] = sounds;
  if (!first) throw new InputError('at least one sound is needed, got none');
  for (const [item, sound] of sounds.entries()) {
    checkLength(model, sound, item);
    if (sound.length !== first.length) {
      throw new InputError(
        `sounds of a batch must be equally long; item 0 has ${first.length} samples, item ${item} ${sound.length}`,
      );
    }
    checkFinite(sound, item);
  }
  return first.length;
}

/** @throws InputError for a sound that is shorter than the model needs. */
export function checkLength({ minSamples, name, sampleRate }: ModelAdapter, sound: Float32Array, item: number): void {
  const hint = `${name} hears at ${sampleRate} Hz`;
  checkNumber(`length of audio ${item} in samples`, sound.length, { min: minSamples, hint });
}

/** @throws InputError for a sound with a sample that is not finite. */
export function checkFinite(sound: Float32Array, item: number): void {
  const bad = sound.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`audio must be finite; sample ${bad} of item ${item} is ${sound[bad]}`);
}

function noClip(given: unknown, where: string, { sampleRate }: ModelAdapter): InputError {
  const [what, advice] = explain(given, sampleRate);
  return new InputError(
    `audio must be a Float32Array, a sound { samples, sampleRate } or an array of them, got ${what}${where}; ${advice}`,
  );
}

const READ = 'pass what await readAudio of @audiate/dataset reads from a file, or readSound from the bytes of a WAV';

/** What was given instead, and how to make a clip of it. */
function explain(given: unknown, sampleRate: number): readonly [what: string, advice: string] {
  if (Array.isArray(given)) return ['an array of numbers', 'pass Float32Array.from(audio)'];
  if (given instanceof Int16Array)
    return ['an Int16Array', 'pass Float32Array.from(audio, (sample) => sample / 32768)'];
  if (given instanceof Float64Array) return ['a Float64Array', 'pass Float32Array.from(audio)'];
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) {
    return [show(given), READ];
  }
  if (typeof given === 'string') return [show(given), READ];
  if (given instanceof URL) return ['a URL', READ];
  if (typeof Blob !== 'undefined' && given instanceof Blob) return ['a Blob', READ];
  const parts = (given ?? {}) as Partial<Record<string, unknown>>;
  if (typeof parts.then === 'function') return ['a promise', 'await it'];
  if (typeof parts.getChannelData === 'function') {
    return ['an AudioBuffer', 'pass { samples: buffer.getChannelData(0), sampleRate: buffer.sampleRate }'];
  }
  if (typeof parts.dataSync === 'function') return ['a tensor', 'pass await tensor.data()'];
  if (parts.audio !== undefined) return ['the result of a render', 'pass result.audio'];
  if (parts.channels !== undefined) {
    return ['channels, as decodeWav answers', 'readSound mixes them to one sound'];
  }
  return [show(given), `pass samples in [-1, 1] at ${sampleRate} Hz`];
}
