import { toBase64 } from '../base64.js';
import { checkAudio, checkSampleRate } from '../check-audio.js';
import { checkLanes, type Lane } from '../lanes/lane.js';
import { playbackCopy } from '../playback.js';
import { encodeWav } from '../wav/encode.js';
import { type CurvePoint, curveFigure } from './curve-figure.js';
import { escapeHtml } from './escape.js';
import { linkedSound, type SoundFiles } from './linked-sound.js';
import { soundFigure } from './sound-figure.js';
import type { Track } from './track-figure.js';

/** One line of a card's table. */
export interface Fact {
  readonly name: string;
  /** A number is shown with six significant digits; a string as it is. */
  readonly value: string | number;
}

/** What a card shows of one sound. Every text is shown as it is: none is read as HTML. */
export type CardContent = HeldCard | LinkedCard;

/** A card that holds its sound: for a page that is one file. */
export interface HeldCard extends CardText {
  /** At the model's scale: the player holds a levelled copy. */
  readonly audio: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
  /** What listeners hear over time, between spectrogram and waveform. None unless given. */
  readonly lanes?: readonly Lane[];
  /** Numbers that change over time, below the lanes: a unit's activation. None unless given. */
  readonly tracks?: readonly Track[];
}

/** A card that shows files beside the page: for pages of hundreds of sounds. */
export interface LinkedCard extends CardText {
  readonly files: SoundFiles;
}

interface CardText {
  readonly title: string;
  /** Name of a section of the page that begins with this card: it stands in a new row. None unless given. */
  readonly section?: string;
  /** A sentence below the title; its line breaks are kept. None unless given. */
  readonly description?: string;
  /** Target, score, seed and what else is worth knowing, in order. */
  readonly facts: readonly Fact[];
  /** The score over the steps of the render, as a curve. None unless given. */
  readonly curve?: readonly CurvePoint[];
}

/**
 * The HTML of a card; `id` is its element's, plain and unique in the page.
 * @throws InputError for audio that is empty or not finite, a sample rate that is not one, lanes that do not fit
 * the audio, or a file name that is not plain.
 */
export function card(content: CardContent, id: string): string {
  const { facts, curve, section } = content;
  const title = escapeHtml(content.title);
  const pieces = [
    `<article aria-labelledby="${id}"${section === undefined ? '' : ' class="opens"'}>`,
    `<h2 id="${id}" dir="auto">${title}</h2>`,
    content.description ? `<p dir="auto">${escapeHtml(content.description)}</p>` : '',
    'files' in content ? linkedSound(content.files, title) : heldSound(content, title),
    facts.length > 0 ? factTable(facts, title) : '',
    curve ? curveFigure(curve, title) : '',
    '</article>',
  ];
  return pieces.filter(Boolean).join('\n');
}

function heldSound({ audio, sampleRate, lanes = [], tracks = [] }: HeldCard, name: string): string {
  checkSampleRate(sampleRate);
  checkAudio(audio);
  checkLanes(lanes, audio.length / sampleRate);
  const wav = encodeWav(playbackCopy(audio, { sampleRate }), { sampleRate, format: 'int16' });
  return `${soundFigure({ audio, sampleRate, lanes, tracks }, name)}
<audio controls preload="metadata" aria-label="Play ${name}" src="data:audio/wav;base64,${toBase64(wav)}"></audio>`;
}

/** The HTML of a card's table; `title` is text that was escaped. */
export function factTable(facts: readonly Fact[], title: string): string {
  const rows = facts.map(({ name, value }) => {
    return `<tr><th scope="row" dir="auto">${escapeHtml(name)}</th><td dir="auto">${escapeHtml(factText(value))}</td></tr>`;
  });
  return `<table aria-label="Facts about ${title}">\n${rows.join('\n')}\n</table>`;
}

/** A fact's value as it is shown. */
export function factText(value: Fact['value']): string {
  if (typeof value === 'string') return value;
  return (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))).replace('-', '\u2212');
}
