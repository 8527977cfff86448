import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { COMMIT, hostedLine } from '../testing/hosted-model.js';
import { type HubEnvironment, hubEnvironment } from '../testing/hub-environment.js';
import type { HubServer } from '../testing/hub-server.js';
import { readAll } from '../testing/read-all.js';

const hasPython = spawnSync('python3', ['-c', 'import huggingface_hub']).status === 0;
if (!hasPython) console.log('skipped: python3 has no huggingface_hub (pip install huggingface_hub)');

const FILES = ['config.json', 'preprocessor_config.json', 'vocab.json', 'model.safetensors'];
const DOWNLOAD = `
import json, sys
from huggingface_hub import hf_hub_download, try_to_load_from_cache, scan_cache_dir, _CACHED_NO_EXIST
files = [hf_hub_download("org/base", name) for name in sys.argv[1:]]
absent = try_to_load_from_cache("org/base", "processor_config.json") is _CACHED_NO_EXIST
scan = scan_cache_dir()
print(json.dumps({"files": files, "absent": absent, "warnings": [str(w) for w in scan.warnings],
                  "bytes": scan.size_on_disk, "repos": [repo.repo_id for repo in scan.repos]}))
`;

describe.skipIf(!hasPython)("Python's huggingface_hub, on the same Hub and in the same cache", () => {
  let environment: HubEnvironment;
  let hub: HubServer;
  beforeEach(async () => {
    environment = await hubEnvironment({ 'org/base': await hostedLine('base') });
    ({ hub } = environment);
  });
  afterEach(() => environment.close());

  const runPython = async (more: Record<string, string> = {}) => {
    const env = { ...process.env, HF_HUB_DISABLE_TELEMETRY: '1', HF_HUB_DISABLE_PROGRESS_BARS: '1', ...more };
    const { stdout } = await promisify(execFile)('python3', ['-c', DOWNLOAD, ...FILES], { env });
    return JSON.parse(stdout);
  };
  const folder = () => join(environment.home, 'hub/models--org--base/snapshots', COMMIT);

  test('finds offline what audiate downloaded, and knows what is absent', async () => {
    await readAll('org/base');
    hub.seen.length = 0;
    const found = await runPython({ HF_HUB_OFFLINE: '1' });
    expect(found).toMatchObject({ files: FILES.map((name) => join(folder(), name)), absent: true, warnings: [] });
    expect(found.repos).toEqual(['org/base']);
    expect(hub.seen).toEqual([]);
  });

  test('downloads nothing again online', async () => {
    await readAll('org/base');
    hub.seen.length = 0;
    await runPython();
    expect(hub.seen.filter(({ method }) => method === 'GET')).toEqual([]);
    expect(hub.seen.length).toBeGreaterThan(0);
  });

  test('downloads from this Hub as from the real one, and audiate finds that offline', async () => {
    const { files } = await runPython();
    expect(files).toEqual(FILES.map((name) => join(folder(), name)));
    hub.seen.length = 0;
    vi.stubEnv('HF_HUB_OFFLINE', 'yes');
    const { fingerprint } = await readAll('org/base');
    expect(fingerprint).toBe((await readAll(lineFolder('base'))).fingerprint);
    expect(hub.seen).toEqual([]);
  });

  test('downloads half, audiate the rest, without fetching twice', async () => {
    await promisify(execFile)('python3', ['-c', DOWNLOAD, 'model.safetensors'], { env: process.env });
    hub.seen.length = 0;
    await readAll('org/base');
    expect(hub.seen.filter(({ at }) => at === 'cdn')).toEqual([]);
  });
});
