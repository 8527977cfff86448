import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { onTestFinished } from 'vitest';
import type { AtlasPlan } from '../plan/atlas-plan.js';
import { planAtlas } from '../plan/plan-atlas.js';
import { writePlan } from '../plan/plan-file.js';

/** An empty folder for the time of a test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-atlas-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Ten units of two layers in three chunks, in a folder that ends with the test. */
export async function smallAtlas({
  steps = 3,
} = {}): Promise<{ folder: string; model: ModelAdapter; plan: AtlasPlan }> {
  const model = (await tiny()) as ModelAdapter;
  const plan = await planAtlas(model, ['conv.0:2-7', 'conv.1:0-3'], {
    steps,
    seconds: 0.1,
    batch: 2,
    unitsPerChunk: 4,
    retentionDraws: 0,
  });
  const folder = await emptyFolder();
  await writePlan(folder, plan);
  return { folder, model, plan };
}
