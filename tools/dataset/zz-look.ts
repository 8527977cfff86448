import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { spokenClips } from './clips.ts';
import { lookUp } from './look-up.ts';

const model = (await tiny()) as unknown as ModelAdapter;
await lookUp(model, { folder: '.cache/corpus', clips: spokenClips('.cache/corpus'), out: 'out/dataset', steps: 64 });
