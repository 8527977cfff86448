import { type CardContent, card, factText } from './card.js';
import { escapeHtml } from './escape.js';
import { STYLE, STYLE_HASH } from './style.js';

/** What a page shows. Every text is shown as it is: none is read as HTML. */
export interface PageContent {
  readonly title: string;
  /** A paragraph below the title; its line breaks are kept. None unless given. */
  readonly intro?: string;
  readonly cards: readonly CardContent[];
  /** Whether a list of links to the cards stands above them, or to the sections where cards have some; no, unless given. */
  readonly contents?: boolean;
}

/**
 * Pictures and sounds from the page itself, one style sheet, nothing else: no script, no frame, no form, no request. Where
 * cards show files, also pictures and sounds from where the page lies, `file:` for one opened from a disk.
 */
function policy(linked: boolean): string {
  const origins = linked ? "data: 'self' file:" : 'data:';
  return [
    "default-src 'none'",
    `img-src ${origins}`,
    `media-src ${origins}`,
    `style-src '${STYLE_HASH}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * An HTML page to look at and listen to sounds: a card each with the spectrogram above, the waveform below, a player, a
 * table of facts and the score curve. It is one file without script or external asset, light or dark as the reader's
 * system is, and fits a phone. Players hold {@link playbackCopy} as 16-bit WAV. Cards with `files` show these instead: such
 * a page stays small for hundreds of sounds, and moves only together with its folder.
 * @throws InputError for a card whose audio is empty or not finite, whose sample rate is not one, whose lanes do not
 * fit the audio, or whose files have names that are not plain.
 */
export function page({ title, intro, cards, contents = false }: PageContent): string {
  const held = cards.some((content) => !('files' in content));
  const linked = cards.some((content) => 'files' in content);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(linked)}">
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
${contents ? list(cards) : ''}<main>
${cards.map((content, i) => card(content, `card-${i + 1}`)).join('\n')}
</main>
<footer>
${held ? '<p>Players hold a copy for listening: faded at both ends over 10 ms and brought to \u221220 dBFS RMS, with a peak of \u22121 dBFS at most. Spectrograms and waveforms show the audio at the model\u2019s own scale.</p>\n' : ''}${linked ? '<p>Players play the files beside this page as they are, each at its own level.</p>\n' : ''}</footer>
</body>
</html>
`;
}

function list(cards: readonly CardContent[]): string {
  const sections = cards.some(({ section }) => section !== undefined);
  const items = cards.flatMap(({ title, section, facts }, i) => {
    if (sections && section === undefined) return [];
    const [first] = facts;
    const aside = first && !sections ? ` <span>${escapeHtml(`${first.name} ${factText(first.value)}`)}</span>` : '';
    return [`<li><a href="#card-${i + 1}" dir="auto">${escapeHtml(section ?? title)}</a>${aside}</li>`];
  });
  return `<nav aria-label="Contents">\n<ol>\n${items.join('\n')}\n</ol>\n</nav>\n`;
}
