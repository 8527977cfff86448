import { useState } from 'preact/hooks';
import { commandOf } from '../code/command.js';
import { typescriptOf } from '../code/typescript.js';
import type { ModelFacts } from '../protocol/model.js';
import type { Form } from '../state/form.js';
import type { Run } from '../state/run.js';
import { useRoom } from './context.js';
import { CopyButton } from './copy-button.js';

interface Written {
  readonly text: string;
  readonly note: string;
}

const LANGUAGES: Readonly<Record<string, (form: Form, model: ModelFacts, run: Run) => Written>> = {
  TypeScript: (form, model) => ({
    text: typescriptOf(form, model),
    note: 'A program for Node: npx tsx sound.ts. It writes the sound, its picture and a page to the folder out.',
  }),
  Command: (form, model) => {
    const { line, leftOut } = commandOf(form, model);
    const note =
      leftOut.length > 0
        ? `The command has no flag for: ${leftOut.join(', ')}. Take the program or the recipe for these.`
        : 'The command line finds a sound of the same target; npx audiate replay recipe.json makes this very one.';
    return { text: line, note };
  },
  Recipe: (_, __, { recipe }) => ({
    text: recipe ? JSON.stringify(recipe, null, 2) : '',
    note: recipe
      ? 'npx audiate replay recipe.json makes this sound again.'
      : 'The recipe is written when the sound begins to form: press Play.',
  }),
};

/** The same as code, to be copied. */
export function CodePanel() {
  const { studio } = useRoom();
  const [language, setLanguage] = useState('TypeScript');
  const model = studio.model.value;
  if (!model) return <p class="note">Open a model first.</p>;
  const { text, note } = LANGUAGES[language]!(studio.form.value, model, studio.run.value);
  return (
    <>
      <div class="row">
        {Object.keys(LANGUAGES).map((name) => (
          <button type="button" key={name} aria-pressed={name === language} onClick={() => setLanguage(name)}>
            {name}
          </button>
        ))}
        <CopyButton label="Copy" text={() => text} fail={studio.fail} />
        <CopyButton label="Copy link" text={() => location.href} fail={studio.fail} />
      </div>
      <p class="note">{note}</p>
      {text && (
        <textarea
          class="code"
          readOnly
          spellcheck={false}
          rows={Math.min(22, text.split('\n').length + 1)}
          aria-label={`${language} of this sound`}
          value={text}
        />
      )}
    </>
  );
}
