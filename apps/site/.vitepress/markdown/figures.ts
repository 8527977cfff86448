import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { FIGURE_FILES, PICTURES } from '../../build/figure-files.ts';

const MARK = /<figure name="([\w-]+)"><\/figure>/g;

/**
 * `<figure name="word"></figure>` on a line of a page becomes the element with that figure's sound and card; inside stand its
 * picture and a plain player, for readers without scripts.
 * @throws Error for one that is written otherwise.
 */
export function figures(md: MarkdownRenderer): void {
  md.core.ruler.push('figures', ({ tokens, env }) => {
    // What is rendered alone, such as a title, has no path.
    const address = (folder: string, file: string) => relative(dirname(env.realPath ?? env.path), join(folder, file));
    const element = (name: string): string => {
      const { title } = JSON.parse(readFileSync(join(FIGURE_FILES, `${name}.json`), 'utf8'));
      const label = md.utils.escapeHtml(title);
      const sound = address(FIGURE_FILES, `${name}.wav`);
      return [
        `<audiate-sound src="${sound}" card-src="${address(FIGURE_FILES, `${name}.json`)}?url">`,
        `<img loading="lazy" width="1200" height="640" alt="Spectrogram and waveform of ${label}" src="${address(PICTURES, `${name}.png`)}">`,
        `<audio controls preload="none" aria-label="Play ${label}" src="${sound}"></audio>`,
        '</audiate-sound>',
      ].join('');
    };
    for (const token of tokens) {
      // Lines of HTML without an empty one between them are one block.
      if (token.type === 'html_block') token.content = token.content.replace(MARK, (_, name) => element(name));
      const html = [token, ...(token.children ?? [])].filter(({ type }) => type.startsWith('html_'));
      if (html.some(({ content }) => content.includes('<figure name'))) {
        throw new Error(`a figure of ${env.path} stands in no line of its own: <figure name="word"></figure>`);
      }
    }
  });
}
