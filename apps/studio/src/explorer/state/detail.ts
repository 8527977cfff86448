import type { SpeechExample, UnitRow } from '@audiate/atlas/open';
import { signal } from '@preact/signals';
import type { Client } from '../../protocol/client.js';
import { newest } from '../../protocol/newest.js';
import type { Picture } from '../../protocol/sound.js';
import type { MapTasks } from '../tasks.js';

/** A stretch of speech that drives a unit, and its spectrogram once it is drawn. */
export interface ShownExample extends SpeechExample {
  readonly picture: Picture | undefined;
}

/** What is shown of the unit that was chosen: what comes later is undefined until then. */
export interface Detail {
  readonly i: number;
  readonly row: UnitRow | undefined;
  readonly picture: Picture | undefined;
  readonly examples: readonly ShownExample[] | undefined;
}

interface Asked {
  readonly client: Client<MapTasks>;
  targetAt(i: number): { readonly layer: string; readonly unit: number };
  soundOf(i: number): Promise<AudioBuffer>;
  speechOf(stretch: number): Promise<AudioBuffer>;
}

/** The unit that was chosen, and its evidence as it comes. */
export function createDetail({ client, targetAt, soundOf, speechOf }: Asked) {
  const chosen = signal<Detail | undefined>(undefined);
  // A unit's number says which one it is in one map only.
  const begin = newest();
  const addIf = (isShown: () => boolean) => (part: Partial<Detail>) => {
    if (isShown()) chosen.value = { ...chosen.value!, ...part };
  };
  const pictureOf = (sound: AudioBuffer) =>
    client.start('picture', { samples: sound.getChannelData(0), sampleRate: sound.sampleRate }).answer;
  /** What is said comes before the sounds, and these one after another. */
  const showExamples = async (i: number, isShown: () => boolean) => {
    const add = addIf(isShown);
    const found = await client.start('examples', targetAt(i)).answer;
    let examples = found.map((example): ShownExample => ({ ...example, picture: undefined }));
    add({ examples });
    for (const { stretch } of found) {
      if (!isShown()) return;
      const picture = await pictureOf(await speechOf(stretch));
      examples = examples.map((example) => (example.stretch === stretch ? { ...example, picture } : example));
      add({ examples });
    }
  };
  return {
    chosen,
    clear() {
      begin();
      chosen.value = undefined;
    },
    /** Shows a unit. Rejects where a part of it can't be had; the others are shown. */
    async show(i: number): Promise<void> {
      const isShown = begin();
      const add = addIf(isShown);
      chosen.value = { i, row: undefined, picture: undefined, examples: undefined };
      const row = client.start('unit', targetAt(i)).answer.then((found) => add({ row: found }));
      const picture = soundOf(i).then(async (sound) => add({ picture: await pictureOf(sound) }));
      const ends = await Promise.allSettled([row, picture, showExamples(i, isShown)]);
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed && isShown()) throw failed.reason;
    },
  };
}
