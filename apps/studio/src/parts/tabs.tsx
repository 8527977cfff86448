import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Tab {
  readonly name: string;
  readonly content: () => ComponentChildren;
}

const KEYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Panels of which one is shown, by the keys and roles of the ARIA tabs pattern. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const [chosen, setChosen] = useState(0);
  const id = (kind: string, i: number) => `${label.replace(/\W/g, '-')}-${kind}-${i}`;
  const move = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    const next = (chosen + by + tabs.length) % tabs.length;
    setChosen(next);
    document.getElementById(id('tab', next))?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ name }, i) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={id('tab', i)}
            aria-selected={i === chosen}
            aria-controls={id('panel', i)}
            tabIndex={i === chosen ? 0 : -1}
            onClick={() => setChosen(i)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ name, content }, i) => (
        <div key={name} role="tabpanel" id={id('panel', i)} aria-labelledby={id('tab', i)} hidden={i !== chosen}>
          {content()}
        </div>
      ))}
    </>
  );
}
