import { useRef, useState } from 'preact/hooks';
import { pickedFiles } from '../../files/picked-files.js';
import { placeOfAddress, placeOfFiles } from '../state/place.js';
import { useExplorer } from './context.js';

/** What is there before a map is: how to come by one. */
export function Welcome() {
  const { phase, open } = useExplorer();
  const [address, setAddress] = useState('');
  const folder = useRef<HTMLInputElement>(null);
  const { value } = phase;
  if (value.kind === 'opening') {
    return (
      <main class="welcome">
        <p role="status">Opening the map of {value.place.name} …</p>
      </main>
    );
  }
  if (value.kind === 'asking') {
    return (
      <main class="welcome">
        <h2>This link opens an atlas of another server</h2>
        <p class="address">{value.place.name}</p>
        <p>That server will see that you read it. It gets nothing else.</p>
        <div class="row">
          <button type="button" class="primary" onClick={() => void open(() => value.place)}>
            Open it
          </button>
          <button type="button" onClick={() => (phase.value = { kind: 'empty' })}>
            Leave it
          </button>
        </div>
      </main>
    );
  }
  return (
    <main class="welcome">
      <h2>Every unit of a model on one map</h2>
      <p>
        An atlas holds the sound that each unit of a model listens for. Units that do the same on speech lie side by
        side: point at one and hear it.
      </p>
      <p>
        No atlas is open. Make one with <code>audiate atlas plan</code>, <code>run</code>, <code>merge</code> and{' '}
        <code>hear</code>, and look at it with <code>audiate atlas serve</code>. Or open one:
      </p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void open(() => placeOfAddress(address.trim(), location.href));
        }}
      >
        <label class="field">
          <span>Address of its folder</span>
          <input
            type="text"
            inputMode="url"
            required
            value={address}
            placeholder="https://…"
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary">
          Open
        </button>
        <button type="button" onClick={() => folder.current?.click()}>
          Folder …
        </button>
      </form>
      <input
        ref={folder}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="Folder of an atlas"
        multiple
        {...{ webkitdirectory: true }}
        onChange={(event) => {
          const files = pickedFiles(event.currentTarget);
          void open(() => placeOfFiles(files));
        }}
      />
      <p class="note">Or drop the folder here. Dropped files stay in this page.</p>
    </main>
  );
}
