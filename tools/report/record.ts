import type { Evaluation } from '@audiate/evaluate';
import { decodeWav, encodeWav, type Lane, readPlainFile } from '@audiate/media';
import type { TargetKind } from './panel.ts';

/** What is kept of one target beside its sound. */
export interface TargetRecord {
  readonly target: string;
  readonly kind: TargetKind;
  /** The day, `2026-01-31`. */
  readonly made: string;
  /** `node v20.20.2`, engine and its version: what the sound was made by. */
  readonly madeBy: string;
  readonly evaluation: Evaluation;
  /** What the model and the judges read in the sound. */
  readonly lanes: readonly Lane[];
}

/** A record and its sound, `[samples]` at the model's own level. */
export interface Measured {
  readonly record: TargetRecord;
  readonly audio: Float32Array;
  readonly sampleRate: number;
}

/** Far more than a record or a second of sound takes. */
const MOST_BYTES = 2 ** 24;

/** The files of a target by their names: `name.json`, `name.wav` (float32, every bit). */
export function filesOf(name: string, { record, audio, sampleRate }: Measured): [string, Uint8Array | string][] {
  return [
    [`${name}.json`, `${JSON.stringify(record, null, 1)}\n`],
    [`${name}.wav`, encodeWav(audio, { sampleRate })],
  ];
}

/** What {@link filesOf} wrote; undefined where one of both is missing or damaged. Numbers that JSON can't hold are NaN again. */
export async function readMeasured(folder: string, name: string): Promise<Measured | undefined> {
  try {
    const text = new TextDecoder().decode(await readPlainFile(`${folder}/${name}.json`, MOST_BYTES));
    const record: TargetRecord = JSON.parse(text, (_, value) => (value === null ? Number.NaN : value));
    const { channels, sampleRate } = decodeWav(await readPlainFile(`${folder}/${name}.wav`, MOST_BYTES));
    return { record, audio: channels[0]!, sampleRate };
  } catch {
    return undefined;
  }
}
