import type { ModelAdapter } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { statisticsOf } from './speech-range.js';

const called = (name: string) => ({ name }) as ModelAdapter;

test('only the embedded models were measured, whatever a dropped folder is called', async () => {
  const measured = await statisticsOf({ model: called('tiny'), loader: 'embedded' });
  expect(measured?.percentiles).toContain(99.9);
  expect(await statisticsOf({ model: called('tiny'), loader: 'loadWav2Vec2' })).toBeUndefined();
});
