import type { HubServer } from '@audiate/checkpoints/internal/testing/hub-server';
import type { Page } from 'playwright-core';

/** What the Hub lets a page read of its answers, beside what every origin may. */
const EXPOSED =
  'X-Repo-Commit, X-Error-Code, X-Error-Message, ETag, Accept-Ranges, Content-Range, X-Linked-Size, X-Linked-ETag';

/** A page whose huggingface.co is the Hub of a test. Its redirects are followed here, as a page sees none. */
export async function putHubIntoPage(page: Page, hub: HubServer): Promise<void> {
  await page.context().route('https://huggingface.co/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const response = await route.fetch({ url: `${hub.endpoint}${pathname}${search}` });
    const headers = {
      ...response.headers(),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': EXPOSED,
    };
    await route.fulfill({ response, headers });
  });
}
