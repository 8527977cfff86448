import { type ArrayRef, arrayRef, type Context, InputError, type Revive, show } from '@audiate/protocol';

/** Audio to start from: one waveform for every item of the batch, or one for each. */
export type StartAudio = Float32Array | readonly Float32Array[];

/**
 * A copy of the audio to start from, so that its spec stays true.
 * @param name of the option that it was given in.
 * @throws InputError unless it is one or more non-empty arrays of finite samples.
 */
export function checkStartAudio(from: StartAudio, name = 'from'): StartAudio {
  if (from instanceof Float32Array) return copyOf(from, name);
  if (Array.isArray(from) && from.length > 0) return from.map((item, i) => copyOf(item, `${name}[${i}]`));
  throw new InputError(`${name} must be a Float32Array or a non-empty array of them, got ${show(from)}`);
}

/**
 * The waveform that each item of the batch starts from.
 * @throws InputError when the count is not the batch or a length is not the render's.
 */
export function startAudioFor(
  from: StartAudio,
  { batch, samples, model }: Context,
  name = 'from',
): readonly Float32Array[] {
  const items = from instanceof Float32Array ? Array.from({ length: batch }, () => from) : from;
  if (items.length !== batch) {
    throw new InputError(
      `${name} holds ${items.length} waveforms for a batch of ${batch}; give one, or one for each item`,
    );
  }
  for (const item of items) {
    if (item.length === samples) continue;
    throw new InputError(
      `${name} has ${item.length} samples, the render ${samples} at ${model.sampleRate} Hz; ` +
        `render ${item.length} samples, or cut or pad the audio`,
    );
  }
  return items;
}

/** How a spec names the audio to start from. */
export function startAudioRef(from: StartAudio | undefined): ArrayRef | ArrayRef[] | undefined {
  if (from === undefined) return undefined;
  return from instanceof Float32Array ? arrayRef(from) : from.map(arrayRef);
}

/** The audio that {@link startAudioRef} named. */
export function reviveStartAudio(ref: ArrayRef | readonly ArrayRef[], revive: Revive): StartAudio {
  return isList(ref) ? ref.map((item) => revive.array(item)) : revive.array(ref);
}

function isList(ref: ArrayRef | readonly ArrayRef[]): ref is readonly ArrayRef[] {
  return Array.isArray(ref);
}

function copyOf(audio: Float32Array, name: string): Float32Array {
  if (!(audio instanceof Float32Array)) throw new InputError(`${name} must be a Float32Array, got ${show(audio)}`);
  if (audio.length === 0) throw new InputError(`${name} is empty; give at least one sample`);
  const bad = audio.findIndex((sample) => !Number.isFinite(sample));
  if (bad >= 0) throw new InputError(`${name} must be finite, got ${audio[bad]} at sample ${bad}`);
  return audio.slice();
}
