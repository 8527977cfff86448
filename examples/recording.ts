// What a model hears in a recording: the phones of a 44.1 kHz stereo file, read by the embedded model at 16 kHz.
// `npx tsx --conditions=@audiate/source examples/recording.ts clip.wav` reads another one.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { activations, readSound } from '@audiate/core';
import { transcribe } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';

const path = process.argv[2] ?? join(import.meta.dirname, '../fixtures/sound/speech-44k-stereo-24.wav');
const model = await tiny();
const sound = await readSound(await readFile(path));
const { logits } = await activations(model, sound, ['logits']);
const seconds = (sound.samples.length / sound.sampleRate).toFixed(2);
console.log(`${seconds} s at ${sound.sampleRate} Hz, heard at ${model.sampleRate} Hz in ${logits.shape[1]} frames:`);
console.log(transcribe(logits, model.vocabulary!)[0]);
