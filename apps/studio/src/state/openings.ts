import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Client } from '../protocol/client.js';
import type { Loading, ModelFacts, ModelSource } from '../protocol/model.js';
import { newest } from '../protocol/newest.js';
import type { Place, Places } from './places.js';

/** A model on its way. */
export interface Opening {
  readonly name: string;
  /** Who opens it. */
  readonly place: Place;
  readonly loading?: Loading;
}

/** A model, and what the page calls it. */
export interface NamedSource {
  readonly name: string;
  readonly source: ModelSource;
}

/** Opens models. */
export interface Openings {
  readonly opening: ReadonlySignal<Opening | undefined>;
  /** The model that was opened last. */
  opened(): NamedSource | undefined;
  /** Opens a model in a place, which then does what is asked; where that fails all stays as it was. */
  open(model: NamedSource, place: Place): Promise<void>;
}

interface Around {
  readonly places: Places;
  /** Ends the render; resolves when it has ended. */
  stop(): Promise<void>;
  /** Told of a model that has opened, once its place does what is asked. */
  show(model: NamedSource, facts: ModelFacts): void;
  /** Starts the engine for the model in the place of now. */
  warm(): Promise<void>;
  /** Told what went wrong; of several openings only with the last. */
  fail(error: unknown): void;
}

/**
 * Opens models in places. Of several that are under way a place takes the last, and rejects the others. Where the page's worker
 * is ended by force its successor opens what the reader wants by then: the model that is on its way, else the one of before.
 */
export function openings({ places, stop, show, warm, fail }: Around): Openings {
  const opening = signal<Opening | undefined>(undefined);
  const begin = newest();
  let isUnderWay = false;
  let opened: NamedSource | undefined;
  /** The page's worker that has a model; one that was ended is followed by one without. */
  let withModel: Client | undefined;

  const load = async ({ source, name }: NamedSource, place: Place, isNewest: () => boolean): Promise<ModelFacts> => {
    const client = places.at(place);
    const tell = (loading?: Loading) => {
      if (isNewest()) opening.value = { name, place, ...(loading && { loading }) };
    };
    tell();
    try {
      const facts = await client.start('open', source, { onNews: tell }).answer;
      if (place === 'page') withModel = client;
      return facts;
    } catch (error) {
      const wasEnded = places.at(place) !== client;
      if (wasEnded && isNewest()) return load({ source, name }, place, isNewest);
      throw error;
    }
  };
  /** @returns whether no other began since. */
  const attempt = async (work: (isNewest: () => boolean) => Promise<void>): Promise<boolean> => {
    const isNewest = begin();
    isUnderWay = true;
    try {
      await work(isNewest);
    } catch (error) {
      if (isNewest()) fail(error);
    }
    if (!isNewest()) return false;
    isUnderWay = false;
    opening.value = undefined;
    return true;
  };
  /** Has the page's new worker open the model of before, unless another opens or the page need not have it. */
  const reopen = async () => {
    const model = opened;
    if (!model || isUnderWay || places.now.value !== 'page' || places.at('page') === withModel) return;
    await attempt(async (isNewest) => {
      await load(model, 'page', isNewest);
      void warm().catch(fail);
    });
  };
  places.onForced(() => void reopen());
  return {
    opening,
    opened: () => opened,
    async open(model, place) {
      const isLast = await attempt(async (isNewest) => {
        await stop();
        if (!isNewest()) return;
        const facts = await load(model, place, isNewest);
        opened = model;
        batch(() => {
          places.move(place);
          show(model, facts);
        });
        void warm().catch(fail);
      });
      if (isLast) await reopen();
    },
  };
}
