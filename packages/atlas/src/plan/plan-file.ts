import { reviveSettings } from '@audiate/core';
import { readPlainFile, writeWhole } from '@audiate/media';
import { checkKeys, checkNumber, InputError, nodeFiles, show } from '@audiate/protocol';
import type { AtlasPlan, UnitRange } from './atlas-plan.js';
import { checkRetentionDraws } from './retention-draws.js';

const PLAN = 'plan.json';
/** A chunk takes some 60 bytes. */
const MAX_PLAN_BYTES = 2 ** 26;
const MAX_CHUNKS = 1_000_000;

/**
 * Writes a plan into a folder as `plan.json`, whole or not at all. A plan that is there already must be the same one.
 * @throws InputError where another plan is there, and where the folder can't be written.
 */
export async function writePlan(folder: string, plan: AtlasPlan): Promise<void> {
  const there = await readIfThere(folder);
  // What was measured differs each time; the work does not.
  const work = ({ msPerUnit: _, ...rest }: AtlasPlan) => JSON.stringify(rest);
  if (there && work(there) === work(plan)) return;
  if (there) throw new InputError(`${show(folder)} holds the plan of another atlas; choose another folder`);
  await writeWhole(folder, new Map([[PLAN, `${JSON.stringify(plan, null, 2)}\n`]]));
}

/**
 * Reads the plan of a folder.
 * @throws InputError where there is none, and for one that is damaged.
 */
export async function readPlan(folder: string): Promise<AtlasPlan> {
  const plan = await readIfThere(folder);
  if (plan) return plan;
  throw new InputError(`there is no ${PLAN} in ${show(folder)}; make one by planAtlas and writePlan`);
}

async function readIfThere(folder: string): Promise<AtlasPlan | undefined> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`folder must be a path, got ${show(folder)}`);
  const file = nodeFiles(`can't read the folder ${show(folder)}`).path.join(folder, PLAN);
  let bytes: Uint8Array;
  try {
    bytes = await readPlainFile(file, MAX_PLAN_BYTES);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new InputError(`can't read ${show(file)}: ${(error as Error).message}`, { cause: error });
  }
  try {
    return checkPlan(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new InputError(`${show(file)} is no plan of an atlas: ${(error as Error).message}`, { cause: error });
  }
}

function checkPlan(plan: AtlasPlan): AtlasPlan {
  checkKeys('a plan', plan, ['format', 'model', 'source', 'settings', 'retentionDraws', 'chunks', 'msPerUnit']);
  if (plan.format !== 1) throw new InputError(`its format must be 1, got ${show(plan.format)}`);
  const { model, settings, chunks } = plan;
  const named = [model?.name, model?.fingerprint].every((text) => typeof text === 'string');
  if (!named) throw new InputError('its model has no name and fingerprint');
  checkNumber('its sample rate', model.sampleRate, { above: 0 });
  reviveSettings(settings);
  checkRetentionDraws(plan.retentionDraws);
  if (plan.source !== undefined && typeof plan.source !== 'string') {
    throw new InputError(`its source must be a text, got ${show(plan.source)}`);
  }
  for (const [layer, ms] of Object.entries(plan.msPerUnit ?? {}))
    checkNumber(`msPerUnit of ${show(layer)}`, ms, { min: 0 });
  if (!Array.isArray(chunks) || chunks.length > MAX_CHUNKS) throw new InputError(`it has ${show(chunks)} for chunks`);
  for (const chunk of chunks) checkRange(chunk);
  checkApart(chunks);
  return plan;
}

function checkRange({ layer, first, last }: UnitRange): void {
  if (typeof layer !== 'string') throw new InputError(`a chunk's layer must be a text, got ${show(layer)}`);
  checkNumber("a chunk's first unit", first, { min: 0, integer: true });
  checkNumber("a chunk's last unit", last, { min: first, max: first + MAX_UNITS, integer: true });
}

/** @throws InputError where two chunks hold the same unit. */
function checkApart(chunks: readonly UnitRange[]): void {
  const sorted = [...chunks].sort((a, b) => (a.layer === b.layer ? a.first - b.first : a.layer < b.layer ? -1 : 1));
  for (const [i, { layer, first }] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before?.layer === layer && before.last >= first) {
      throw new InputError(`two of its chunks hold the unit ${show(`${layer}:${first}`)}`);
    }
  }
}

/** More than any plan puts into a chunk. */
const MAX_UNITS = 65_536;
