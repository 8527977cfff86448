import { activations, type EngineName, InputError, type ModelAdapter, objectives, render } from '@audiate/core';
import { decodeWav, encodeWav } from '@audiate/media';
import { decodeTokens } from '@audiate/models-wav2vec2';

/** What the panel tells of one phone. */
export interface PhoneRow {
  readonly phone: string;
  /** What the saved WAV is heard as. */
  readonly decode: string;
  /** Whether the decode holds the phone at the target frame. */
  readonly passed: boolean;
}

/** Renders the logit of every phone at the centre, and reads the saved WAV back through the model. */
export async function phonePanel(
  model: ModelAdapter,
  { onRow, ...settings }: { steps: number; seed: number; engine: EngineName; onRow: (row: PhoneRow) => void },
): Promise<PhoneRow[]> {
  const { vocabulary } = model;
  if (!vocabulary) throw new InputError(`${model.name} has no CTC head; the phone panel needs one`);
  const rows: PhoneRow[] = [];
  for (const phone of vocabulary.filter((token) => !token.startsWith('<'))) {
    const result = await render(model, objectives.logit(phone, { at: 'center' }), settings);
    const wav = encodeWav(result.audio[0]!, { sampleRate: model.sampleRate });
    const { logits } = await activations(model, decodeWav(wav).channels[0]!, ['logits'], { engine: settings.engine });
    const target = Math.floor(logits!.shape[1] / 2);
    const decoded = decodeTokens(logits!, model)[0]!;
    const passed = decoded.some((d) => d.token === phone && d.firstFrame <= target && target <= d.lastFrame);
    const row = { phone, decode: decoded.map(({ token }) => token).join(' '), passed };
    rows.push(row);
    onRow(row);
  }
  return rows;
}
