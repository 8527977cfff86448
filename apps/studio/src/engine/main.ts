import type { Openers } from '../models/open-model.js';
import { type Line, type ServedLine, serveLine } from '../wire/serve-line.js';
import { handlersOf } from '../worker/handlers.js';
import { tellWarnings } from '../worker/tell-warnings.js';
import { openEmbedded } from './embedded.js';

/**
 * Does the tasks of one page in this thread of Node, as the page's worker does them in the page. The program `audiate studio` loads
 * this from beside the page that it serves.
 * @param line to the page.
 * @param openNamed opens the model that the program was started with.
 * @returns the line's end here; `stop` frees the open model, too.
 */
export function serveStudio(line: Line, openNamed?: Openers['openNamed']): ServedLine {
  const { handlers, free } = handlersOf({ openEmbedded, openNamed });
  const served = serveLine(line, handlers);
  tellWarnings(served.tell);
  return {
    ...served,
    async stop() {
      await served.stop();
      free();
    },
  };
}
