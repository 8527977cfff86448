import { computed, signal } from '@preact/signals';
import type { Client } from '../../protocol/client.js';
import { newest } from '../../protocol/newest.js';
import { type ColourBy, coloursOf } from '../colour/colouring.js';
import type { ShownMap } from '../map/shown-map.js';
import { gridOf } from '../plot/grid.js';
import { matching } from '../search/matching.js';
import { readQuery } from '../search/read-query.js';
import { createOnce, decoded } from '../sound/once.js';
import { recent } from '../sound/recent.js';
import type { MapTasks } from '../tasks.js';
import { createDetail } from './detail.js';
import type { Place } from './place.js';

/** Sounds that are kept. */
const KEPT_SOUNDS = 64;
/** A pointer that only passes plays nothing. */
const REST_MS = 90;

/** Where the page stands. */
export type Phase =
  | { readonly kind: 'empty' }
  /** A link names another server: the reader is asked first. */
  | { readonly kind: 'asking'; readonly place: Place }
  | { readonly kind: 'opening'; readonly place: Place }
  | { readonly kind: 'open'; readonly place: Place; readonly map: ShownMap };

/** All that the page knows and does. */
export type Explorer = ReturnType<typeof createExplorer>;

/** @param client of the explorer's worker. */
export function createExplorer(client: Client<MapTasks>) {
  const phase = signal<Phase>({ kind: 'empty' });
  const fault = signal<string | undefined>(undefined);
  const query = signal('');
  const colourBy = signal<ColourBy>('layer');
  const hovered = signal(-1);
  const once = createOnce();

  const map = computed(() => (phase.value.kind === 'open' ? phase.value.map : undefined));
  const grid = computed(() => map.value && gridOf(map.value.x, map.value.y));
  const found = computed(() => {
    const read = readQuery(query.value);
    if ('refused' in read || !map.value) return { units: undefined, ...read };
    return { units: matching(map.value, read.conditions), isAll: read.conditions.length === 0 };
  });
  const fail = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    fault.value = `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`;
  };

  const targetAt = (i: number) => ({ layer: map.value!.layers[map.value!.layer[i]!]!, unit: map.value!.unit[i]! });
  const ask = async (i: number): Promise<AudioBuffer> => {
    const flac = await client.start('sound', targetAt(i)).answer;
    return decoded(flac, map.value!.numbers.sampleRate[i]!);
  };
  const askSpeech = async (stretch: number): Promise<AudioBuffer> => {
    const flac = await client.start('speech', { stretch }).answer;
    return decoded(flac, map.value!.facts.model.sampleRate);
  };
  let [soundOf, speechOf] = [recent(KEPT_SOUNDS, ask), recent(KEPT_SOUNDS, askSpeech)];
  const detail = createDetail({
    client,
    targetAt,
    soundOf: (i) => soundOf(i),
    speechOf: (stretch) => speechOf(stretch),
  });

  const begin = newest();
  /** What is shown where an opening fails. */
  let settled: Phase = { kind: 'empty' };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wish = newest();
  /** Plays a sound once it is there, unless another is wanted by then, or none. */
  const playOnce = async (sound: () => Promise<AudioBuffer>) => {
    clearTimeout(waiting);
    const isWanted = wish();
    try {
      const buffer = await sound();
      if (isWanted()) once.play(buffer);
    } catch (error) {
      if (isWanted()) fail(error);
    }
  };
  const play = (i: number) => playOnce(() => soundOf(i));

  return {
    phase,
    fault,
    fail,
    query,
    colourBy,
    hovered,
    map,
    /** Of the map's places. */
    grid,
    found,
    once,
    detail,
    /** Plays the sound of a unit. */
    play,
    /** Plays a stretch of speech. */
    playSpeech: (stretch: number) => playOnce(() => speechOf(stretch)),
    /** What the pointer is on; -1 for nothing. Where it rests, the sound plays. */
    hover(i: number) {
      if (i === hovered.value) return;
      hovered.value = i;
      clearTimeout(waiting);
      if (i < 0) {
        wish();
        once.stop();
      } else if (once.allowed.value && once.wanted.value) waiting = setTimeout(() => void play(i), REST_MS);
    },
    /** Shows a unit with its evidence, and plays it. */
    choose(i: number) {
      void detail.show(i).catch(fail);
      if (once.wanted.value) void play(i);
    },
    /** Opens what `find` finds. What it throws is told. Of several the last one counts, in whatever order they end. */
    async open(find: () => Place) {
      const isNewest = begin();
      fault.value = undefined;
      try {
        const place = find();
        phase.value = { kind: 'opening', place };
        const opened = await client.start('open', place.source).answer;
        if (!isNewest()) return;
        [soundOf, speechOf] = [recent(KEPT_SOUNDS, ask), recent(KEPT_SOUNDS, askSpeech)];
        detail.clear();
        hovered.value = -1;
        query.value = '';
        colourBy.value = coloursOf(opened)[0] ?? 'layer';
        settled = { kind: 'open', place, map: opened };
        phase.value = settled;
      } catch (error) {
        if (!isNewest()) return;
        phase.value = settled;
        fail(error);
      }
    },
  };
}
