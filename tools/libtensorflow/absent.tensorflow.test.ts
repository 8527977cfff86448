import { test } from 'vitest';

test.skip('the numeric tests on TensorFlow: it is not installed here (npm run libtensorflow)', () => {});
