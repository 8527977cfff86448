import type { ComponentChildren } from 'preact';

/** A control with its name above. */
function Field({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface NumberField {
  readonly label: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  onChange(value: number): void;
}

/** A number; what is out of range is not taken over. */
export function NumberField({ label, value, range, onChange }: NumberField) {
  return (
    <Field label={label}>
      <input
        type="number"
        {...range}
        value={value}
        onChange={(event) => {
          const { valueAsNumber, validity } = event.currentTarget;
          if (validity.valid && Number.isFinite(valueAsNumber)) onChange(valueAsNumber);
          else event.currentTarget.value = String(value);
        }}
      />
    </Field>
  );
}

interface Choice<Name extends string> {
  readonly label: string;
  readonly value: Name;
  readonly choices: Readonly<Record<Name, { readonly label: string }>>;
  readonly disabled?: boolean;
  onChange(value: Name): void;
}

/** One of several. What is not taken over is not shown. */
export function ChoiceField<Name extends string>({ label, value, choices, disabled = false, onChange }: Choice<Name>) {
  return (
    <Field label={label}>
      <select
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = event.currentTarget.value as Name;
          event.currentTarget.value = value;
          onChange(chosen);
        }}
      >
        {(Object.keys(choices) as Name[]).map((name) => (
          <option key={name} value={name}>
            {choices[name].label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface Weight {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  onChange(value: number): void;
}

/** How much a penalty weighs: 0 leaves it out. */
export function WeightField({ label, value, most, onChange }: Weight) {
  return (
    <Field label={`${label}: ${value === 0 ? 'off' : value}`}>
      <input
        type="range"
        min={0}
        max={most}
        step={most / 100}
        value={value}
        onInput={(event) => onChange(Number(event.currentTarget.valueAsNumber.toPrecision(6)))}
      />
    </Field>
  );
}
