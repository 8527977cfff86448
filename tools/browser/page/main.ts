import { setWorkerPath } from '@audiate/compile';
import { compare, renderOn } from './compare.js';
import { askForThreads, serveRuntimes } from './serve-runtimes.js';
import { turnsOfOneRun } from './turns.js';
import { whollyOnWebgpu } from './wholly-on-webgpu.js';

serveRuntimes();
// What the test calls in the page.
Object.assign(globalThis, { askForThreads, compare, renderOn, setWorkerPath, turnsOfOneRun, whollyOnWebgpu });
