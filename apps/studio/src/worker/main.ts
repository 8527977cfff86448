import { openEmbedded } from '../models/embedded.js';
import { serve } from '../protocol/serve.js';
import { handlersOf } from './handlers.js';
import { serveRuntimes } from './serve-runtimes.js';
import { tellWarnings } from './tell-warnings.js';

tellWarnings((reply) => self.postMessage(reply));
serveRuntimes();
serve(self as never, handlersOf({ openEmbedded }).handlers);
