import { reviveSettings } from '@audiate/core';
import { checkKeys, checkNumber, InputError, show } from '@audiate/protocol';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';
import type { AtlasPlan, UnitRange } from './atlas-plan.js';
import { MAX_BATCH, mostUnits } from './chunk-limits.js';
import { checkRetentionDraws } from './retention-draws.js';

const PLAN = 'plan.json';
/** A chunk takes some 60 bytes. */
const MAX_PLAN_BYTES = 2 ** 26;
const MAX_CHUNKS = 1_000_000;
/** As the index of a merged atlas may have. */
const MOST_LETTERS = 1000;

/**
 * Writes a plan into a place as `plan.json`, whole or not at all. A plan that is there already must be the same one.
 * @param place a folder, or a bucket.
 * @throws InputError where another plan is there, and where it can't be written.
 */
export async function writePlan(place: string | Store, plan: AtlasPlan): Promise<void> {
  const store = storeAt(place);
  const there = await readIfThere(store);
  // What was measured differs each time; the work does not.
  const work = ({ msPerUnit: _, ...rest }: AtlasPlan) => JSON.stringify(rest);
  if (there && work(there) === work(plan)) return;
  if (there) throw new InputError(`${show(store.source)} holds the plan of another atlas; choose another place`);
  await store.write(PLAN, `${JSON.stringify(plan, null, 2)}\n`);
}

/**
 * Reads the plan of a place.
 * @param place a folder, or a bucket.
 * @throws InputError where there is none, and for one that is damaged, has more than 64 MB or a million chunks, or larger chunks or batches than
 * `planAtlas` makes.
 */
export async function readPlan(place: string | Store): Promise<AtlasPlan> {
  const store = storeAt(place);
  const plan = await readIfThere(store);
  if (plan) return plan;
  throw new InputError(`there is no ${PLAN} in ${show(store.source)}; make one by planAtlas and writePlan`);
}

async function readIfThere(store: Store): Promise<AtlasPlan | undefined> {
  if (!(await store.has(PLAN))) return undefined;
  const bytes = await store.read(PLAN, MAX_PLAN_BYTES);
  try {
    return checkPlan(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new InputError(`${PLAN} in ${show(store.source)} is no plan of an atlas: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function checkPlan(plan: AtlasPlan): AtlasPlan {
  checkKeys('a plan', plan, ['format', 'model', 'source', 'settings', 'retentionDraws', 'chunks', 'msPerUnit']);
  if (plan.format !== 1) throw new InputError(`its format must be 1, got ${show(plan.format)}`);
  const { model, settings, chunks } = plan;
  if (![model?.name, model?.fingerprint].every(isShort)) throw new InputError('its model has no name and fingerprint');
  checkNumber('its sample rate', model.sampleRate, { above: 0 });
  const { samples, batch } = reviveSettings(settings);
  checkNumber('its batch', batch, { min: 1, max: MAX_BATCH, integer: true });
  checkRetentionDraws(plan.retentionDraws);
  if (plan.source !== undefined && !isShort(plan.source)) {
    throw new InputError(`its source must be a text of at most ${MOST_LETTERS} letters, got ${show(plan.source)}`);
  }
  for (const [layer, ms] of Object.entries(plan.msPerUnit ?? {}))
    checkNumber(`msPerUnit of ${show(layer)}`, ms, { min: 0 });
  if (!Array.isArray(chunks) || chunks.length > MAX_CHUNKS) throw new InputError(`it has ${show(chunks)} for chunks`);
  const most = mostUnits({ samples, batch });
  for (const chunk of chunks) checkRange(chunk, most);
  checkApart(chunks);
  return plan;
}

const isShort = (text: unknown): text is string => typeof text === 'string' && text.length <= MOST_LETTERS;

/** @param most units that a chunk of such sounds may hold. */
function checkRange({ layer, first, last }: UnitRange, most: number): void {
  // It is printed, and names files.
  if (!isShort(layer) || layer === '' || /\p{C}/u.test(layer)) {
    throw new InputError(`a chunk's layer must be a text of printable letters, got ${show(layer)}`);
  }
  checkNumber("a chunk's first unit", first, { min: 0, integer: true });
  checkNumber("a chunk's last unit", last, { min: first, max: first + most - 1, integer: true });
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
