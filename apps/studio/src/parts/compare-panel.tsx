import { useSignal } from '@preact/signals';
import type { Rendered } from '../protocol/rendered.js';
import { type BlindTest, blindTest, soundAt, vote } from '../state/blind-test.js';
import { formToHash } from '../state/form-url.js';
import { showTarget } from '../state/target.js';
import { useRoom } from './context.js';

/** Keeps sounds, and compares the last two without telling which is which. */
export function ComparePanel() {
  const { studio } = useRoom();
  const kept = studio.keptSounds;
  const test = useSignal<BlindTest | undefined>(undefined);
  const { rendered } = studio.run.value;
  const pair = kept.value.slice(-2) as readonly Rendered[];
  return (
    <>
      <div class="row">
        <button
          type="button"
          disabled={!rendered || kept.value.includes(rendered)}
          onClick={() => {
            kept.value = [...kept.value.slice(-7), rendered!];
            test.value = undefined;
          }}
        >
          Keep this sound
        </button>
        <button
          type="button"
          disabled={pair.length < 2}
          onClick={() => {
            test.value = blindTest(pair as [Rendered, Rendered]);
          }}
        >
          Compare the last two blind
        </button>
      </div>
      {pair.length < 2 && <p class="note">Keep two sounds, as of two seeds, and hear which you prefer.</p>}
      {kept.value.length > 0 && (
        <ol class="kept">
          {kept.value.map((one) => (
            <li key={formToHash(one.form)}>{describe(one)}</li>
          ))}
        </ol>
      )}
      {test.value && <Trial test={test.value} onChange={(next) => (test.value = next)} />}
    </>
  );
}

function Trial({ test, onChange }: { readonly test: BlindTest; readonly onChange: (test: BlindTest) => void }) {
  const { player } = useRoom();
  const hear = (place: 0 | 1) => {
    player.hear(soundAt(test, place).shown);
    player.on();
  };
  const [first, second, neither] = test.votes;
  return (
    <fieldset class="trial">
      <legend>Which do you prefer?</legend>
      <div class="row">
        <button type="button" onClick={() => hear(0)}>
          Hear A
        </button>
        <button type="button" onClick={() => hear(1)}>
          Hear B
        </button>
      </div>
      <div class="row">
        <button type="button" onClick={() => onChange(vote(test, 0))}>
          A is better
        </button>
        <button type="button" onClick={() => onChange(vote(test, 1))}>
          B is better
        </button>
        <button type="button" onClick={() => onChange(vote(test, 'neither'))}>
          No difference
        </button>
        <button type="button" onClick={() => onChange({ ...test, revealed: true })}>
          Reveal
        </button>
      </div>
      <p role="status" class="note">
        {test.revealed
          ? `${describe(test.pair[0])}: ${first}; ${describe(test.pair[1])}: ${second}; no difference: ${neither}`
          : `${first + second + neither} votes. The order is drawn anew after each.`}
      </p>
    </fieldset>
  );
}

function describe({ form, score }: Rendered): string {
  return `${showTarget(form.target)}, seed ${form.seed}, ${form.param}, ${form.transforms}, score ${score.toPrecision(4)}`;
}
