import { type Clip, type Context, copyClip, InputError, isSound, samplesAt, show } from '@audiate/protocol';

/**
 * Audio to start from: one clip for every item of the batch, or one for each. Bare samples are at the model's rate; a sound
 * at another is refused when bound, `resample` of `@audiate/media` converts it.
 */
export type StartAudio = Clip | readonly Clip[];

/**
 * A copy of the audio to start from, so that its spec stays true.
 * @param name of the option that it was given in.
 * @throws InputError unless it is one or more non-empty clips of finite samples.
 */
export function checkStartAudio(from: StartAudio, name = 'from'): StartAudio {
  if (isOne(from)) return copyClip(name, from);
  if (Array.isArray(from) && from.length > 0) return from.map((item, i) => copyClip(`${name}[${i}]`, item));
  throw new InputError(
    `${name} must be a Float32Array, a sound, { samples, sampleRate }, or a non-empty array of them, got ${show(from)}`,
  );
}

/**
 * The waveform that each item of the batch starts from.
 * @throws InputError when the count is not the batch, or a rate or a length is not the render's.
 */
export function startAudioFor(
  from: StartAudio,
  { batch, samples, model }: Context,
  name = 'from',
): readonly Float32Array[] {
  const items = isOne(from) ? Array.from({ length: batch }, () => from) : from;
  if (items.length !== batch) {
    throw new InputError(
      `${name} holds ${items.length} waveforms for a batch of ${batch}; give one, or one for each item`,
    );
  }
  return items.map((clip) => {
    const item = samplesAt(name, clip, model);
    if (item.length === samples) return item;
    throw new InputError(
      `${name} has ${item.length} samples, the render ${samples} at ${model.sampleRate} Hz; ` +
        `render ${item.length} samples, or cut or pad the audio`,
    );
  });
}

function isOne(from: StartAudio): from is Clip {
  return from instanceof Float32Array || isSound(from);
}
