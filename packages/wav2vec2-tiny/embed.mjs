// Writes each model, and the dictionary, as a JavaScript module, so that Node, browsers and every bundler load them without a
// file system.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const text = (path) => JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))));
const weights = (path) => `const base64 = '${readFileSync(path).toString('base64')}';
const weights = () => {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
};
`;

mkdirSync('dist/embedded', { recursive: true });
for (const name of ['tiny', 'tinyB']) {
  const folder = `models/${name}`;
  writeFileSync(
    `dist/embedded/${name}.js`,
    `const config = () => JSON.parse(${text(`${folder}/config.json`)});
const preprocessor = () => JSON.parse(${text(`${folder}/preprocessor_config.json`)});
const vocabulary = () => JSON.parse(${text(`${folder}/vocab.json`)});
const statistics = () => JSON.parse(${text(`${folder}/statistics.json`)});
${weights(`${folder}/model.safetensors`)}export const checkpoint = { config, preprocessor, vocabulary, statistics, weights };
`,
  );
}
writeFileSync(
  'dist/embedded/tiny-features.js',
  `const config = () => JSON.parse(${text('models/tiny-features/cfg.json')});
${weights('models/tiny-features/sae_weights.safetensors')}export const features = { config, weights };
`,
);
