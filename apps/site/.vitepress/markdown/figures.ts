import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { FIGURE_FILES, PICTURES } from '../../build/figure-files.ts';

const MARK = /^<figure name="([\w-]+)">/;

/**
 * A line `<figure name="word">` on a page becomes the element with that figure's sound and card; inside stand its picture and
 * a plain player, for readers without scripts.
 */
export function figures(md: MarkdownRenderer): void {
  md.core.ruler.push('figures', ({ tokens, env }) => {
    for (const token of tokens) {
      const name = token.type === 'html_block' ? MARK.exec(token.content)?.[1] : undefined;
      if (!name) continue;
      const here = dirname(env.realPath ?? env.path);
      const address = (folder: string, file: string) => relative(here, join(folder, file));
      const { title } = JSON.parse(readFileSync(join(FIGURE_FILES, `${name}.json`), 'utf8'));
      const label = md.utils.escapeHtml(title);
      const sound = address(FIGURE_FILES, `${name}.wav`);
      token.content = [
        `<audiate-sound src="${sound}" card-src="${address(FIGURE_FILES, `${name}.json`)}?url">`,
        `<img loading="lazy" width="1200" height="640" alt="Spectrogram and waveform of ${label}" src="${address(PICTURES, `${name}.png`)}">`,
        `<audio controls preload="none" aria-label="Play ${label}" src="${sound}"></audio>`,
        '</audiate-sound>\n',
      ].join('');
    }
  });
}
