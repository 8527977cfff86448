import { type CardContent, card } from './card.js';
import { escapeHtml } from './escape.js';
import { STYLE, STYLE_HASH } from './style.js';

/** What a page shows. Every text is shown as it is: none is read as HTML. */
export interface PageContent {
  readonly title: string;
  /** A paragraph below the title; its line breaks are kept. None unless given. */
  readonly intro?: string;
  readonly cards: readonly CardContent[];
}

/** Pictures and sounds from the page itself, one style sheet, nothing else: no script, no frame, no form, no request. */
const POLICY = [
  "default-src 'none'",
  'img-src data:',
  'media-src data:',
  `style-src '${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * An HTML page to look at and listen to sounds: a card each with the spectrogram above, the waveform below, a player, a
 * table of facts and the score curve. It is one file without script or external asset, light or dark as the reader's
 * system is, and fits a phone. Players hold {@link playbackCopy} as 16-bit WAV.
 * @throws InputError for a card whose audio is empty or not finite, or whose sample rate is not one.
 */
export function page({ title, intro, cards }: PageContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">${escapeHtml(title)}</h1>
${intro ? `<p dir="auto">${escapeHtml(intro)}</p>` : ''}
</header>
<main>
${cards.map((content, i) => card(content, `card-${i + 1}`)).join('\n')}
</main>
<footer>
<p>Players hold a copy for listening: faded at both ends over 10 ms and brought to \u221220 dBFS RMS, with a peak of \u22121 dBFS at most. Spectrograms and waveforms show the audio at the model\u2019s own scale.</p>
</footer>
</body>
</html>
`;
}
