import { expect, test } from 'vitest';
import { importsOf, sources } from './sources.js';

/** Which folder may import which, where a package says so: along the way of the data. */
const FOLDERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  compile: {
    graph: [],
    expressions: ['graph'],
    kernels: ['graph', 'expressions'],
    trace: ['graph', 'kernels'],
    rewrite: ['graph', 'expressions'],
    polyphase: ['graph', 'expressions'],
    onnx: ['graph'],
    lower: ['graph', 'expressions', 'onnx'],
    quantize: ['graph', 'expressions', 'lower'],
    session: ['graph', 'onnx'],
    precision: ['graph', 'expressions', 'quantize', 'session'],
  },
  core: {
    edits: [],
    engines: [],
    optimizers: [],
    namespaces: ['optimizers', 'settings'],
    hearing: ['engines'],
    settings: ['hearing', 'optimizers'],
    recipe: ['engines', 'optimizers', 'settings'],
    record: ['engines', 'settings', 'recipe'],
    loop: ['engines', 'hearing', 'settings', 'recipe', 'record'],
    render: ['engines', 'hearing', 'settings', 'recipe', 'record', 'loop', 'saved'],
    scores: ['engines', 'hearing', 'settings', 'record', 'loop'],
    saved: ['recipe', 'record'],
    sweep: ['engines', 'hearing', 'settings', 'recipe', 'record', 'render', 'saved'],
    results: ['recipe', 'record', 'saved', 'sweep'],
  },
  checkpoints: {
    files: [],
    disk: ['files'],
    web: ['files'],
    hub: ['files', 'disk', 'web'],
    sources: ['files', 'disk', 'web', 'hub'],
    settings: ['files'],
    weights: ['files'],
    'front-end': [],
    network: ['weights'],
  },
  atlas: {
    shard: [],
    store: [],
    jobs: ['store'],
    tar: [],
    sounds: ['tar'],
    rows: [],
    card: [],
    plan: ['card', 'sounds', 'store'],
    chunk: ['card', 'plan', 'rows', 'sounds', 'store', 'tar'],
    run: ['chunk', 'plan', 'rows', 'shard', 'store'],
    queue: ['chunk', 'plan', 'run', 'store'],
    map: ['rows'],
    merge: ['chunk', 'map', 'plan', 'rows', 'store'],
    open: ['map', 'plan', 'rows', 'store'],
    umap: [],
    hear: ['map', 'open', 'plan', 'rows', 'sounds', 'store', 'umap'],
  },
  'models-onnx': {
    file: [],
    values: ['file'],
    operators: ['file', 'values'],
    graph: ['file', 'values', 'operators'],
    layers: ['file', 'values', 'graph'],
    model: ['file', 'values', 'graph', 'layers'],
  },
  'models-whisper': {
    config: [],
    'front-end': ['config'],
    tokenizer: [],
    decoder: ['config', 'tokenizer'],
    network: ['config', 'tokenizer', 'front-end', 'decoder'],
    model: ['config', 'tokenizer', 'decoder', 'network'],
  },
  'models-ast': {
    config: [],
    'front-end': ['config'],
    network: ['config', 'front-end'],
    model: ['config', 'network'],
  },
  'models-tfjs': {
    files: [],
    network: [],
    graph: ['files', 'network'],
    keras: ['files', 'network'],
    layers: ['network'],
    model: ['files', 'graph', 'keras', 'layers', 'network'],
  },
  sae: {
    dictionary: [],
    layer: ['dictionary'],
    files: ['dictionary'],
    measure: ['dictionary', 'layer'],
  },
  'models-wav2vec2': {
    config: [],
    tokenizer: [],
    network: ['config'],
    model: ['config', 'tokenizer', 'network'],
  },
};

type Graph = Map<string, Set<string>>;

/**
 * Which files and folders of one folder import which, for every folder of a package: a file that imports another stands
 * for the two different parts of the folder that they have in common. Tests and what only tests use import what they like.
 */
function importsWithinFolders(name: string): Graph {
  const graph: Graph = new Map();
  for (const source of sources.filter((source) => source.package === name && !isForTests(source.path))) {
    for (const target of importsOf(source).filter((path) => !isForTests(path))) {
      const [from, to] = [source.path.split('/'), target.split('/')];
      const apart = from.findIndex((part, i) => part !== to[i]);
      if (apart < 0) continue;
      const [left, right] = [from, to].map((parts) => parts.slice(0, apart + 1).join('/')) as [string, string];
      graph.set(left, (graph.get(left) ?? new Set()).add(right));
    }
  }
  return graph;
}

/** Circles of files alone are told of beside. */
const isFolder = (path: string): boolean => !path.endsWith('.ts');

const isForTests = (path: string): boolean => /\.test\.ts$|(^|\/)testing\//.test(path);

function reachable(graph: Graph, start: string): Set<string> {
  const found = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return found;
}

/** What imports itself round a circle, each circle's members together, in order. */
function circlesIn(graph: Graph): string[][] {
  const from = new Map([...graph.keys()].map((node) => [node, reachable(graph, node)]));
  const members = [...graph.keys()].filter((node) => from.get(node)?.has(node));
  const circles = members.map((node) =>
    members.filter((other) => from.get(node)?.has(other) && from.get(other)?.has(node)).sort(),
  );
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

const packages = [...new Set(sources.map((source) => source.package))];

test.each(packages)('no folder of %s imports itself round a circle, nor a file above it that needs it', (name) => {
  const circles = circlesIn(importsWithinFolders(name)).map((circle) => circle.filter(isFolder));
  expect(circles.filter((circle) => circle.length > 0)).toEqual([]);
});

test('a circle is found: of folders, and of a folder and a file above it', () => {
  const graph: Graph = new Map([
    ['src/a', new Set(['src/b', 'src/c.ts'])],
    ['src/b', new Set(['src/a'])],
    ['src/c.ts', new Set(['src/d'])],
    ['src/d', new Set(['src/e', 'src/f.ts'])],
    ['src/f.ts', new Set(['src/d'])],
  ]);
  expect(circlesIn(graph)).toEqual([
    ['src/a', 'src/b'],
    ['src/d', 'src/f.ts'],
  ]);
});

test.each(Object.entries(FOLDERS))('folders of %s import those below them only', (name, allowed) => {
  const graph = importsWithinFolders(name);
  const folders = [...new Set(sources.filter((source) => source.package === name).map(({ path }) => path.split('/')))]
    .filter((parts) => parts.length > 2 && parts[1] !== 'testing')
    .map((parts) => parts[1] as string);
  expect([...new Set(folders)].sort()).toEqual(Object.keys(allowed).sort());
  const wrong = Object.entries(allowed).flatMap(([folder, below]) =>
    [...(graph.get(`src/${folder}`) ?? [])].filter((to) => !below.some((name) => to === `src/${name}`)),
  );
  expect(wrong).toEqual([]);
});
