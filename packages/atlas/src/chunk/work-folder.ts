import { nodeFiles, show } from '@audiate/protocol';
import type { AtlasPlan } from '../plan/atlas-plan.js';
import { planHash } from '../plan/plan-hash.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';

/** Where what is under way lies on this machine: what is given, else beside the plan, else in the current folder, apart for each plan. */
export function workFolderOf(place: string | Store, plan: AtlasPlan, given: string | undefined): string {
  if (given !== undefined) return given;
  const { source, folder } = storeAt(place);
  const { path } = nodeFiles(`can't work on ${show(source)}`);
  return folder === undefined ? path.join('atlas-work', planHash(plan)) : path.join(folder, 'work');
}
