// The entry of a thread that does the tasks of one page of the studio.
import { parentPort, workerData } from 'node:worker_threads';
import type { DownloadProgress } from '@audiate/checkpoints';
import type { ModelAdapter } from '@audiate/protocol';
import { type Loader, loadBy, loaderOf } from '../model/open-model.js';
import { withFeatures } from '../model/with-features.js';
import type { FromThread, NamedModel, ThreadData, ToThread } from './engine-thread.js';
import { nameInPage } from './name-in-page.js';

/** How a page's model is opened. */
interface OpenNamedOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** A page's model, opened. */
interface OpenedNamed {
  readonly model: ModelAdapter;
  readonly loader: Loader;
  /** What the page calls the model and its dictionary, and the layer that this reads; absent without one. */
  readonly dictionary?: { readonly of: string; readonly source: string; readonly layer: string };
}

/** What the studio's bundle for Node exports: `apps/studio/src/engine/main.ts`. */
interface StudioEngine {
  serveStudio(
    line: { send(bytes: Uint8Array<ArrayBuffer>): void; hangUp(why: string): void },
    openNamed?: (options: OpenNamedOptions) => Promise<OpenedNamed>,
  ): { take(bytes: Uint8Array): void; sent(bytes: number): void; stop(): Promise<void> };
}

const { engine, model } = workerData as ThreadData;
const post = (message: FromThread, moved: ArrayBuffer[] = []) => parentPort!.postMessage(message, moved);

const { serveStudio } = (await import(engine)) as StudioEngine;
const served = serveStudio(
  { send: (bytes) => post({ bytes }, [bytes.buffer]), hangUp: (why) => post({ hangUp: why }) },
  model && opening(model),
);
parentPort!.on('message', async (message: ToThread) => {
  if (message === 'end') {
    await served.stop();
    post('ended');
  } else if ('sent' in message) served.sent(message.sent);
  else {
    post({ taken: message.bytes.byteLength });
    served.take(new Uint8Array(message.bytes));
  }
});

function opening({ named, sampleRate, dictionary, dictionaryLayer }: NamedModel) {
  return async (asked: OpenNamedOptions): Promise<OpenedNamed> => {
    const options = { ...asked, sampleRate };
    const loader = await loaderOf(named, options);
    const alone = await loadBy(loader, named, options);
    if (dictionary === undefined) return { model: alone, loader };
    try {
      const { model, layer } = await withFeatures(alone, { dictionary, dictionaryLayer, signal: asked.signal });
      return { model, loader, dictionary: { of: nameInPage(named), source: nameInPage(dictionary), layer } };
    } catch (error) {
      alone.dispose();
      throw error;
    }
  };
}
