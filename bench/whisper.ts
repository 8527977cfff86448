// A step (value and gradient of a unit) on an encoder of whisper-base's size with random weights, a sound of one second, heard
// alone and in Whisper's own 30 seconds: the compiled engine, and PyTorch with the same weights and blocks up to the unit.
// `npm run bench:whisper -- [threads]`
import { loadWhisper } from '@audiate/models-whisper';
import { printEncoderSteps } from './encoder-step.ts';

await printEncoderSteps({
  title: "whisper-base's size",
  script: 'torch_whisper.py',
  windows: ['sound', 30],
  load: loadWhisper,
});
