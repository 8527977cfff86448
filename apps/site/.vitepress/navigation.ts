import type { DefaultTheme } from 'vitepress';

const docs = (...pages: readonly (readonly [text: string, page: string])[]): DefaultTheme.SidebarItem[] =>
  pages.map(([text, page]) => ({ text, link: `/docs/${page}` }));

/** Along the top of every page. */
export const nav: DefaultTheme.NavItem[] = [
  { text: 'Listen', link: '/article' },
  // Built by its own tool into the same folder: the browser loads it, not the router.
  { text: 'Studio', link: '/studio/index.html', target: '_self' },
  { text: 'Docs', link: '/docs/concepts' },
  { text: 'API', link: '/api/README' },
];

/** Beside every page. Every page of docs/ stands in it: a test says which is missing. */
export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Listen',
    items: [
      { text: 'The experiment, again', link: '/article' },
      ...docs(['Gallery', 'gallery']),
      { text: 'What others don’t answer', link: '/answers' },
    ],
  },
  {
    text: 'For you',
    items: [
      { text: 'With a checkpoint', link: '/researcher' },
      { text: 'With ears', link: '/artist' },
      { text: 'With a model of your own', link: '/engineer' },
    ],
  },
  {
    text: 'Begin',
    items: docs(
      ['The command line', 'cli'],
      ['The studio', 'studio'],
      ['Concepts', 'concepts'],
      ['Loading', 'loading'],
      ['Models', 'models'],
      ['Where it runs', 'where'],
    ),
  },
  {
    text: 'Make a sound',
    items: docs(
      ['Objectives', 'objectives'],
      ['Params', 'params'],
      ['Transforms', 'transforms'],
      ['The loop', 'loop'],
      ['Quality', 'quality'],
    ),
  },
  {
    text: 'Know what it is worth',
    items: docs(
      ['Evaluate', 'evaluate'],
      ['Listening', 'listening'],
      ['Dataset', 'dataset'],
      ['Probes', 'probes'],
      ['Atlas', 'atlas'],
      ['Reproducibility', 'reproducibility'],
    ),
  },
  {
    text: 'Engines',
    items: docs(
      ['Engines', 'engines'],
      ['The life of a step', 'step'],
      ['The compiler', 'compiler'],
      ['GPUs', 'gpu'],
      ['Benchmark', 'benchmark'],
      ['Bundlers', 'bundlers'],
    ),
  },
  {
    text: 'Build on it',
    items: docs(['Sound in', 'sound'], ['Your own model', 'your-model'], ['Extending', 'extending']).concat({
      text: 'API',
      link: '/api/README',
    }),
  },
];
