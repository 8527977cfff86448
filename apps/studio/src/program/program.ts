/** The program that serves the page, `audiate studio`: what it told the page. */
export interface Program {
  /** Whether it does the page's tasks: it does for the browser in which the printed address was opened. */
  readonly open: boolean;
  /** What the page calls the model that it was started with; undefined where there is none. */
  readonly model?: string;
}

/** What the page was told by the program that serves it; undefined on a static host, which is not asked. */
export function programOf(page: Document): Program | undefined {
  const told = page.querySelector<HTMLMetaElement>('meta[name="audiate-studio"]')?.content;
  if (told === undefined) return undefined;
  const { open, model } = JSON.parse(told) as Program;
  return { open: open === true, ...(typeof model === 'string' && { model }) };
}
