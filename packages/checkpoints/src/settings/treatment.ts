import { InputError, show } from '@audiate/protocol';
import type { Settings } from './settings-reader.js';

/** What becomes of a key of config.json; `Part` names parts that not every model has. */
export type Treatment<Part extends string = never> =
  /** The forward pass does as it says, `where` a model has that part; everywhere unless given. */
  | { readonly is: 'honoured'; readonly where?: Part }
  /** Any other value is refused, in a sentence that ends with `otherwise`. */
  | { readonly is: 'fixed'; readonly values: readonly unknown[]; readonly otherwise: string }
  /** transformers does not read it in the forward pass of these models, or reads it for `of` alone. */
  | { readonly is: 'unread'; readonly of: string };

/**
 * @throws InputError for the first key whose value cannot be loaded; a key that is missing has a default that can.
 */
export function refuseSettings(settings: Settings, treatments: Readonly<Record<string, Treatment<string>>>): void {
  for (const [key, treatment] of Object.entries(treatments)) {
    if (treatment.is !== 'fixed' || !Object.hasOwn(settings, key)) continue;
    const value = settings[key];
    if (treatment.values.includes(value)) continue;
    throw new InputError(`${key} in config.json is ${show(value)}; ${treatment.otherwise}`);
  }
}
