import { expect, test } from 'vitest';
import { AudiateSound } from './index.js';

test('where there is no page the element is a class that nothing registers', () => {
  expect(globalThis.customElements).toBeUndefined();
  expect(AudiateSound.observedAttributes).toEqual(['src', 'card-src', 'label', 'compact']);
});
