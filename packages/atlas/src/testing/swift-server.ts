import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { S3Options } from '../store/s3-options.js';
import { freePort } from './free-port.js';

/** An object store of a test: OpenStack Swift, which speaks S3. */
export interface TestSwift {
  readonly options: Required<Pick<S3Options, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>>;
  makeBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

const PROGRAMS = ['account', 'container', 'object', 'proxy'].map((kind) => `swift-${kind}-server`);

/** Whether this machine has all programs of Swift. */
export function hasSwift(): boolean {
  try {
    for (const program of [...PROGRAMS, 'swift-ring-builder']) execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const [USER, KEY] = ['test:tester', 'testing'];
/** A busy machine takes long to start four programs. */
const READY_MS = 120_000;

/** Starts a Swift of one disk that lies in a folder, with one user. */
export async function startSwift(folder: string): Promise<TestSwift> {
  const host = '127.0.0.1';
  await mkdir(join(folder, 'disks', 'one'), { recursive: true });
  const files: string[] = [];
  for (const kind of ['account', 'container', 'object']) {
    const port = await freePort(host);
    const ring = (...words: string[]) =>
      execFileSync('swift-ring-builder', [`${kind}.builder`, ...words], { cwd: folder });
    ring('create', '1', '1', '0');
    ring('add', `r1z1-${host}:${port}/one`, '1');
    ring('rebalance');
    files.push(await settings(folder, kind, { port, pipeline: [`${kind}-server`], apps: serverApp(kind) }));
  }
  const port = await freePort(host);
  files.push(await settings(folder, 'proxy', { port, pipeline: PIPELINE, apps: PROXY_APPS }));
  const children = files.map((file, i) => spawn(PROGRAMS[i]!, [file], { stdio: ['ignore', 'ignore', 'ignore'] }));
  const endpoint = `http://${host}:${port}`;
  await untilItAnswers(endpoint, children);
  const keys = { accessKeyId: USER, secretAccessKey: KEY };
  return {
    options: { endpoint, ...keys },
    async makeBucket(name) {
      const client = new AwsClient({ ...keys, service: 's3', region: 'us-east-1' });
      const { ok, status } = await client.fetch(`${endpoint}/${name}`, { method: 'PUT' });
      if (!ok) throw new Error(`Swift makes no bucket: ${status}`);
    },
    async stop() {
      await Promise.all(children.map(ended));
    },
  };
}

const PIPELINE = ['catch_errors', 'gatekeeper', 'cache', 's3api', 'tempauth', 'copy', 'slo', 'dlo', 'proxy-server'];
const PROXY_APPS = `
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_${USER.replace(':', '_')} = ${KEY} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
`;
const serverApp = (kind: string) => `\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`;

interface ServerSettings {
  readonly port: number;
  readonly pipeline: readonly string[];
  readonly apps: string;
}

async function settings(folder: string, kind: string, { port, pipeline, apps }: ServerSettings): Promise<string> {
  const file = join(folder, `${kind}.conf`);
  const common = `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${join(folder, 'disks')}
mount_check = false
workers = 0
[pipeline:main]
pipeline = ${pipeline.join(' ')}
`;
  await writeFile(file, common + apps);
  return file;
}

async function untilItAnswers(endpoint: string, children: readonly ChildProcess[]): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('a program of Swift ended');
    const answer = await fetch(endpoint).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer && answer.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Swift did not answer in ${READY_MS / 1000} s`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
