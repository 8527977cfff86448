import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preview } from 'vite';
import { logOf, withPage } from '../browser/chromium.ts';
import { expectSaid } from './expected.ts';

const PAGE = `<pre id="log"></pre><script type="module">
import './element.js';
const sound = document.createElement('audiate-sound');
sound.card = { title: 'a tone', audio: Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 5)), sampleRate: 8000 };
document.body.append(sound);
while (!sound.shadowRoot.querySelector('img')) await new Promise((resolve) => setTimeout(resolve, 50));
document.querySelector('#log').textContent = 'done ' + sound.shadowRoot.querySelector('button').ariaLabel;
</script>`;

/** `<audiate-sound>` of an installed package in a page without a bundler: one file is all that it needs. */
export async function tryElement(project: string): Promise<void> {
  const folder = join(project, 'plain');
  await mkdir(folder);
  await cp(join(project, 'node_modules/@audiate/media/dist/element.js'), join(folder, 'element.js'));
  await writeFile(join(folder, 'index.html'), PAGE);
  const build = { outDir: folder };
  const server = await preview({ configFile: false, root: folder, build, preview: { port: 0, host: '127.0.0.1' } });
  try {
    expectSaid('element.js', await withPage(server.resolvedUrls!.local[0]!, logOf), /^done Play a tone$/);
  } finally {
    await server.close();
  }
}
