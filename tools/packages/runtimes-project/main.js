import { readdirSync, rmSync } from 'node:fs';
import { objectives, render, save } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const result = await render(model, objectives.neuron('encoder.1', 17, { neighbors: 0.1 }), { steps: 3, seed: 1 });
await save(result, 'out/');

const { name, detail } = result.engine;
console.log(`done ${name} (${detail}): ${result.history.length} steps, score ${result.scores[0].toPrecision(3)}`);
console.log(`wrote ${readdirSync('out').sort().join(', ')}`);
rmSync('out', { recursive: true });
