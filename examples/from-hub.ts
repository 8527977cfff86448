// A checkpoint of the Hugging Face Hub with a bar for each file that is fetched; the next run finds it in the Hub's
// cache, which Python shares. `tsx from-hub.ts facebook/wav2vec2-base encoder.2 17` (that one is 380 MB).
import { objectives, render, save } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import cliProgress from 'cli-progress';

const [id = 'facebook/wav2vec2-base', layer = 'encoder.2', channel = '17'] = process.argv.slice(2);

const format = '{file} {bar} {percentage} %  {rate} MB/s  {left} s left';
const bars = new cliProgress.MultiBar({ format, noTTYOutput: true, notTTYSchedule: 60_000, hideCursor: true });
const lines = new Map<string, cliProgress.SingleBar>();

const model = await loadWav2Vec2(id, {
  upTo: layer as 'encoder.2', // deeper layers stay on the disk
  onProgress: ({ file, bytes, total = bytes, bytesPerSecond, secondsLeft = 0 }) => {
    const line = lines.get(file) ?? bars.create(total, 0);
    lines.set(file, line);
    const [rate, left] = [(bytesPerSecond / 1e6).toFixed(1), secondsLeft.toFixed(0)];
    line.update(bytes, { file: file.padEnd(24), rate, left });
  },
});
bars.stop();

const unit = objectives.neuron(layer as 'encoder.2', Number(channel));
const result = await render(model, unit, { steps: 64, seed: 1 });
await save(result, 'out/from-hub');
console.log(`best score ${result.best[0]!.score.toFixed(3)} of ${id}: open out/from-hub/index.html`);
