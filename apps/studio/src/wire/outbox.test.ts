import { expect, test } from 'vitest';
import { NEWS_WAITS_BYTES } from './limits.js';
import type { ToPage } from './messages.js';
import { outbox } from './outbox.js';

test('news of a slow page is joined, and goes before the answer; answers never wait', () => {
  const written: ToPage[] = [];
  const out = outbox((message) => {
    written.push(message);
    return NEWS_WAITS_BYTES;
  });
  out.put({ id: 1, news: { step: 1 } });
  out.put({ id: 1, news: { step: 2 } });
  expect(written.splice(0)).toEqual([
    { id: 1, news: { step: 1 } },
    { id: 1, news: { step: 2 } },
  ]);
  // Now more is on its way than may be.
  out.put({ id: 1, news: { step: 3, shown: 'a' } });
  out.put({ id: 1, news: { step: 4 } });
  out.put({ id: 2, news: { step: 1 } });
  expect(written).toEqual([]);
  out.put({ id: 2, answer: 'b' });
  out.put({ id: 3, fault: 'c' });
  out.put({ warning: 'd' });
  expect(written.splice(0)).toEqual([
    { id: 2, news: { step: 1 } },
    { id: 2, answer: 'b' },
    { id: 3, fault: 'c' },
    { warning: 'd' },
  ]);
  out.sent(5 * NEWS_WAITS_BYTES);
  expect(written).toEqual([{ id: 1, news: { step: 4, shown: 'a' } }]);
});
