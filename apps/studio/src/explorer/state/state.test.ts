import { expect, test } from 'vitest';
import { commandsOf } from '../links/commands-of.js';
import { studioLink } from '../links/studio-link.js';
import { recent } from '../sound/recent.js';
import { FACTS } from '../testing/small-map.js';
import { placeOfAddress, placeOfFiles } from './place.js';

const PAGE = 'https://host.example/studio/atlas.html?x=1';

test.each([
  ['atlas/', { source: 'https://host.example/studio/atlas/', name: '/studio/atlas/', isForeign: false }],
  ['/data/a?t=1', { source: 'https://host.example/data/a?t=1', name: '/data/a', isForeign: false }],
  [
    'https://other.example/a/',
    { source: 'https://other.example/a/', name: 'https://other.example/a/', isForeign: true },
  ],
])('an atlas at %s', (text, place) => {
  expect(placeOfAddress(text, PAGE)).toEqual(place);
});

test.each([
  'http://other.example/a/',
  'javascript:alert(1)',
  'data:,x',
  'https://user:secret@other.example/',
  'file:///etc/',
  'blob:https://host.example/x',
  `/${'x'.repeat(3000)}`,
])('no atlas at %s', (text) => {
  expect(() => placeOfAddress(text, PAGE)).toThrow(/^an atlas is read from this page's own server or from an address/);
});

test('files that were dropped find one another, within a folder and alone', () => {
  const file = new File([], 'x');
  const paths = ['up/map.parquet', 'up/index.parquet', 'up/sounds/00000.tar', 'other/map.parquet'];
  const inFolder = placeOfFiles(paths.map((path) => ({ path, file })));
  expect([inFolder.name, [...(inFolder.source as Map<string, Blob>).keys()]]).toEqual([
    'up',
    ['map.parquet', 'index.parquet', 'sounds/00000.tar'],
  ]);
  const alone = placeOfFiles(['00003.tar', 'map.parquet'].map((path) => ({ path, file })));
  expect([...(alone.source as Map<string, Blob>).keys()]).toEqual(['sounds/00003.tar', 'map.parquet']);
  expect(() => placeOfFiles([{ path: 'a.wav', file }])).toThrow(/no map\.parquet is among these files/);
});

test('recent answers are kept, the longest unused are asked for anew, and failures at once', async () => {
  const asked: number[] = [];
  const answer = recent(2, async (question) => {
    asked.push(question);
    if (question === 9) throw new Error('no');
    return 10 * question;
  });
  for (const question of [1, 2, 1, 3, 1, 2]) expect(await answer(question)).toBe(10 * question);
  expect(asked).toEqual([1, 2, 3, 2]);
  for (let i = 0; i < 2; i++) await expect(answer(9)).rejects.toThrow('no');
  expect(asked.slice(4)).toEqual([9, 9]);
});

test('links and commands name the unit, and no shell or page is fooled by a name', () => {
  const row = { layer: 'encoder.1', unit: 17 };
  expect(studioLink(FACTS, row)).toBe('index.html#model=tiny&target=encoder.1%3A17');
  expect(studioLink({ ...FACTS, source: 'owner/model' }, row)).toBeUndefined();
  expect(commandsOf({ ...FACTS, source: '$(rm -rf /)' }, { layer: "a'b", unit: 1 })).toEqual({
    replay: "npx audiate replay recipe.json '$(rm -rf /)'",
    render: "npx audiate render '$(rm -rf /)' 'a'\\''b:1'",
  });
});

test.each(['--out=.bashrc', '-o', 'tiny\nrm -rf /', 'tiny\u001b[2J', 'tiny\u202e', 'tiny\u2028'])(
  'a name such as %j makes no command',
  (name) => {
    const row = { layer: 'encoder.1', unit: 17 };
    expect(commandsOf({ ...FACTS, source: name }, row)).toBeUndefined();
    const { source: _, ...unnamed } = FACTS;
    expect(commandsOf({ ...unnamed, model: { ...FACTS.model, name } }, row)).toBeUndefined();
    expect(commandsOf(FACTS, { ...row, layer: name })).toBeUndefined();
  },
);
