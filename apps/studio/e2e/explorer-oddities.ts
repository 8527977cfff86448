import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE } from './explorer-page.ts';
import { seriousFaults } from './serious-faults.ts';
import type { Served } from './served-studio.ts';

/** A map that was made without examples opens as ever. */
export async function openWithoutSpeech({ page, address }: Served): Promise<void> {
  await page.goto(`${address}atlas.html?atlas=unheard/`);
  await page.getByText('20 of 20 units').waitFor();
  await page.locator('.results button').first().click();
  await page.getByText(/^Score over 64 steps; the best, /).waitFor();
  expect(await page.locator('.examples, [role=alert]:not([hidden])').count()).toBe(0);
}

/** A label with quotes, a unit of which nothing is known on speech, and a curve of 200,000 steps. */
export async function showWhatIsOdd(page: Page): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Search units' });
  await page.getByRole('button', { name: /^"/ }).first().click();
  expect(await box.inputValue()).toMatch(/^label = """[A-Z]+"""$/);
  await page
    .getByRole('status')
    .getByText(/^[1-9]\d* of 600 units$/)
    .waitFor();
  const [first, facts] = [page.locator('.results button').first(), page.locator('.unit .facts')];
  await box.fill('encoder.0:0');
  await expect.poll(() => first.textContent(), PATIENCE).toMatch(/^encoder\.0:0 .*– not known$/);
  await first.click();
  await facts.getByText(/highest on speech –$/).waitFor();
  expect(await facts.textContent()).toMatch(/Percentile–Retention/);
  await box.fill('encoder.0:0 percentile != 1');
  await page.getByText('No unit is like that.').waitFor();
  await box.fill('encoder.0:1');
  await expect.poll(() => first.textContent(), PATIENCE).toMatch(/^encoder\.0:1 /);
  await first.click();
  await page.getByText(/^Score over 200000 steps; the best, /).waitFor();
  await box.fill('');
}

/** A broken map and other schemes are told in a sentence; another server is not asked before the reader agrees. */
export async function refuse({ page, address }: Served): Promise<void> {
  await page.goto(`${address}atlas.html?atlas=broken/`);
  await page.getByRole('alert').getByText("Can't").or(page.getByRole('alert').getByText('map.parquet')).waitFor();
  console.log(`a broken map: ${await page.getByRole('alert').locator('p').textContent()}`);
  expect(await seriousFaults(page)).toEqual([]);
  await page.goto(`${address}atlas.html?atlas=${encodeURIComponent('javascript:alert(1)')}`);
  await page.getByRole('alert').getByText("An atlas is read from this page's own server").waitFor();
  await page.goto(`${address}atlas.html?atlas=${encodeURIComponent('https://elsewhere.example/atlas/')}`);
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('heading', { name: 'Every unit of a model on one map' }).waitFor();
}
