import { expect, test } from 'vitest';
import { wanted } from './wanted.js';

test.each([
  ['tiny', /^No model is open\.$/],
  ['owner/name', /wants owner\/name of the Hugging Face Hub: "Download"/],
  ['file:my model.onnx', /wants the model my model\.onnx: drop its file or folder/],
])('what %s needs is said', (model, said) => {
  expect(wanted(model)).toMatch(said);
});
