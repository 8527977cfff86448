// What a unit of Whisper's encoder listens for, from the Hugging Face Hub. The sound is heard alone,
// without the 30 seconds of silence that Whisper was trained with: thirty times as fast, not quite the published model.
// `tsx whisper.ts openai/whisper-tiny encoder.2.ffn 17`
import { objectives, render, save } from '@audiate/core';
import { loadWhisper } from '@audiate/models-whisper';

const [id = 'openai/whisper-tiny', layer = 'encoder.2.ffn', channel = '17'] = process.argv.slice(2);
const model = await loadWhisper(id, { upTo: layer as 'encoder.2.ffn', windowSeconds: 'sound' });
const unit = objectives.channel(layer as 'encoder.2.ffn', Number(channel));
const result = await render(model, unit, { steps: 64, seed: 1 });
await save(result, 'out/whisper');
console.log(`best score ${result.best[0]!.score.toFixed(3)} of ${id}: open out/whisper/index.html`);
