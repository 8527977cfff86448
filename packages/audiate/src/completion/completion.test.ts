import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../run.js';
import type { Terminal } from '../terminal/terminal.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-completion-'));
  await writeFile(join(folder, 'speech file.wav'), '');
  for (const shell of SHELLS) await writeFile(join(folder, `completion.${shell}`), await script(shell));
});
afterAll(() => rm(folder, { recursive: true }));

async function script(shell: string): Promise<string> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const terminal: Terminal = { print: (line) => lines.push(line), error: () => {}, isInteractive: false, signal };
  expect(await run(['completion', shell], terminal)).toBe(0);
  return `${lines.join('\n')}\n`;
}

/** How a shell is asked what it offers at the end of the line `$LINE`, a word a line. */
const ASK = {
  bash: `
    source completion.bash
    COMP_LINE=$LINE COMP_POINT=\${#LINE}
    complete -p audiate > /dev/null && _audiate
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  // What zsh's own functions would offer is printed: without a terminal there is no line to complete.
  zsh: `
    compdef() { : }
    compset() { : }
    _files() { print -l -- *(N) }
    compadd() {
      [[ $1 == -S ]] && shift 2
      [[ $1 == -a ]] && print -l -- \${(P)2} || print -l -- "$@"
    }
    source ./completion.zsh
    words=("\${(@s: :)LINE}") CURRENT=\${#words}
    _audiate`,
  fish: 'source completion.fish; complete -C "$LINE" | string replace -r "\\t.*" ""',
} as const;

const SHELLS = Object.keys(ASK) as (keyof typeof ASK)[];
const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

function offered(shell: keyof typeof ASK, line: string): string[] {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, LINE: line, HOME: folder } } as const;
  const { stdout, stderr } = spawnSync(shell, ['-c', ASK[shell]], options);
  expect(stderr).toBe('');
  const [current = ''] = line.split(' ').slice(-1);
  const words = stdout.split('\n').map((word) => word.replace(/^["'](.*)["']$/, '$1'));
  // zsh leaves it to compadd to choose.
  return words.filter((word) => word !== '' && (shell !== 'zsh' || word.startsWith(current.replace(/^--\w+=/, ''))));
}

test('bash is there', () => expect(isThere('bash')).toBe(true));

describe.each(SHELLS)('%s', (shell) => {
  const there = test.runIf(isThere(shell));

  there('reads the script', () => {
    expect(spawnSync(shell, ['-n', `completion.${shell}`], { cwd: folder, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  there.each([
    ['audiate sw', ['sweep']],
    ['audiate export t', ['table']],
    ['audiate render ti', ['tiny', 'tinyB']],
    ['audiate render tiny --dev', ['--device']],
    ['audiate render tiny --device c', ['cpu', 'cuda']],
    ['audiate render --steps 3 ti', ['tiny', 'tinyB']],
    ['audiate sweep tiny --param s', ['spectrum', 'stft']],
    ['audiate render tiny --penalty sp', ['sparsity', 'spectral-tv']],
    ['audiate scan tiny encoder.2.f', ['encoder.2.ffn', 'encoder.2.ffn.pre']],
    ['audiate scan tiny encoder.2 fea', ['features']],
    ['audiate completion z', ['zsh']],
    ['audiate transcribe tiny spee', ['speech file.wav']],
    ['audiate top tiny encoder.2:5 --clips a spee', ['speech file.wav']],
    ['audiate render tiny wor', ['word:']],
    ['audiate nothing x', []],
  ])('%s', (line, words) => {
    const found = offered(shell, line).map((word) => word.replaceAll('\\', ''));
    expect(found.sort()).toEqual([...words].sort());
  });
});

test.runIf(isThere('bash'))('bash cuts words at colons, and so do the answers', () => {
  expect(offered('bash', 'audiate render tiny logit:IY logit:A')).toEqual(['AA', 'AE', 'AH', 'AO', 'AW', 'AY']);
  expect(offered('bash', 'audiate render tiny encoder.3.attention')).toEqual(['encoder.3.attention:']);
});

test('a flag that a command gets is completed without being listed anywhere', async () => {
  const text = await script('bash');
  for (const flag of ['--dictionary-layer', '--plateau', '--no-ascent']) expect(text).toContain(`'${flag}'`);
});
