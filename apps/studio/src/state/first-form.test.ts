import { expect, test } from 'vitest';
import { firstForm } from './first-form.js';
import { START } from './form.js';
import { formToHash } from './form-url.js';

const kept = formToHash({ ...START, model: 'tinyB', seed: 7 });

test.each([
  ['nothing', { hash: '' }, START],
  ['what was kept', { hash: '', kept }, { ...START, model: 'tinyB', seed: 7 }],
  ['the model that was named', { hash: '', named: 'file:a' }, { ...START, model: 'file:a' }],
  [
    'the model that was named, as it was kept',
    { hash: '', kept, named: 'file:a' },
    { ...START, model: 'file:a', seed: 7 },
  ],
  ['the address', { hash: '#seed=3', kept, named: 'file:a' }, { ...START, seed: 3 }],
])('the page begins with %s', (_, given, form) => {
  expect(firstForm({ kept: undefined, named: undefined, ...given })).toEqual({ form, refused: [] });
});
