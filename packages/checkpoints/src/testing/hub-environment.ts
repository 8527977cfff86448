import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type HostedModel, type HubServer, startHub } from './hub-server.js';

/** A Hub on this machine and an empty cache, both named by the environment as a user would. */
export interface HubEnvironment {
  readonly hub: HubServer;
  /** HF_HOME. */
  readonly home: string;
  close(): Promise<void>;
}

const UNSET = [
  ...['HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'HF_TOKEN_PATH'],
  ...['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', 'HF_HUB_DISABLE_SYMLINKS', 'HF_HUB_DISABLE_IMPLICIT_TOKEN'],
  ...['HF_HUB_ETAG_TIMEOUT', 'HF_HUB_DOWNLOAD_TIMEOUT'],
];

/** Starts a Hub of these models and points the environment to it. */
export async function hubEnvironment(models: Readonly<Record<string, HostedModel>>): Promise<HubEnvironment> {
  const hub = await startHub(models);
  const home = await mkdtemp(join(tmpdir(), 'audiate-hub-'));
  for (const name of UNSET) vi.stubEnv(name, undefined);
  vi.stubEnv('HF_HOME', home);
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  return {
    hub,
    home,
    async close() {
      vi.unstubAllEnvs();
      await hub.close();
      await rm(home, { recursive: true });
    },
  };
}
