import type { UnitRow } from '@audiate/atlas/open';
import { signal } from '@preact/signals';
import type { Client } from '../../protocol/client.js';
import type { Picture } from '../../protocol/sound.js';
import type { MapTasks } from '../tasks.js';

/** What is shown of the unit that was chosen: what comes later is undefined until then. */
export interface Detail {
  readonly i: number;
  readonly row: UnitRow | undefined;
  readonly picture: Picture | undefined;
}

interface Asked {
  readonly client: Client<MapTasks>;
  targetAt(i: number): { readonly layer: string; readonly unit: number };
  soundOf(i: number): Promise<AudioBuffer>;
}

/** The unit that was chosen, and its evidence as it comes. */
export function createDetail({ client, targetAt, soundOf }: Asked) {
  const chosen = signal<Detail | undefined>(undefined);
  const add = (i: number, part: Partial<Detail>) => {
    if (chosen.value?.i === i) chosen.value = { ...chosen.value, ...part };
  };
  return {
    chosen,
    clear() {
      chosen.value = undefined;
    },
    /** Shows a unit. Rejects where a part of it can't be had; the others are shown. */
    async show(i: number): Promise<void> {
      chosen.value = { i, row: undefined, picture: undefined };
      const row = client.start('unit', targetAt(i)).answer.then((found) => add(i, { row: found }));
      const picture = soundOf(i).then(async (sound) => {
        const samples = sound.getChannelData(0);
        add(i, { picture: await client.start('picture', { samples, sampleRate: sound.sampleRate }).answer });
      });
      const ends = await Promise.allSettled([row, picture]);
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed && chosen.value?.i === i) throw failed.reason;
    },
  };
}
