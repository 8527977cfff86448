import { render } from 'preact';
import { App } from './parts/app.js';
import { RoomProvider } from './parts/context.js';
import { clientOf } from './protocol/client.js';
import { createPlayer } from './sound/player.js';
import { formFromHash } from './state/form-url.js';
import { sourceOf } from './state/source-of.js';
import { createStudio } from './state/studio.js';
import './style/style.css';

const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'studio' });
const player = createPlayer();
const { form, refused } = formFromHash(location.hash);
const studio = createStudio(clientOf(worker), form, player);
if (refused.length > 0) studio.fault.value = `The address was not understood: ${refused.join('; ')}.`;

render(
  <RoomProvider value={{ studio, player }}>
    <App />
  </RoomProvider>,
  document.getElementById('studio')!,
);

const source = sourceOf(form.model);
if (source?.kind === 'embedded') void studio.open(source, form.model);
// For tests: what goes to the loudspeaker.
Object.assign(globalThis, { heardNow: () => [...player.samples()] });
