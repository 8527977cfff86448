import type { Sound } from '@audiate/protocol';
import { type Fact, factTable } from '../page/card.js';
import { curveFigure } from '../page/curve-figure.js';
import { escapeHtml } from '../page/escape.js';
import { soundFigure } from '../page/sound-figure.js';
import type { ShownCard } from './read-card.js';

/** Facts that are shown at once. */
const IN_SIGHT = 4;

/** What stands inside an element before its sound has come near the window: what the page put there, and room. */
export const WAITING = '<div class="waiting"><slot></slot></div>';

/** The whole of an element: figures, player, facts. */
export function soundHtml({ samples, sampleRate }: Sound, card: ShownCard, name: string): string {
  const { title, description, facts = [], curve } = card;
  const text = escapeHtml(name);
  return [
    `<article role="group" aria-label="${text}">`,
    title ? `<p dir="auto"><strong>${escapeHtml(title)}</strong></p>` : '',
    description ? `<p dir="auto">${escapeHtml(description)}</p>` : '',
    `<div class="shown">${soundFigure({ audio: samples, sampleRate }, text)}<div class="at" hidden></div></div>`,
    playerHtml(name),
    factsHtml(facts, text),
    curve ? curveFigure(curve, text) : '',
    '</article>',
  ].join('');
}

/** The first facts in sight, the rest on demand. */
function factsHtml(facts: readonly Fact[], name: string): string {
  const [first, rest] = [facts.slice(0, IN_SIGHT), facts.slice(IN_SIGHT)];
  const more = `<details><summary>${rest.length} more facts</summary>${factTable(rest, `${name}, more`)}</details>`;
  return `${first.length > 0 ? factTable(first, name) : ''}${rest.length > 0 ? more : ''}`;
}

/** A button, a slider of time, and the time in words. */
export function playerHtml(name: string): string {
  const text = escapeHtml(name);
  return `<div class="player"><button type="button" aria-label="Play ${text}">▶</button><input type="range" min="0" max="1" step="any" value="0" aria-label="Time in ${text}"><span class="time"></span></div>`;
}

/** A button alone, with its name beside the sign. */
export function buttonHtml(name: string): string {
  const text = escapeHtml(name);
  return `<button type="button" aria-label="Play ${text}"><span aria-hidden="true" class="sign">▶</span> ${text}</button>`;
}

/** Why there is no sound, above what the page put there. */
export function faultHtml(message: string): string {
  return `<p class="fault" role="alert">${escapeHtml(message)}</p><slot></slot>`;
}
