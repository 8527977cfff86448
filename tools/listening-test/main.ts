/**
 * Writes packages/evaluate/src/listening-test/script-data.ts after a change in listening-test/page/: npm run listening-test
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scriptData } from './page-script.ts';

const FILE = fileURLToPath(new URL('../../packages/evaluate/src/listening-test/script-data.ts', import.meta.url));
writeFileSync(FILE, await scriptData());
