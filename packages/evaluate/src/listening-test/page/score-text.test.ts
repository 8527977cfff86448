import { expect, test } from 'vitest';
import { scoreText } from './score-text.js';

test('tells the share, its interval and what guessing gives', () => {
  expect(scoreText(9, 12)).toBe(
    '9 of 12 right: 75 %. 95 % confidence interval 42.8 % to 94.5 % (exact, Clopper–Pearson). Guessing gives 50 %.',
  );
});
