import { expect, test } from 'vitest';
import { showAddress } from './show-address.js';

test.each([
  ['https://host/a/b.wav', '"https://host/a/b.wav"'],
  ['https://host/b.wav?token=secret#part', '"https://host/b.wav"'],
  ['https://user:secret@host:8080/b.wav', '"https://host:8080/b.wav"'],
  ['https://host/a@b.wav?x=\nsecret', '"https://host/a@b.wav"'],
])('%s', (address, shown) => {
  expect(showAddress(address)).toBe(shown);
});
