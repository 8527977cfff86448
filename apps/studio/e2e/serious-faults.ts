import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** What axe calls serious or critical on a page as it is: the rule and the elements of each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Beside the page's policy, as a reader's own tool comes.
  await page.evaluate(await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
