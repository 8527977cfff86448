import { write } from '../downloads/write.js';
import { hear } from '../evidence/hear.js';
import { topMoments } from '../evidence/top-moments.js';
import { earOf } from '../microphone/ear.js';
import { factsOf } from '../models/facts-of.js';
import { openModel } from '../models/open-model.js';
import { serve } from '../protocol/serve.js';
import { evaluateRendered } from './evaluate-rendered.js';
import { modelSlot } from './model-slot.js';
import { renderForm } from './render-form.js';
import { serveRuntimes } from './serve-runtimes.js';
import { tellWarnings } from './tell-warnings.js';
import { warm } from './warm.js';

tellWarnings((reply) => self.postMessage(reply));
serveRuntimes();
const slot = modelSlot();

serve(self as never, {
  async open(source, { signal, tell }) {
    const opened = await openModel(source, {
      signal,
      onProgress: ({ file, bytes, total }) => tell({ file, bytes, ...(total !== undefined && { total }) }),
    });
    slot.put({ ...opened, ear: earOf(opened) });
    return factsOf(opened);
  },
  warm: ({ engine }) => slot.use(({ model }) => warm(model, engine)),
  render: (ask, job) => slot.use(({ model }) => renderForm(ask, model, job)),
  hear: (ask) => slot.use((opened) => hear(opened, ask)),
  evaluate: (ask, job) => slot.use((opened) => evaluateRendered(opened, ask, job)),
  scan: (ask, job) => slot.use(({ model }) => topMoments(model, ask, job)),
  fire: (ask) => slot.use(({ ear }) => ear.hear(ask)),
  write: async (ask) => write(ask),
});
