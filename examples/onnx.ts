// A unit of any audio model in ONNX. What one hears depends on the model; without a layer the script lists those that it has.
// `tsx onnx.ts model.onnx 16000 /encoder/layers.3/output_dense/Add_output_0 17`
import { objectives, render, save } from '@audiate/core';
import { loadOnnx } from '@audiate/models-onnx';

const [file = 'model.onnx', sampleRate = '16000', layer, channel = '0'] = process.argv.slice(2);
const model = await loadOnnx(file, { sampleRate: Number(sampleRate) });
if (layer === undefined) {
  for (const [name, { channels, hop }] of Object.entries(model.layers))
    console.log(`${name}: ${channels} channels, hop ${hop}`);
} else {
  const result = await render(model, objectives.channel(layer, Number(channel)), { steps: 64, seed: 1 });
  await save(result, 'out/onnx');
  console.log(`best score ${result.best[0]!.score.toFixed(3)} of ${layer}, ${channel}: open out/onnx/index.html`);
}
