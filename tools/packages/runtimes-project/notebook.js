// What Deno's Jupyter kernel asks of the last value of a cell.
import { render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const result = await render(await tiny(), 'conv.5:3', { steps: 2, seconds: 0.25 });
const bundle = await result[Symbol.for('Jupyter.display')]();
if (!/<img .*<audio controls .*<table>/s.test(bundle['text/html'])) throw new Error('no picture, player and table');
console.log(`${Object.keys(bundle).sort().join(', ')}: ${bundle['text/plain']}`);
