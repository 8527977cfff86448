import type { Kept } from '../protocol/kept.js';

const NAME = 'audiate-studio';
const STORE = 'renders';
/** One render is kept: the last. */
const KEY = 'last';

/** Keeps where a render stands in this browser. Quietly nothing where the browser has no room or forbids it. */
export async function keepState(kept: Kept): Promise<void> {
  await inStore('readwrite', (store) => store.put(kept, KEY)).catch(() => undefined);
}

/** What was kept last; undefined where there is none. */
export async function keptState(): Promise<Kept | undefined> {
  return inStore<Kept | undefined>('readonly', (store) => store.get(KEY)).catch(() => undefined);
}

/** Forgets it. */
export async function forgetState(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(KEY)).catch(() => undefined);
}

async function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await answerOf(opening());
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function opening(): IDBOpenDBRequest {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
