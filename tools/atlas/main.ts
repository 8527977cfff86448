import { hearAtlas, mergeAtlas, planAtlas, type Recording, readPlan, runAtlas, writePlan } from '@audiate/atlas';
import type { Sound } from '@audiate/core';
import { clipsFrom } from '@audiate/dataset';
import { withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';

// The atlas of the embedded model: every unit of every layer, and every feature of its dictionary; then the map of what they do on
// recorded speech. Stop it at any moment; the same command goes on.
const [folder = 'out/atlas'] = process.argv.slice(2);
const model = withDictionary(await tiny(), 'encoder.2', await tinyDictionary());
// Layers that are another one seen from elsewhere have the same sounds.
const layers = Object.keys(model.layers).filter((layer) => !/\.(pre|reconstruction)$/.test(layer));
await readPlan(folder).catch(async () =>
  writePlan(folder, await planAtlas(model, layers, { seconds: 0.6, steps: 32, seed: 1, minutes: 1, source: 'tiny' })),
);
const { chunks, msPerUnit = {} } = await readPlan(folder);
const count = (of: typeof chunks) => of.reduce((sum, { first, last }) => sum + last - first + 1, 0);
const minutes = chunks.reduce((sum, chunk) => sum + (count([chunk]) * (msPerUnit[chunk.layer] ?? 0)) / 60_000, 0);
console.log(
  `${count(chunks)} units of ${layers.length} layers in ${chunks.length} chunks; some ${Math.ceil(minutes)} min here`,
);

const began = performance.now();
let told = 0;
const { stopped, finished, of } = await runAtlas(folder, model, {
  onProgress({ done, of, chunk: { layer } }) {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    console.log(`${Math.floor(done)} of ${of} units, ${layer}, ${Math.round((told - began) / 1000)} s`);
  },
});
console.log(`${stopped}: ${finished} of ${of} chunks`);
if (finished === of) {
  const { units, archives } = await mergeAtlas(folder, `${folder}/merged`);
  console.log(`${folder}/merged/index.parquet holds ${units} units, ${archives} archives their sounds`);
  const speech: Recording[] = [];
  for await (const { file, sound } of clipsFrom(['fixtures/speech/librivox/*.wav', 'fixtures/speech/cards/*.wav'])) {
    speech.push({ ...(await (sound as () => Promise<Sound>)()), file });
  }
  const { windows, labelled } = await hearAtlas(`${folder}/merged`, model, speech);
  console.log(
    `${windows} stretches of speech were heard; ${labelled} units tell a phone: npx audiate atlas serve ${folder}/merged`,
  );
}
