import { planAtlas, writePlan } from '@audiate/atlas';
import { InputError } from '@audiate/protocol';
import type { Command } from 'commander';
import { PLACE, placeOf } from '../../flags/atlas-place.js';
import { addModelFlags, MODEL_NAMES, type ModelFlags } from '../../flags/model-flags.js';
import { positive, whole } from '../../flags/numbers.js';
import { addSettingFlags, type RenderFlags, renderOptions } from '../../flags/render-flags.js';
import { withModel } from '../../model/with-model.js';
import { isOfFeatures, layerOf } from '../../target/layer-of.js';
import { EXIT } from '../../terminal/exit.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags extends RenderFlags, ModelFlags {
  readonly out: string;
  readonly minutes?: number;
  readonly unitsPerChunk?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate atlas plan tiny --out atlas                        every unit of every layer
  audiate atlas plan facebook/wav2vec2-base encoder.2 encoder.3:0-99 --steps 128 --out atlas
  audiate atlas run atlas                                    here, and on others that see the folder
  audiate atlas merge atlas --out merged
  audiate atlas plan tiny --out s3://bucket/atlas            then: audiate atlas run s3://bucket/atlas`;

/** `audiate atlas plan MODEL TARGET… --out DIR`: the work, written down once. */
export function addAtlasPlan(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('plan')
    .description('write down which units are rendered, how, and in which chunks')
    .argument('<model>', MODEL_NAMES)
    .argument('[target...]', 'encoder.3, encoder.3:0-31, features; all layers unless given')
    .option('--out <place>', `where the plan goes, and all that comes of it: ${PLACE}`, 'atlas')
    .option('--minutes <count>', 'how long a chunk takes on a machine like this one; 20', positive)
    .option('--units-per-chunk <count>', 'how many units a chunk holds, instead of what is measured', whole(1))
    .addHelpText('after', EXAMPLES);
  addModelFlags(addSettingFlags(command))
    .option('--json', 'the numbers of the plan as JSON')
    .action(async (model: string, targets: string[], flags: Flags) => {
      end(await plan(model, targets, { flags, terminal }));
    });
}

async function plan(
  named: string,
  targets: readonly string[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const { out, minutes, unitsPerChunk, json } = flags;
  if (minutes !== undefined && unitsPerChunk !== undefined) {
    throw new InputError('--minutes and --units-per-chunk both say how long a chunk is; leave one out');
  }
  const place = placeOf(out);
  // To plan takes minutes; whether there is a bucket is known at once.
  if (typeof place !== 'string') await place.has('plan.json');
  const features = targets.some((target) => isOfFeatures(layerPart(target)));
  return withModel(named, { ...flags, features, signal: terminal.signal }, async (model) => {
    const asked = targets.map(
      (target) => `${layerOf(model, layerPart(target))}${target.slice(layerPart(target).length)}`,
    );
    const planned = await planAtlas(model, asked.length > 0 ? asked : undefined, {
      ...renderOptions(flags),
      source: named,
      ...(minutes !== undefined && { minutes }),
      ...(unitsPerChunk !== undefined && { unitsPerChunk }),
    });
    await writePlan(place, planned);
    const { chunks, msPerUnit } = planned;
    const units = chunks.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const ms =
      msPerUnit && chunks.reduce((sum, { layer, first, last }) => sum + (last - first + 1) * msPerUnit[layer]!, 0);
    if (json) {
      terminal.print(
        JSON.stringify({ out, units, chunks: chunks.length, hours: ms === undefined ? null : ms / 3.6e6 }),
      );
    } else {
      const hours = ms === undefined ? '' : `; some ${hoursOf(ms)} on a machine like this one`;
      terminal.print(`${units} units in ${chunks.length} chunks${hours}`);
      terminal.print(`audiate atlas run ${out}`);
    }
    return EXIT.done;
  });
}

/** What a target says before its units. */
function layerPart(target: string): string {
  return target.replace(/:[\d-]*$/, '');
}

function hoursOf(ms: number): string {
  return ms < 3.6e6 ? `${Math.max(1, Math.round(ms / 60_000))} min` : `${(ms / 3.6e6).toFixed(1)} h`;
}
