import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { keptState } from './kept/kept-state.js';
import { App } from './parts/app.js';
import { RoomProvider } from './parts/context.js';
import { connect } from './program/connect.js';
import { programOf } from './program/program.js';
import { clientOf } from './protocol/client.js';
import { createPlayer } from './sound/player.js';
import { firstForm } from './state/first-form.js';
import { createListening } from './state/listening.js';
import { watchLongestTask } from './state/longest-task.js';
import { placesOf } from './state/places.js';
import { sourceOf } from './state/source-of.js';
import { createStudio } from './state/studio.js';
import { warn } from './state/warnings.js';
import './style/style.css';

const program = programOf(document);
const named = program?.open ? program.model : undefined;
const ended = signal<string | undefined>(undefined);
const places = placesOf({
  page: () => {
    const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'studio' });
    return clientOf(worker, { onWarning: warn });
  },
  ...(program?.open && { machine: await connect({ onWarning: warn, onEnd: (why) => (ended.value = why) }) }),
  ...(program?.open === false && {
    why: "The page computes by itself: this machine's engines take the address that audiate studio printed.",
  }),
});
const player = createPlayer();

// An address without a form takes up the last one.
const { form, refused } = firstForm({ hash: location.hash, kept: (await keptState())?.form, named });
const studio = createStudio({ places, ears: player, named }, form);
watchLongestTask(() => studio.run.value.phase === 'climbing');
effect(() => {
  if (ended.value !== undefined) studio.fail(ended.value);
});
const listening = createListening(places.client, studio.fail);
if (refused.length > 0) studio.fail(`The address was not understood: ${refused.join('; ')}.`);

render(
  <RoomProvider value={{ studio, player, listening }}>
    <App />
  </RoomProvider>,
  document.getElementById('studio')!,
);

const source = sourceOf(form.model, named);
if (source && source.kind !== 'hub') void studio.open(source, form.model);
// What goes to the loudspeaker, for tests and the curious.
Object.assign(globalThis, { heardNow: () => [...player.samples()] });
