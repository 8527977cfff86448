import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Peer } from './peer.ts';
import { cosine, relativeError } from './statistics.ts';

/** Those that torch_formulations.py has on this machine, by its names. */
export const formulationsOf = (torch: Peer): string[] => torch.ready.formulations as string[];

/** The one that computes in another precision, so that only its gradient's direction is ours. */
export const COARSE = 'bfloat16';

const GRADIENT_AGREEMENT = 1e-4;
const VALUE_AGREEMENT = 1e-5;
const COARSE_COSINE = 0.99;

/** A formulation that stands, or why it does not. */
export type Built = { readonly buildSeconds: number; readonly difference: number } | { readonly failed: string };

/**
 * Builds each formulation, and checks that it computes what we do.
 * @param folder where our side and PyTorch's leave their gradient, with the value after it.
 * @throws Error where it does not.
 */
export async function prepareFormulations(torch: Peer, folder: string): Promise<Record<string, Built>> {
  const ours = await numbersIn(join(folder, 'ours.bin'));
  const built: Record<string, Built> = {};
  for (const formulation of formulationsOf(torch)) {
    const answer = await torch.ask({ do: 'prepare', formulation });
    if (answer.failed !== undefined) {
      built[formulation] = { failed: String(answer.failed) };
      continue;
    }
    const theirs = await numbersIn(join(folder, 'theirs.bin'));
    const difference = relativeError(ours.slice(0, -1), theirs.slice(0, -1));
    if (formulation === COARSE) {
      const direction = cosine(ours.slice(0, -1), theirs.slice(0, -1));
      if (!(direction > COARSE_COSINE))
        throw new Error(`the gradient of PyTorch's ${COARSE} has a cosine of ${direction}`);
      built[formulation] = { buildSeconds: Number(answer.seconds), difference };
      continue;
    }
    const [value, other] = [ours.at(-1)!, theirs.at(-1)!];
    if (!(difference < GRADIENT_AGREEMENT)) {
      throw new Error(`our gradient and that of PyTorch's ${formulation} differ by ${difference}`);
    }
    if (!(Math.abs(value - other) < VALUE_AGREEMENT * Math.max(1, Math.abs(other)))) {
      throw new Error(`our value is ${value}, that of PyTorch's ${formulation} ${other}`);
    }
    built[formulation] = { buildSeconds: Number(answer.seconds), difference };
  }
  return built;
}

async function numbersIn(file: string): Promise<Float32Array> {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
