// What drives the same neuron in recorded speech: the highest moment of five recordings, cut out.
import { clipsFrom, examples, scan } from '@audiate/dataset';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const clips = clipsFrom('fixtures/speech/cards');
const index = await scan(model, clips, { layers: ['encoder.2'] });
const { top } = await examples(index, { layer: 'encoder.2', unit: 17, clips, model, count: 1 });
const { file, value, cut } = top[0]!;
export const sound = {
  title: `${file}, ${cut!.from.toFixed(2)} s`,
  audio: cut!.sound.samples,
  sampleRate: cut!.sound.sampleRate,
  facts: [{ name: 'activation', value }],
};
