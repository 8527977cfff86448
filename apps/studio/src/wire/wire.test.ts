import { setTimeout as pass } from 'node:timers/promises';
import type * as v from 'valibot';
import { expect, expectTypeOf, test } from 'vitest';
import { clientOf } from '../protocol/client.js';
import type { Handlers, Job } from '../protocol/serve.js';
import type { StepNews, TaskName, Tasks } from '../protocol/tasks.js';
import { START } from '../state/form.js';
import type { ASKS } from './asks.js';
import { codecOf } from './codec.js';
import { serveLine } from './serve-line.js';
import { socketPort } from './socket-port.js';

/** A page and a program in one thread; between them go bytes. */
function wired(handlers: Partial<Handlers>) {
  const socket = Object.assign(new EventTarget(), { readyState: 1, CONNECTING: 0 });
  const emit = (type: string, data: object) => socket.dispatchEvent(Object.assign(new Event(type), data));
  const hungUp: string[] = [];
  const toPage = async (bytes: Uint8Array<ArrayBuffer>) => {
    await pass(1);
    emit('message', { data: bytes.slice().buffer });
    served.sent(bytes.length);
  };
  const served = serveLine(
    { send: (bytes) => void toPage(bytes), hangUp: (why) => hungUp.push(why) },
    handlers as Handlers,
  );
  Object.assign(socket, { send: (bytes: Uint8Array) => void pass(1).then(() => served.take(bytes.slice())) });
  const told: string[] = [];
  const client = clientOf(socketPort(socket as never), {
    onWarning: (warning) => told.push(warning),
    onEnd: (why) => told.push(why),
  });
  return { client, served, hungUp, told, close: (reason: string) => emit('close', { reason }) };
}

const TARGET = { kind: 'token', token: 'IY' } as const;

test('answers, news, faults and warnings reach who asked; sounds come as typed arrays', async () => {
  const { client, served, told } = wired({
    async warm({ engine }) {
      if (engine === 'cpu') throw new Error('no such engine\n  at a line that is nobody’s business');
      return { name: 'wasm', detail: String(engine), passedOver: [] };
    },
    hear: async ({ audio }) => ({ lanes: [], curve: [{ seconds: 0, value: audio[1]! }] }),
    async fire({ samples }, _) {
      return { excess: samples as Float32Array<ArrayBuffer>, usual: 'speech' };
    },
    async open(_, { tell }) {
      tell({ file: 'a', bytes: 1 });
      return { name: 'm' } as never;
    },
  });
  const news: unknown[] = [];
  served.tell({ warning: 'the GPU is lost' });
  const results = await Promise.allSettled([
    client.start('open', { kind: 'embedded', name: 'tiny' }, { onNews: (one) => news.push(one) }).answer,
    client.start('warm', { engine: 'auto' }).answer,
    client.start('warm', { engine: 'cpu' }).answer,
    client.start('hear', { audio: Float32Array.of(0, 0.5), target: TARGET }).answer,
    client.start('fire', { samples: Float32Array.of(1, 2), sampleRate: 8000, layer: 'a' }).answer,
  ]);
  expect(news).toEqual([{ file: 'a', bytes: 1 }]);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message))).toEqual([
    { name: 'm' },
    { name: 'wasm', detail: 'auto', passedOver: [] },
    'no such engine',
    { lanes: [], curve: [{ seconds: 0, value: 0.5 }] },
    { excess: Float32Array.of(1, 2), usual: 'speech' },
  ]);
  expect(told).toEqual(['the GPU is lost']);
});

test('a render pauses, goes on and stops; one whose page is gone is stopped', async () => {
  const steps: number[] = [];
  const { client, served, told, close } = wired({
    async render(_, { tell, unpaused, signal }: Job<StepNews>) {
      for (let step = 1; !signal.aborted; step++) {
        steps.push(step);
        tell({ step, score: 0, remainingMs: 0 });
        await pass(1);
        await unpaused();
      }
      return { score: steps.length } as never;
    },
  });
  const begin = () =>
    new Promise<void>((started) => {
      task = client.start('render', { form: START }, { onNews: () => started() });
    });
  let task!: ReturnType<typeof client.start<'render'>>;
  await begin();
  task.control('pause');
  await pass(50);
  const paused = steps.length;
  await pass(50);
  expect(steps.length).toBe(paused);
  task.control('go');
  await expect.poll(() => steps.length).toBeGreaterThan(paused);
  task.control('stop');
  expect(await task.answer).toEqual({ score: steps.length });

  await begin();
  task.control('pause');
  const failed = task.answer.catch((error: Error) => error.message);
  await pass(20);
  close('');
  await served.stop();
  const ended = 'audiate studio has ended; start it again and open the address that it prints';
  expect([await failed, ...told]).toEqual([ended, ended]);
  await expect(client.start('warm', { engine: 'auto' }).answer).rejects.toThrow(ended);
});

test('of files only the bytes that are read are sent, while they are asked for', async () => {
  let kept: File | undefined;
  const { client } = wired({
    async open(source) {
      if (source.kind !== 'files') throw new Error('no files');
      [kept] = source.files;
      return { name: await kept!.slice(2, 5).text() } as never;
    },
  });
  const unread = new File(['y'], 'b.mov');
  Object.assign(unread, { slice: () => expect.fail('it was read') });
  const files = [new File(['0123456789'], 'a.onnx'), unread];
  const source = { kind: 'files', folder: 'model', files, sampleRate: 16_000 } as const;
  expect(await client.start('open', source).answer).toEqual({ name: '234' });
  expect(kept).toMatchObject({ name: 'a.onnx', size: 10 });
  await expect(kept!.text()).rejects.toThrow('the file is not asked for any more');
});

test.each<[string, string, unknown, RegExp]>([
  ['an unknown task', 'shell', 'ls', /^there is no task "shell"; there are open, warm, render/],
  ['a task of the prototype', 'constructor', {}, /^there is no task "constructor"/],
  [
    'a folder as an id',
    'open',
    { kind: 'hub', id: '/etc' },
    /^the page asked to open what can't be: id: no id of the Hub/,
  ],
  ['a path that climbs', 'open', { kind: 'hub', id: '../etc' }, /no id of the Hub/],
  ['an address', 'open', { kind: 'hub', id: 'http://127.0.0.1/x' }, /no id of the Hub/],
  ['a path as a source', 'open', { kind: 'path', path: '/etc' }, /kind/],
  ['files that are none', 'open', { kind: 'files', files: ['/etc/passwd'], sampleRate: 1 }, /files\.0/],
  ['another engine', 'warm', { engine: 'sh' }, /engine/],
  ['a form with a wrong number', 'render', { form: { ...START, steps: 1e9 } }, /form: steps can't be/],
  ['a form that is none', 'render', { form: { ...START, target: null } }, /form: no form/],
  ['a sound that is none', 'hear', { audio: [1, 2], target: TARGET }, /audio/],
  [
    'a target that is none',
    'hear',
    { audio: Float32Array.of(1), target: { kind: 'unit', layer: '' } },
    /target: no target/,
  ],
  ['a rate that is none', 'fire', { samples: Float32Array.of(1), sampleRate: 0, layer: 'a' }, /sampleRate/],
  ['a kind of the prototype', 'write', { kind: 'toString', rendered: {}, lanes: [] }, /kind/],
  ['nothing', 'write', null, /its ask/],
])('%s is refused in one sentence, and nothing is done', async (_, task, ask, message) => {
  const none = () => expect.fail('it was done');
  const { client, hungUp } = wired(
    Object.fromEntries(['open', 'warm', 'render', 'hear', 'scan', 'fire', 'write'].map((name) => [name, none])),
  );
  const failure = await client.start(task as never, ask as never).answer.catch((error: Error) => error.message);
  expect(failure).toMatch(message);
  expect(failure).not.toContain('\n');
  expect(hungUp).toEqual([]);
});

test('a message that is none ends the line', () => {
  const { encode } = codecOf({ maxEntries: 10 });
  for (const bytes of [
    Uint8Array.of(0xc1),
    encode('open'),
    encode({ id: 'x', control: 'stop' }),
    encode({ id: 1, control: 'end' }),
  ]) {
    const { served, hungUp } = wired({});
    served.take(bytes);
    expect(hungUp).toEqual([expect.stringMatching(/^a message that can't be read: /)]);
  }
});

test('a page has no more tasks than it can need', async () => {
  const { client, served } = wired({
    warm: (_, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('a' as never))),
  });
  const asked = Array.from({ length: 65 }, () => client.start('warm', { engine: 'auto' }).answer);
  await expect(asked[64]).rejects.toThrow('64 tasks are under way; wait for one');
  await served.stop();
  expect(await Promise.all(asked.slice(0, 64))).toHaveLength(64);
});

test('every key of an ask is in its schema, or the program would leave it out', () => {
  type Lacking = {
    [Name in TaskName]: Exclude<keyof Tasks[Name]['ask'], keyof v.InferOutput<(typeof ASKS)[Name]>>;
  }[TaskName];
  expectTypeOf<Lacking>().toBeNever();
});
