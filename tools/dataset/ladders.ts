import type { ModelAdapter } from '@audiate/core';
import type { Sound } from '@audiate/protocol';
import { printReadings } from './print-readings.ts';
import { recordedClips } from './recorded.ts';
import { analyse } from './voice/analyse.ts';
import type { Voice } from './voice/voice.ts';
import { VOWELS, vowel } from './voice/vowel.ts';
import { printWay, type Way } from './ways.ts';
import type { Probes } from './what-layers-know.ts';

const ASKED_HZ = [90, 120, 160, 210, 280];
/** Nine of ten clips of the corpus read within ±4. */
const ASKED_ODDS = [-3, -1.5, 0, 1.5, 3];
const SEEDS = [1, 2, 3];
const STARTS = 6;
const STEPS = 3;
/** Formants follow their gradient, other than the pitch. */
const STEPS_OF_FORMANTS = 6;
const VOWEL_SECONDS = 0.4;
const CLIP_SECONDS = 0.8;
/** Every fourth of the recorded clips is sung again: none was taken for what came of it. */
const EVERY = 4;

/** Prints what the probes for sex read in all that is climbed: what there is to climb. */
export async function printAllReadings(model: ModelAdapter, { sex, sexByPitch }: Probes): Promise<void> {
  const voices = { ...(await recordedVoices()), ...vowelVoices(model) };
  for (const probe of [sex, sexByPitch]) await printReadings(model, probe, { voices, hz: ASKED_HZ });
}

/** Climbs ladders of what is asked of probes, in several ways, and prints what was measured. */
export async function printLadders(model: ModelAdapter, probes: Probes): Promise<void> {
  const vowels = vowelVoices(model);
  const clips = await recordedVoices();
  const climbing = (values: readonly number[], voices: Readonly<Record<string, Voice>>) => ({
    values,
    voices,
    seeds: SEEDS,
    starts: STARTS,
    steps: STEPS,
  });
  const sex = (title: string, probe: Probes['sex'], voices: Readonly<Record<string, Voice>>): Way => ({
    title: `log odds for female asked, ${title}`,
    probe,
    climbing: climbing(ASKED_ODDS, voices),
    write: String,
  });
  const free = sex('recorded clips sung again, formants free, too', probes.sexByPitch, clips);
  const ways: Way[] = [
    {
      title: 'pitch asked, recorded clips sung again',
      probe: probes.pitch,
      climbing: climbing(ASKED_HZ.map(Math.log2), clips),
      write: (asked) => `${(2 ** asked).toFixed(0)} Hz`,
    },
    sex('recorded clips sung again', probes.sexByPitch, clips),
    sex('recorded clips sung again', probes.sex, clips),
    { ...free, climbing: { ...free.climbing, steps: STEPS_OF_FORMANTS, tract: true } },
    sex('sung vowels', probes.sex, vowels),
    sex('sung vowels', probes.sexByPitch, vowels),
  ];
  for (const way of ways) await printWay(model, way);
}

function vowelVoices({ sampleRate }: ModelAdapter): Record<string, Voice> {
  const named = Object.entries(VOWELS);
  return Object.fromEntries(
    named.map(([name, formants]) => [name, vowel(formants, { seconds: VOWEL_SECONDS, sampleRate })]),
  );
}

/** The middles of some recorded clips, taken apart. */
async function recordedVoices(): Promise<Record<string, Voice>> {
  const voices: Record<string, Voice> = {};
  let turn = 0;
  for await (const { file, sound } of recordedClips()) {
    if (turn++ % EVERY > 0) continue;
    const { samples, sampleRate } = (await (typeof sound === 'function' ? sound() : sound)) as Sound;
    const from = Math.max(0, Math.round((samples.length - CLIP_SECONDS * sampleRate) / 2));
    const middle = samples.slice(from, from + CLIP_SECONDS * sampleRate);
    voices[file.replace(/^.*?(\d+)\.wav$/, 'clip $1')] = analyse({ samples: middle, sampleRate });
  }
  return voices;
}
