import { Fault } from './fault.js';
import { ModelPicker } from './model-picker.js';
import { Stage } from './stage.js';
import { UnitMap } from './unit-map.js';

/** The page. */
export function App() {
  return (
    <>
      <header class="top">
        <h1>
          audiate <span>studio</span>
        </h1>
        <p>Hear what a unit of an audio model listens for.</p>
      </header>
      <ModelPicker />
      <Fault />
      <main>
        <UnitMap />
        <Stage />
      </main>
      <footer>Everything is computed in this page. Nothing is sent anywhere.</footer>
    </>
  );
}
