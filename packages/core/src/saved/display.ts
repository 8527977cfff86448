import { encodeWav, escapeHtml, picture, playbackCopy, toBase64 } from '@audiate/media';
import type { RenderResult } from '../record/result.js';
import { type ResultCard, resultCard } from './result-card.js';

/** What Deno's Jupyter kernel, and others that follow it, ask a value for. */
const DISPLAY = Symbol.for('Jupyter.display');

/** A notebook holds the sounds of every output: of a large batch only the first are shown. */
const MOST = 8;

/** A value in the kinds that a notebook may show, by MIME type. */
export interface MimeBundle {
  readonly 'text/html': string;
  readonly 'text/plain': string;
}

/**
 * Lets a result show itself in a notebook: it answers `Symbol.for('Jupyter.display')`. The property is not enumerable, so that
 * what a result holds, compares and is copied as stays what it was.
 */
export function withDisplay(result: RenderResult): RenderResult {
  return Object.defineProperty(result, DISPLAY, { value: () => display(result) });
}

/** Picture, player and facts of each item as HTML that runs nothing and loads nothing, and the same in a line of text. */
function display(result: RenderResult): MimeBundle {
  const cards = result.audio.slice(0, MOST).map((_, item) => resultCard(result, item));
  const rest = result.audio.length - cards.length;
  const more = rest > 0 ? [`and ${rest} more: save(result, folder) writes all`] : [];
  return {
    'text/html': [...cards.map(html), ...more.map((line) => `<p>${line}</p>`)].join('\n'),
    'text/plain': [...cards.map(({ title, subtitle }) => `${title}: ${subtitle}`), ...more].join('\n'),
  };
}

function html({ title, subtitle, description, audio, sampleRate, facts }: ResultCard): string {
  const png = toBase64(picture(audio, { sampleRate, title, subtitle }));
  const wav = toBase64(encodeWav(playbackCopy(audio, { sampleRate }), { sampleRate, format: 'int16' }));
  const name = escapeHtml(title);
  const rows = facts.map(({ name, value }) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`);
  return [
    '<figure>',
    `<img width="600" alt="Spectrogram and waveform of ${name}" src="data:image/png;base64,${png}">`,
    `<br><audio controls aria-label="Play ${name}" src="data:audio/wav;base64,${wav}"></audio>`,
    description ? `<p>${escapeHtml(description)}</p>` : '',
    `<details><summary>${name}</summary><table>${rows.join('')}</table></details>`,
    '</figure>',
  ].join('');
}
