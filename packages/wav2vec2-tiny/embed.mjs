// Writes each model as a JavaScript module, so that Node, browsers and every bundler load it without a file system.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

mkdirSync('dist/embedded', { recursive: true });
for (const name of ['tiny', 'tinyB']) {
  const file = (path) => readFileSync(`models/${name}/${path}`);
  const text = (path) => JSON.stringify(JSON.stringify(JSON.parse(file(path).toString('utf8'))));
  const base64 = file('model.safetensors').toString('base64');
  writeFileSync(
    `dist/embedded/${name}.js`,
    `const config = () => JSON.parse(${text('config.json')});
const preprocessor = () => JSON.parse(${text('preprocessor_config.json')});
const vocabulary = () => JSON.parse(${text('vocab.json')});
const statistics = () => JSON.parse(${text('statistics.json')});
const base64 = '${base64}';
const weights = () => {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
};
export const checkpoint = { config, preprocessor, vocabulary, statistics, weights };
`,
  );
}
