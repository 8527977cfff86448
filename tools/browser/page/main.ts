import { compare } from './compare.js';
import { serveRuntimes } from './serve-runtimes.js';

serveRuntimes();
// What the test calls in the page.
Object.assign(globalThis, { compare });
