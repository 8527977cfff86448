import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** A button by its whole name. */
export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** What a button of the tab Download saves. */
export async function download(page: Page, name: string): Promise<Buffer> {
  await page.getByRole('tab', { name: 'Download' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return readFile(await file.path());
}

/** Begins a long render, and cancels it while it forms. */
export async function cancel(page: Page): Promise<void> {
  await page.getByLabel('Steps').fill('4096');
  await page.getByLabel('Steps').press('Enter');
  await button(page, 'Play').click();
  await page.getByText(/^Forming/).waitFor();
  await button(page, 'Cancel').click();
  await page.getByText(/^Cancelled/).waitFor();
}

/** Gives a file that is no ONNX file as one; the page says so. */
export async function giveBrokenFile(page: Page): Promise<void> {
  const broken = { name: 'broken.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from('no model at all') };
  await page.getByLabel('ONNX file', { exact: true }).setInputFiles(broken);
  await page.getByRole('alert').getByText('the model').waitFor();
}
