import { expect, test, vi } from 'vitest';
import { choosePrecision } from './choose.js';
import { type Trial, tryBytes } from './trial.js';

vi.mock('./trial.js', () => ({ tryBytes: vi.fn() }));

test('a process tries once, for all numbers of threads; a trial that failed does not count', async () => {
  const slow: Trial = { error: 0.02, whole: true, ratio: 2 };
  const quick: Trial = { ...slow, ratio: 0.5 };
  vi.mocked(tryBytes).mockRejectedValueOnce(new Error('no memory')).mockResolvedValueOnce(quick);
  vi.mocked(tryBytes).mockResolvedValue(slow);
  await expect(choosePrecision('auto', { threads: 4 })).rejects.toThrow('no memory');
  const chosen = await Promise.all([4, 2, 1].map((threads) => choosePrecision('auto', { threads })));
  expect(chosen).toEqual(['i8', 'i8', 'i8']);
  expect(tryBytes).toHaveBeenCalledTimes(2);
});
