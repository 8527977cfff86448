// Makes every piece on the embedded model and says what each proves: open out/gallery/index.html and listen.
// `npm run gallery`, or some of them: `npm run gallery -- word metamer --out DIR --engine wasm`
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type EngineName, InputError } from '@audiate/core';
import { type CardContent, encodeWav, page, picture, unclippedGain, writeWhole } from '@audiate/media';
import { tiny } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../demo/say-mistake.ts';
import { pieces } from './all.ts';
import { recorded } from './clips.ts';
import { type Figure, isMet, type Made, type Piece } from './piece.ts';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: 'out/gallery' }, engine: { type: 'string', default: 'onnxruntime' } },
  });
  const chosen = (positionals.length > 0 ? positionals : Object.keys(pieces)).map((name): [string, Piece] => {
    const piece = pieces[name];
    if (piece) return [name, piece];
    throw new InputError(`unknown piece ${JSON.stringify(name)}; there are ${Object.keys(pieces).join(', ')}`);
  });
  const model = await tiny();
  const kit = { model, engine: values.engine as EngineName, clip: recorded('001.wav'), other: recorded('004.wav') };
  const { sampleRate } = model;
  const files = new Map<string, Uint8Array | string>();
  const cards: CardContent[] = [];
  console.log('| piece | what it proves | figure | target | met |\n| --- | --- | --- | --- | --- |');
  for (const [name, piece] of chosen) {
    const missing = await piece.missing?.();
    if (missing) {
      console.error(`${name} is left out: ${missing}`);
      continue;
    }
    const made = await piece.make(kit);
    for (const figure of made.figures) console.log(tableRow(name, figure));
    addFiles(files, piece, made, sampleRate);
    cards.push(...cardsOf(piece, made, sampleRate));
  }
  if (cards.length === 0) throw new InputError('no piece was made');
  const intro = 'Each sound was made by gradient ascent. The clips, and what begins from them, are recorded speech.';
  files.set('index.html', page({ title: `Gallery on ${model.name}`, intro, cards }));
  await writeWhole(values.out, files);
  console.log(`\nOpen ${join(values.out, 'index.html')} and listen.`);
  model.dispose();
} catch (error) {
  sayMistake(error);
}

function show(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : value;
}

function tableRow(name: string, figure: Figure): string {
  const { what, value, target } = figure;
  const met = isMet(figure);
  const cells = [
    name,
    what.replaceAll('|', '\\|'),
    show(value),
    target ? `${target.is} ${show(target.value)}` : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
  return `| ${cells.join(' | ')} |`;
}

/**
 * The sounds as 16-bit WAV files at their model's rate, softer where they would clip, their pictures, and those that the
 * piece drew itself.
 */
function addFiles(files: Map<string, Uint8Array | string>, { title, hear }: Piece, made: Made, usual: number): void {
  for (const { name, audio, sampleRate = usual } of made.sounds) {
    files.set(`${name}.wav`, encodeWav(audio, { sampleRate, format: 'int16', gain: unclippedGain(audio) }));
    files.set(`${name}.png`, picture(audio, { sampleRate, title: `${title}: ${name}`, subtitle: hear }));
  }
  for (const [name, svg] of Object.entries(made.pictures ?? {})) files.set(`${name}.svg`, svg);
}

function cardsOf({ title, hear }: Piece, { sounds, figures }: Made, usual: number): CardContent[] {
  return sounds.map(({ name, audio, sampleRate = usual }) => ({
    title: sounds.length > 1 ? `${title}: ${name}` : title,
    description: hear,
    audio,
    sampleRate,
    facts: figures.map(({ what, value, target }) => ({
      name: what,
      value: target ? `${show(value)} (target ${target.is} ${show(target.value)})` : show(value),
    })),
  }));
}
