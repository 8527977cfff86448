import { useExplorer } from './context.js';

/** What the reader looks for. */
export function SearchBox() {
  const { query, found, map } = useExplorer();
  const { value } = found;
  const refused = 'refused' in value ? value.refused : undefined;
  const all = map.value?.count ?? 0;
  const count = value.units?.length ?? 0;
  return (
    <search class="search">
      <label class="unseen" for="query">
        Search units
      </label>
      <input
        id="query"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder="IY   encoder.3   encoder.3:17   percentile > 99   label = IY auc > 0.9"
        value={query.value}
        aria-invalid={refused !== undefined}
        aria-describedby="found"
        onInput={(event) => (query.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          document.querySelector<HTMLButtonElement>('.results button')?.focus();
        }}
      />
      <p id="found" class={refused ? 'note refused' : 'note'} role="status">
        {refused ?? `${count.toLocaleString('en')} of ${all.toLocaleString('en')} units`}
      </p>
    </search>
  );
}
