import { InputError, type Objective, show } from '@audiate/protocol';
import { channel } from './channel.js';

/** The layer that a string such as `encoder.3:17` names, where the compiler can see it. */
export type LayerIn<S extends string> = S extends `${infer L}:${number}` ? L : string;

/**
 * The objective that a string stands for: `'encoder.3:17'` is `channel('encoder.3', 17)`, as in Lucid.
 * @throws InputError for a string of another form.
 */
export function parse<const S extends string>(text: S): Objective<LayerIn<S>> {
  const [, layer, index] = (typeof text === 'string' && text.match(/^\s*([^\s:]+)\s*:\s*(\d+)\s*$/)) || [];
  if (layer === undefined) {
    throw new InputError(`can't read the objective ${show(text)}; write layer:channel, such as "encoder.3:17"`);
  }
  return channel(layer as LayerIn<S>, Number(index));
}
