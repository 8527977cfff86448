import { expect } from 'vitest';
import type { Served } from './served-studio.ts';

/** Folders of two atlases beside the page, and a unit that only the second holds. */
interface Atlases {
  readonly late: string;
  readonly dropped: string;
  readonly target: string;
}

/** Opens an atlas whose server answers only once another has been dropped: that one stays, and its units are its own. */
export async function dropBeforeAnswer({ page, address }: Served, { late, dropped, target }: Atlases): Promise<void> {
  let answer = () => {};
  const isDropped = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const isLate = `**/${late}map.parquet`;
  await page.route(isLate, async (route) => {
    await isDropped;
    await route.continue();
  });
  await page.goto(`${address}atlas.html?atlas=${late}`);
  await page.getByText('Opening the map of').waitFor();
  await page.evaluate(`(async () => {
    const names = ['map.parquet', 'index.parquet', 'speech.parquet', 'speech.tar', 'sounds/00000.tar'];
    const items = await Promise.all(names.map(async (name) => {
      const file = new File([await (await fetch('${dropped}' + name)).blob()], name.split('/').pop());
      return { kind: 'file', getAsFile: () => file };
    }));
    const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { items } });
    document.querySelector('.page').dispatchEvent(event);
  })()`);
  const box = page.getByRole('searchbox', { name: 'Search units' });
  await box.fill(target);
  const answered = page.waitForResponse(isLate);
  answer();
  await (await answered).finished();
  await page.locator('.results button').first().click();
  await page.getByText(/^Score over \d+ steps; the best, /).waitFor();
  expect(await page.locator('.results button').first().textContent()).toContain(target);
  expect(await page.getByRole('alert').isVisible()).toBe(false);
  await page.unroute(isLate);
}
