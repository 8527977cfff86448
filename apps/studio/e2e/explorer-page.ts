import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Only a page that hangs takes so long. */
export const PATIENCE = { timeout: 120_000 };

/** Where a unit of the list is on the screen: the ring round it says. */
export async function spotOf(page: Page, nth: number): Promise<{ readonly x: number; readonly y: number }> {
  await page.locator('.results button').nth(nth).hover();
  const box = (await page.locator('.canvas canvas').boundingBox())!;
  const [left, top] = await page.evaluate<[number, number]>(`(() => {
    const { e, f } = new DOMMatrix(getComputedStyle(document.querySelector('.ring:not(.chosen)')).transform);
    return [e, f];
  })()`);
  return { x: box.x + left, y: box.y + top };
}

export async function openByKeys(page: Page): Promise<void> {
  await page.getByRole('searchbox').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
  const focused = page.locator('.results button:focus');
  const [target] = (await focused.textContent())!.split(' ');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: target! }).waitFor();
  expect(await focused.getAttribute('aria-current')).toBe('true');
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.results button').nth(199).getAttribute('tabindex'), PATIENCE).toBe('0');
}

export async function moveByKeys(page: Page): Promise<void> {
  const ring = () => page.locator('.ring.chosen').getAttribute('style');
  await page.locator('.canvas canvas').focus();
  const whole = await ring();
  for (const key of ['+', 'ArrowLeft']) await page.keyboard.press(key);
  await expect.poll(ring, PATIENCE).not.toBe(whole);
  await page.keyboard.press('0');
  await expect.poll(ring, PATIENCE).toBe(whole);
}

/** While one drags no unit is pointed at; then it is the one that was, for the map has come along. */
export async function drag(page: Page): Promise<void> {
  const ring = page.locator('.ring:not(.chosen)');
  const { x, y } = await spotOf(page, 5);
  await page.mouse.move(x, y);
  const name = await ring.textContent();
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 4 });
  await expect.poll(() => ring.count(), PATIENCE).toBe(0);
  await page.mouse.up();
  await expect.poll(() => ring.allTextContents(), PATIENCE).toEqual([name]);
  await page.getByRole('button', { name: 'Whole map' }).click();
}
