import { activations, type EngineChoice, type EngineOptions, engineOf, type RenderResult } from '@audiate/core';
import { type CardContent, type Fact, type Lane, page, type Track } from '@audiate/media';
import { checkKeys, InputError, isList, isSound, type ModelAdapter, type Sound, show } from '@audiate/protocol';
import type { DatasetIndex, UnitRecord } from '../index-file/dataset-index.js';
import { centerOf, type LayerFacts } from '../index-file/facts.js';
import { cutLane } from './cut-lane.js';
import type { Example, UnitExamples } from './examples.js';

/** A unit on a page. */
export interface ShownUnit {
  readonly examples: UnitExamples;
  /** What was rendered for it: a result, whose first sound is shown, or a sound. */
  readonly synthetic?: RenderResult | Sound;
}

/** Options of {@link examplesPage}. */
export interface ExamplesPageOptions extends EngineOptions {
  /** Heading of the page; the model's name unless given. */
  readonly title?: string;
  /** A paragraph below the heading. */
  readonly intro?: string;
  /** The model that scanned, for the activation over synthetic sounds. */
  readonly model?: ModelAdapter<never>;
  /**
   * What is known of a clip over time, by its name: phones, words, what a listener hears, in seconds from the clip's start. Shown
   * over each cut, as far as it lies in it.
   */
  readonly lanes?: (file: string) => readonly Lane[];
}

/**
 * One HTML page, without script, to hear what units answer to: of each the synthetic sound beside the clips that drive it
 * highest, to the middle of its range, and lowest, every one with a player, its spectrogram, and the activation over it
 * where `examples` was given the model. A moment whose sound can't be read is left out.
 * @throws InputError for a page without a sound, and what `page` throws.
 */
export async function examplesPage(
  index: DatasetIndex,
  units: readonly ShownUnit[],
  options: ExamplesPageOptions = {},
): Promise<string> {
  if (!isList(units)) throw new InputError(`units must be a list of { examples, synthetic }, got ${show(units)}`);
  const given = checkKeys('options of examplesPage', options, [
    ...['title', 'intro', 'model', 'engine', 'device', 'lanes'],
  ]);
  const engine = engineOf(given);
  const { model } = index.facts;
  const cards: CardContent[] = [];
  for (const { examples, synthetic } of units) {
    const own: CardContent[] = [];
    if (synthetic) own.push(await syntheticCard(examples.record, synthetic, { model: given.model, index, engine }));
    for (const kind of ['top', 'middle', 'bottom'] as const) {
      const shown = examples[kind].filter(({ cut }) => cut);
      for (const [i, example] of shown.entries())
        own.push(naturalCard(examples.record, example, { kind: `${KINDS[kind]} ${i + 1}`, lanes: given.lanes }));
    }
    const [first, ...more] = own;
    if (first) cards.push({ ...first, section: titleOf(examples.record) }, ...more);
  }
  if (cards.length === 0) throw new InputError('the page has no sound; give `examples` the clips');
  const { title = `What units of ${model.name} answer to`, intro = introOf(index) } = given;
  return page({ title, intro, cards, contents: units.length > 1 });
}

const KINDS = { top: 'highest', middle: 'middle', bottom: 'lowest' } as const;

function introOf({ facts }: DatasetIndex): string {
  const minutes = Number((facts.samples / facts.model.sampleRate / 60).toPrecision(3));
  return `From ${facts.clips} clips, ${minutes} minutes. Middle: of a uniform sample of windows, those whose highest moment is nearest to the median.`;
}

const titleOf = ({ layer, unit, name }: UnitRecord): string =>
  `${layer}:${unit}${name === undefined ? '' : ` (${name})`}`;

/** What a value is among what the corpus has. */
function valueFacts(value: number, { share, mean, deviation }: UnitRecord): Fact[] {
  return [
    { name: 'activation', value },
    { name: 'percentile of frames', value: (100 * share(value)).toFixed(2) },
    ...(deviation > 0 ? [{ name: 'deviations from the mean', value: (value - mean) / deviation }] : []),
  ];
}

function naturalCard(
  record: UnitRecord,
  { cut, value, ...moment }: Example,
  { kind, lanes }: { readonly kind: string; readonly lanes: ExamplesPageOptions['lanes'] | undefined },
): CardContent {
  const { sound, from, field, curve } = cut!;
  const seconds = sound.samples.length / sound.sampleRate;
  const span = ([start, end]: readonly [number, number]) => `${start.toFixed(3)} to ${end.toFixed(3)} s`;
  return {
    title: `${titleOf(record)}, ${kind}`,
    ...(moment.transcript === undefined ? {} : { description: moment.transcript }),
    audio: sound.samples,
    sampleRate: sound.sampleRate,
    facts: [
      ...valueFacts(value, record),
      { name: 'clip', value: moment.file },
      { name: 'at', value: `${moment.seconds.toFixed(3)} s` },
      { name: 'the cut', value: span([from, from + seconds]) },
      { name: 'the frame sees', value: `${span(field)} of the cut` },
      ...(moment.label === undefined ? [] : [{ name: 'label', value: moment.label }]),
    ],
    ...(lanes ? { lanes: lanes(moment.file).map((lane) => cutLane(lane, from, seconds)) } : {}),
    ...(curve ? { tracks: [activation(curve)] } : {}),
  };
}

interface Showing {
  readonly index: DatasetIndex;
  readonly model: ExamplesPageOptions['model'] | undefined;
  readonly engine: EngineChoice | undefined;
}

async function syntheticCard(
  record: UnitRecord,
  synthetic: RenderResult | Sound,
  { index, model, engine }: Showing,
): Promise<CardContent> {
  const sound = isSound(synthetic) ? synthetic : { samples: synthetic.audio[0]!, sampleRate: synthetic.sampleRate };
  const { layer, unit } = record;
  const heard =
    model && (await curveOf(model as unknown as ModelAdapter, sound, { layer: index.layer(layer), unit, engine }));
  const peak = heard?.reduce((most, { value }) => Math.max(most, value), -Infinity);
  return {
    title: `${titleOf(record)}, synthetic`,
    ...(isSound(synthetic) ? {} : { description: 'Made by gradient ascent.' }),
    audio: sound.samples,
    sampleRate: sound.sampleRate,
    facts: [
      ...(peak === undefined ? [] : valueFacts(peak, record)),
      ...(isSound(synthetic) ? [] : [{ name: 'score', value: synthetic.scores[0]! }]),
      { name: 'highest in the corpus', value: record.max },
    ],
    ...(heard ? { tracks: [activation(heard)] } : {}),
  };
}

interface Listening {
  readonly layer: LayerFacts;
  readonly unit: number;
  readonly engine: EngineChoice | undefined;
}

async function curveOf(model: ModelAdapter, sound: Sound, { layer, unit, engine }: Listening) {
  const found = await activations(model, sound, [layer.name], engine ? { engine } : {});
  const { data, shape } = found[layer.name]!;
  const window = { samples: Math.round((sound.samples.length * model.sampleRate) / sound.sampleRate) };
  return Array.from({ length: shape[1] }, (_, frame) => ({
    seconds: centerOf(layer, frame, window) / model.sampleRate,
    value: data[frame * shape[2] + unit]!,
  }));
}

const activation = (points: Track['points']): Track => ({ name: 'activation', points });
