import type { EndableClient } from '../../protocol/client.js';
import type { ModelFacts, ModelSource } from '../../protocol/model.js';

/** A model that is asked for: it opens, or does not, when the test says so. */
interface Asked {
  readonly source: ModelSource;
  open(): void;
  refuse(why: string): void;
}

/** A place in which models open by hand, and whose renders hang; what needs a model before is told as the worker tells it. */
export function placeByHand() {
  const openings: Asked[] = [];
  const ended: string[] = [];
  const refusals: ((error: Error) => void)[] = [];
  let has = false;
  const start = (task: string, source: ModelSource) =>
    new Promise<unknown>((resolve, reject) => {
      refusals.push(reject);
      if (task === 'open') {
        openings.push({
          source,
          open() {
            has = true;
            resolve({ ...FACTS, name: 'name' in source ? source.name : source.kind });
          },
          refuse: (why) => reject(new Error(why)),
        });
      } else if (!has) reject(new Error('no model is open; choose one'));
      else if (task !== 'render') resolve({ name: 'engine' });
    });
  const client = {
    start: (task: string, ask: ModelSource) => ({ answer: start(task, ask), control() {} }),
    end(why: string) {
      ended.push(why);
      for (const reject of refusals) reject(new Error(why));
    },
  };
  return { client: client as unknown as EndableClient, openings, ended };
}

const FACTS = {
  layers: [{ name: 'logits', channels: 1, global: false }],
  tokens: ['IY'],
} as unknown as ModelFacts;
