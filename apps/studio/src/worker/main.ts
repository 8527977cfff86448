import { factsOf } from '../models/facts-of.js';
import { openModel } from '../models/open-model.js';
import { serve } from '../protocol/serve.js';
import { modelSlot } from './model-slot.js';
import { renderForm } from './render-form.js';
import { serveRuntimes } from './serve-runtimes.js';

serveRuntimes();
const slot = modelSlot();

serve(self as never, {
  async open(source, { signal, tell }) {
    const model = await openModel(source, {
      signal,
      onProgress: ({ file, bytes, total }) => tell({ file, bytes, ...(total !== undefined && { total }) }),
    });
    slot.put(model);
    return factsOf(model);
  },
  render: (ask, job) => renderForm(ask, slot.current(), job),
});
