import { ENGINES, PARAMS, PENALTIES, type PenaltyName, TRANSFORMS } from '../state/choices.js';
import { RANGES } from '../state/form.js';
import { useRoom } from './context.js';
import { EngineNote } from './engine-note.js';
import { ChoiceField, NumberField, WeightField } from './fields.js';
import { PlaceField } from './place-field.js';

/** What makes the sound. */
export function Settings() {
  const { studio } = useRoom();
  const form = studio.form.value;
  const { change } = studio;
  return (
    <section class="settings" aria-label="Settings">
      <h2>Settings</h2>
      <div class="pair">
        <NumberField label="Seed" value={form.seed} range={RANGES.seed} onChange={(seed) => change({ seed })} />
        <button type="button" onClick={() => change({ seed: form.seed + 1 })}>
          Next seed
        </button>
      </div>
      <div class="pair">
        <NumberField label="Steps" value={form.steps} range={RANGES.steps} onChange={(steps) => change({ steps })} />
        <NumberField
          label="Seconds"
          value={form.seconds}
          range={RANGES.seconds}
          onChange={(seconds) => change({ seconds })}
        />
      </div>
      <ChoiceField label="Written as" value={form.param} choices={PARAMS} onChange={(param) => change({ param })} />
      <ChoiceField
        label="Shaken by"
        value={form.transforms}
        choices={TRANSFORMS}
        onChange={(transforms) => change({ transforms })}
      />
      <details open={Object.values(form.penalties).some((weight) => weight > 0)}>
        <summary>Penalties</summary>
        {(Object.keys(PENALTIES) as PenaltyName[]).map((name) => (
          <WeightField
            key={name}
            label={PENALTIES[name].label}
            most={PENALTIES[name].most}
            value={form.penalties[name]}
            onChange={(weight) => change({ penalties: { ...form.penalties, [name]: weight } })}
          />
        ))}
      </details>
      <PlaceField />
      <ChoiceField label="Engine" value={form.engine} choices={ENGINES} onChange={(engine) => change({ engine })} />
      <EngineNote />
    </section>
  );
}
