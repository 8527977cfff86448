import { useState } from 'preact/hooks';
import { useRoom } from './context.js';

/** A text that the model is to hear. */
export function WordField() {
  const { studio } = useRoom();
  const { target } = studio.form.value;
  const tokens = studio.model.value!.tokens;
  const spelt = tokens.some((token) => token.length > 1 && !token.startsWith('<'));
  const [text, setText] = useState(target.kind === 'word' ? target.text : '');
  return (
    <form
      class="pair"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) studio.change({ target: { kind: 'word', text: text.trim() } });
      }}
    >
      <label class="field">
        <span>{spelt ? 'Or a word, by its tokens' : 'Or a word'}</span>
        <input
          type="text"
          maxLength={80}
          value={text}
          placeholder={spelt ? 'HH AH L OW' : 'HELLO'}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Choose</button>
    </form>
  );
}
