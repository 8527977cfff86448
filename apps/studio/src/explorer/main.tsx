import { render } from 'preact';
import { clientOf } from '../protocol/client.js';
import { App } from './parts/app.js';
import { ExplorerProvider } from './parts/context.js';
import { createExplorer } from './state/explorer.js';
import { placeOfAddress, USUAL } from './state/place.js';
import './style/explorer.css';
import type { MapTasks } from './tasks.js';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'explorer' });
const explorer = createExplorer(clientOf<MapTasks>(worker));

render(
  <ExplorerProvider value={explorer}>
    <App />
  </ExplorerProvider>,
  document.getElementById('explorer')!,
);

for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => explorer.once.allow(), { capture: true });
void begin();

/** Opens what the address names, else what lies beside the page, if anything does. */
async function begin(): Promise<void> {
  const named = new URLSearchParams(location.search).get('atlas');
  try {
    const place = placeOfAddress(named ?? USUAL, location.href);
    if (place.isForeign) explorer.phase.value = { kind: 'asking', place };
    else if (named !== null) await explorer.open(() => place);
    // A reader may have chosen another in the meantime.
    else if ((await isThere(place.source as string)) && explorer.phase.value.kind === 'empty') {
      await explorer.open(() => place);
    }
  } catch (error) {
    explorer.fail(error);
  }
}

async function isThere(folder: string): Promise<boolean> {
  const answer = await fetch(new URL('map.parquet', folder), { method: 'HEAD' }).catch(() => undefined);
  return answer?.ok === true;
}

// What goes to the loudspeaker, for tests and the curious.
Object.assign(globalThis, { heardNow: () => [...explorer.once.samples()] });
