import type { Page } from 'playwright-core';

/** The step from which a render could go on if the page were closed now; undefined where nothing is kept. */
export function keptStep(page: Page): Promise<number | undefined> {
  return page.evaluate<number | undefined>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('audiate-studio', 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const asked = database.transaction('renders', 'readonly').objectStore('renders').get('last');
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        database.close();
        resolve(asked.result?.state.step);
      };
    };
  })`);
}
