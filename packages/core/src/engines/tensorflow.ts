import { initialiseBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { coreCount, inNode } from './node.js';
import type { Opened } from './opened.js';

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/**
 * Brings libtensorflow up through `@tensorflow/tfjs-node-gpu` or, where that is not installed, `@tensorflow/tfjs-node`;
 * both are optional and never depended on. Their import may fail in many ways (scripts not run, a shared object or
 * CUDA missing): any of them is told as the reason.
 */
export async function openTensorflow(): Promise<Opened> {
  const reasons: string[] = [];
  for (const name of PACKAGES) {
    try {
      return await openPackage(name);
    } catch (error) {
      reasons.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new Error(reasons.join('; '));
}

/** The same, where it finds a GPU. */
export async function openTensorflowOnGpu(): Promise<Opened> {
  const [name] = PACKAGES as [string];
  try {
    const opened = await openPackage(name);
    if (!onGpu()) throw new Error('it finds no GPU');
    return opened;
  } catch (error) {
    throw new Error(`${name}: ${firstLine(error)}`);
  }
}

async function openPackage(name: string): Promise<Opened> {
  if (!inNode) throw new Error('it runs in Node only');
  await checkInstalled(name);
  await restoreNodeUtilities();
  const { version } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as TfjsNode;
  if (!(await initialiseBackend('tensorflow'))) throw new Error('it did not start');
  const threads = await coreCount();
  const device = onGpu() ? 'a GPU' : 'the CPU';
  return { detail: `${name} ${version?.['tfjs-node'] ?? ''} on ${device}, ${threads} threads`, threads };
}

/** What both packages export beside TensorFlow.js. */
interface TfjsNode {
  readonly version?: Readonly<Record<string, string>>;
}

function onGpu(): boolean {
  const backend = tf.engine().findBackend('tensorflow') as { isUsingGpuDevice?: boolean };
  return backend.isUsingGpuDevice === true;
}

/** @throws Error where the package cannot be found; nothing of it is run. */
async function checkInstalled(name: string): Promise<void> {
  const { createRequire } = await import('node:module');
  try {
    createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error('not installed');
  }
}

/** Node 23 removed two functions that tfjs-node 4.22 calls. */
async function restoreNodeUtilities(): Promise<void> {
  const { default: util } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').slice(0, 160);
}
