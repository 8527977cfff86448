// Takes the picture of docs/studio.md anew: npm run picture -w apps/studio
import { fileURLToPath } from 'node:url';
import { withStudio } from './served-studio.ts';

const FILE = fileURLToPath(new URL('../../../docs/images/studio.png', import.meta.url));
/** Wide enough for its three columns. */
const VIEWPORT = { width: 1200, height: 760 };

await withStudio(async ({ page, address }) => {
  const browser = page.context().browser()!;
  const sharp = await browser.newPage({ deviceScaleFactor: 2, viewport: VIEWPORT, colorScheme: 'light' });
  await sharp.goto(`${address}#model=tiny&target=logit%3AIY&steps=64&seconds=1`);
  await sharp.getByRole('button', { name: 'Play', exact: true }).click();
  await sharp.getByText('The sound has formed, step 64 of 64.').waitFor({ timeout: 240_000 });
  await sharp.getByRole('heading', { name: 'What the model hears' }).waitFor({ timeout: 240_000 });
  await sharp.evaluate('scrollTo(0, 0)');
  await sharp.screenshot({ path: FILE });
  console.log(`took ${FILE}`);
});
