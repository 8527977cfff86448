import { render } from 'preact';
import { keptState } from './kept/kept-state.js';
import { App } from './parts/app.js';
import { RoomProvider } from './parts/context.js';
import { clientOf } from './protocol/client.js';
import { createPlayer } from './sound/player.js';
import { formFromHash } from './state/form-url.js';
import { createListening } from './state/listening.js';
import { watchLongestTask } from './state/longest-task.js';
import { sourceOf } from './state/source-of.js';
import { createStudio } from './state/studio.js';
import { warn } from './state/warnings.js';
import './style/style.css';

const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'studio' });
const client = clientOf(worker, warn);
const player = createPlayer();

// An address without a form takes up the last one.
const { form, refused } = formFromHash(location.hash || ((await keptState())?.form ?? ''));
const studio = createStudio(client, form, player);
watchLongestTask(() => studio.run.value.phase === 'climbing');
const listening = createListening(client, studio.fail);
if (refused.length > 0) studio.fail(`The address was not understood: ${refused.join('; ')}.`);

render(
  <RoomProvider value={{ studio, player, listening }}>
    <App />
  </RoomProvider>,
  document.getElementById('studio')!,
);

const source = sourceOf(form.model);
if (source?.kind === 'embedded') void studio.open(source, form.model);
// What goes to the loudspeaker, for tests and the curious.
Object.assign(globalThis, { heardNow: () => [...player.samples()] });
