import { expect, test } from 'vitest';
import { page } from './page.js';

const audio = Float32Array.from({ length: 800 }, (_, i) => Math.sin(i));
const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

function tags(html: string): string[] {
  return [...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name!);
}

/** Names of attributes; their values, in which anything may stand, are cut out first. */
function attributes(html: string): Set<string> {
  return new Set([...html.replace(/"[^"]*"/g, '""').matchAll(/ ([a-z-]+)=""/gi)].map(([, name]) => name!));
}

function sample(text: string): string {
  return page({
    title: text,
    intro: text,
    cards: [
      {
        title: text,
        description: text,
        audio,
        sampleRate: 16_000,
        facts: [{ name: text, value: text }],
        curve: [{ step: 0, score: 1 }],
      },
    ],
  });
}

test('hostile text changes no tag and no attribute', () => {
  const [plain, attacked] = [sample('plain'), sample(hostile)];
  expect(tags(attacked)).toEqual(tags(plain));
  expect(attributes(attacked)).toEqual(attributes(plain));
  expect(attacked).not.toContain('<script');
  expect(attacked.split('&quot;&gt;&lt;script&gt;alert(1)').length - 1).toBe(plain.split('plain').length - 1);
});

test('asks for nothing from elsewhere, and the policy comes before anything that it could stop', () => {
  const html = sample('plain');
  const links = [...html.matchAll(/(?:src|href|poster|action|data)="([^"]{0,30})/g)].map(([, link]) => link!);
  expect(links.length).toBe(2);
  for (const link of links) expect(link).toMatch(/^data:(image\/png|audio\/wav);base64,/);
  expect(html).not.toMatch(/url\(|<link|<iframe|style="|https?:/);
  expect(html).toContain("content=\"default-src 'none'; img-src data:; media-src data:; style-src 'sha256-");
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
});

test('every picture, player, table and card has a name; headings have their order', () => {
  const html = sample('plain');
  expect(html).toMatch(/<audio [^>]*aria-label="Play plain"/);
  expect(html).toMatch(/<img [^>]*alt="Spectrogram of plain/);
  expect(html).toMatch(/<table aria-label="Facts about plain"/);
  expect(html).toMatch(/<article aria-labelledby="card-1">\n<h2 id="card-1"/);
  expect(html.match(/<svg(?![^>]*(aria-hidden|aria-label))/g)).toBeNull();
  expect(html.indexOf('<h1')).toBeLessThan(html.indexOf('<h2'));
});

test('many cards have ids of their own; none is a page, too', () => {
  const one = { title: 'x', audio, sampleRate: 16_000, facts: [] };
  const html = page({ title: 't', cards: [one, one, one] });
  expect([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).toEqual(['card-1', 'card-2', 'card-3']);
  expect(page({ title: 't', cards: [] })).toContain('<main>');
});

const linked = (title: string) => ({
  title,
  files: { picture: `${title}.png`, sound: `${title}.wav` },
  facts: [
    { name: 'score', value: 0.5 },
    { name: 'seed', value: 3 },
  ],
});

test('linked cards ask for files beside the page alone, under a policy that allows these', () => {
  const html = page({ title: 't', cards: [linked('a b%&'), linked('c')] });
  const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link!);
  expect(new Set(links)).toEqual(new Set(['./a%20b%25%26.png', './a%20b%25%26.wav', './c.png', './c.wav']));
  expect(html).toContain(
    "default-src 'none'; img-src data: 'self' file:; media-src data: 'self' file:; style-src 'sha256-",
  );
  expect(html).toContain('Players play the files beside this page as they are');
  expect(html).not.toContain('Players hold a copy');
});

test.each(['../secret', '/etc/passwd', 'a\\b', 'javascript:alert(1)', ''])('refuses the file name %j', (name) => {
  const card = { ...linked('t'), files: { picture: 'a.png', sound: name } };
  expect(() => page({ title: 't', cards: [card] })).toThrow(/the file name/);
});

test('contents link to every card by its id, with its first fact', () => {
  const html = page({
    title: 't',
    cards: [linked('one'), linked(hostile.slice(0, 20).replace(/[<>"/]/g, ''))],
    contents: true,
  });
  const targets = [...html.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(targets).toEqual([...html.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id!));
  expect(html).toMatch(/<a href="#card-1" dir="auto">one<\/a> <span>score 0.5<\/span>/);
  expect(page({ title: 't', cards: [linked('one')] })).not.toContain('<nav');
});

test('contents show a number with six digits, as its card does', () => {
  const facts = [{ name: 'score', value: -1.23456789 }];
  const html = page({ title: 't', cards: [{ ...linked('one'), facts }], contents: true });
  expect(html).toContain('<span>score \u22121.23457</span>');
  expect(html).not.toContain('1.23456789');
});

test('where cards open sections, contents link to these alone, and each stands in a new row', () => {
  const cards = [{ ...linked('one'), section: 'A & B' }, linked('two'), { ...linked('three'), section: 'C' }];
  const html = page({ title: 't', cards, contents: true });
  const links = [...html.matchAll(/<a href="#([^"]+)" dir="auto">([^<]*)</g)].map(([, id, name]) => [id, name]);
  expect(links).toEqual([
    ['card-1', 'A &amp; B'],
    ['card-3', 'C'],
  ]);
  expect([...html.matchAll(/<article [^>]*>/g)].map(([tag]) => tag!.includes('class="opens"'))).toEqual([
    true,
    false,
    true,
  ]);
});

test('hostile titles stay text in the contents', () => {
  const hold = (title: string) =>
    page({
      title: 't',
      cards: [{ title, section: title, audio, sampleRate: 16_000, facts: [{ name: title, value: title }] }],
      contents: true,
    });
  expect(tags(hold(hostile))).toEqual(tags(hold('plain')));
});
