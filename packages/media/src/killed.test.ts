import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearUnfinished } from './clear-unfinished.js';
import { writeWhole } from './write-whole.js';

let root: string;
let program: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'audiate-killed-'));
  // One plain file, so that a child starts in a moment.
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@audiate/source'] },
    ssr: { noExternal: true, resolve: { conditions: ['@audiate/source'] } },
    build: { ssr: join(import.meta.dirname, 'testing/killed-program.ts'), outDir: join(root, 'program') },
  });
  program = join(root, 'program', readdirSync(join(root, 'program'))[0]!);
});
afterAll(() => rmSync(root, { recursive: true }));

interface Ended {
  readonly killed: boolean;
  readonly uses: number;
  readonly outcome: string;
}

function run(at: number, { folder, files, stuck = '-' }: Scenario): Promise<Ended> {
  return new Promise((resolve) => {
    const args = [program, String(at), stuck, folder, 'new', ...files];
    execFile(process.execPath, args, (error, told) => {
      resolve({ killed: error?.signal === 'SIGKILL', ...(told ? JSON.parse(told) : { uses: 0, outcome: '' }) });
    });
  });
}

interface Scenario {
  readonly folder: string;
  readonly files: readonly string[];
  /** A name that can't be moved to its place. */
  readonly stuck?: string;
}

type Contents = Readonly<Record<string, string>>;

/** The files of a folder but those in hidden folders, whose names are given apart. */
function look(folder: string): { readonly files: Contents; readonly hidden: readonly string[] } {
  let entries: ReturnType<typeof entriesOf> = [];
  try {
    entries = entriesOf(folder);
  } catch {
    // It is not there.
  }
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]);
  return {
    files: Object.fromEntries(files),
    hidden: entries.filter((entry) => /^\.audiate-.*\.\w+$/.test(entry.name)).map(({ name }) => name),
  };
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

const theirs = { '.audiate-notes': 'mine', '.audiate-0': 'mine, too', 'other.txt': 'other' };
const mapped = (names: readonly string[], content: string) =>
  Object.fromEntries(names.map((name) => [name, `${content} of ${name}`]));

test.each<[string, { before: Contents; files: string[]; stuck?: string; deep?: boolean }]>([
  ['some are replaced, some are new', { before: mapped(['b.png'], 'old'), files: ['a.wav', 'b.png'] }],
  ['a single file is replaced', { before: mapped(['state'], 'old'), files: ['state'] }],
  ['a folder is made', { before: {}, files: ['a.wav', 'b.png'], deep: true }],
  [
    'a move is refused and all is taken back',
    { before: mapped(['a.wav', 'c.json'], 'old'), files: ['a.wav', 'b.png', 'c.json'], stuck: 'c.json' },
  ],
])(
  'killed at any use of the disk while %s, a folder has the old set or the new one',
  async (name, given) => {
    const { before, files, stuck, deep } = given;
    const others = deep ? {} : theirs;
    const [old, fresh] = [
      { ...others, ...before },
      { ...others, ...before, ...mapped(files, 'new') },
    ];
    const prepare = (at: number): Scenario => {
      const folder = join(root, name.replaceAll(' ', '-'), String(at), ...(deep ? ['deep', 'out'] : []));
      if (!deep) mkdirSync(folder, { recursive: true });
      else mkdirSync(dirname(dirname(folder)), { recursive: true });
      for (const [file, text] of Object.entries<string>(old)) writeFileSync(join(folder, file), text);
      return { folder, files, ...(stuck ? { stuck } : {}) };
    };

    const whole = prepare(0);
    const { uses, outcome, killed } = await run(0, whole);
    expect(killed).toBe(false);
    expect(outcome).toMatch(stuck ? /^InputError: can't write to the folder .*: permission denied$/ : /^written$/);
    expect(look(whole.folder)).toEqual({ files: stuck ? old : fresh, hidden: [] });
    expect(uses).toBeGreaterThan(10);

    let [unmoved, marked, moved] = [0, 0, 0];
    const attempt = async (at: number) => {
      const scenario = prepare(at);
      const { folder } = scenario;
      expect((await run(at, scenario)).killed, `use ${at}`).toBe(true);
      const { files: now, hidden } = look(folder);
      if (JSON.stringify(now) === JSON.stringify(sorted(old))) unmoved++;
      else if (JSON.stringify(now) === JSON.stringify(sorted(fresh))) moved++;
      else {
        marked++;
        expect(
          hidden.some((one) => /\.(ready|undo)$/.test(one)),
          `use ${at}`,
        ).toBe(true);
        // A reader misses no file that was there.
        expect(Object.keys(now)).toEqual(expect.arrayContaining(Object.keys(old)));
      }
      if (at % 2 === 0) {
        await clearUnfinished(folder);
        const { files: ended, hidden: left } = look(folder);
        expect(left, `use ${at}`).toEqual([]);
        expect([sorted(old), sorted(fresh)], `use ${at}`).toContainEqual(ended);
      }
      await writeWhole(folder, new Map(files.map((file) => [file, `third of ${file}`])));
      expect(look(folder), `use ${at}`).toEqual({ files: { ...fresh, ...mapped(files, 'third') }, hidden: [] });
      expect(look(dirname(folder)).hidden).toEqual([]);
    };
    for (let at = 1; at <= uses; at += CHILDREN) {
      await Promise.all(Array.from({ length: Math.min(CHILDREN, uses - at + 1) }, (_, i) => attempt(at + i)));
    }
    expect(unmoved).toBeGreaterThan(0);
    if (!stuck) expect(moved).toBeGreaterThan(0);
    // One that moves in one step has nothing in between.
    if (files.length === 1 || deep) expect(marked).toBe(0);
  },
  600_000,
);

/** Children side by side. */
const CHILDREN = 4;

function sorted(contents: Contents): Contents {
  return Object.fromEntries(Object.entries(contents).sort(([a], [b]) => (a < b ? -1 : 1)));
}
