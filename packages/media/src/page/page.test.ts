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
