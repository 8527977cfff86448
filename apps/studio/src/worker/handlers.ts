import { InputError } from '@audiate/protocol';
import { write } from '../downloads/write.js';
import { hear } from '../evidence/hear.js';
import { topMoments } from '../evidence/top-moments.js';
import { earOf } from '../microphone/ear.js';
import { factsOf } from '../models/facts-of.js';
import { type Openers, openModel } from '../models/open-model.js';
import { newest } from '../protocol/newest.js';
import type { Handlers } from '../protocol/serve.js';
import { evaluateRendered } from './evaluate-rendered.js';
import { modelSlot } from './model-slot.js';
import { renderForm } from './render-form.js';
import { warm } from './warm.js';

/** Handlers of all tasks, about one open model, and what frees that. Of several openings the last counts, in whatever order they end. */
export function handlersOf(openers: Openers): { readonly handlers: Handlers; free(): void } {
  const slot = modelSlot();
  const begin = newest();
  const handlers: Handlers = {
    async open(source, { signal, tell }) {
      const isNewest = begin();
      const opened = await openModel(source, openers, {
        signal,
        onProgress: ({ file, bytes, total }) => tell({ file, bytes, ...(total !== undefined && { total }) }),
      });
      if (!isNewest()) {
        opened.model.dispose();
        throw new InputError('another model was chosen meanwhile');
      }
      slot.put({ ...opened, ear: earOf(opened) });
      return factsOf(opened);
    },
    warm: ({ engine }) => slot.use(({ model }) => warm(model, engine)),
    render: (ask, job) => slot.use(({ model }) => renderForm(ask, model, job)),
    hear: (ask) => slot.use((opened) => hear(opened, ask)),
    evaluate: (ask, job) => slot.use((opened) => evaluateRendered({ opened, ...openers }, ask, job)),
    scan: (ask, job) => slot.use(({ model }) => topMoments(model, ask, job)),
    fire: (ask) => slot.use(({ ear }) => ear.hear(ask)),
    write: async (ask) => write(ask),
  };
  return { handlers, free: slot.empty };
}
