import { defineConfig } from 'vitest/config';
import { tfjsNode } from './tools/libtensorflow/place.ts';

const conditions = ['@audiate/source', 'module', 'node', 'development|production'];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** What has to hold on every backend: ops and gradients, the laws of every kind of part, the goldens of the models. */
const NUMERIC_TESTS = [
  'packages/{ops,param,transforms,objectives,wav2vec2-tiny}/src/**/*.test.ts',
  'packages/sae/src/{files,layer}/*.test.ts',
  'packages/models-{wav2vec2,whisper,ast}/src/{config,decoder,front-end,model,network}/*.test.ts',
  'tools/goldens/*.test.ts',
  'tools/gradients/*.test.ts',
  'bench/ops-per-step.test.ts',
];

/** Only what hangs takes so long: a machine that is busy fails no test. */
const HANGING_MS = 300_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'default',
          include: [
            '{packages,apps}/*/src/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
          exclude: ['**/*.{slow,tensorflow}.test.ts', '**/node_modules/**'],
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
      {
        ...shared,
        test: {
          name: 'slow',
          include: ['packages/*/src/**/*.slow.test.ts', '{apps,tools,examples}/**/*.slow.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 4 * HANGING_MS,
          hookTimeout: 4 * HANGING_MS,
        },
      },
      {
        ...shared,
        test: {
          name: 'tensorflow',
          ...(tfjsNode
            ? {
                env: { TFJS_NODE: tfjsNode },
                setupFiles: ['tools/libtensorflow/setup.ts'],
                include: [
                  ...NUMERIC_TESTS,
                  'packages/core/src/**/*.tensorflow.test.ts',
                  'tools/libtensorflow/installs.tensorflow.test.ts',
                ],
              }
            : { include: ['tools/libtensorflow/absent.tensorflow.test.ts'] }),
          exclude: ['**/*.slow.test.ts', '**/node_modules/**'],
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
    ],
  },
});
