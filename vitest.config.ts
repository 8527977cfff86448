import { defineConfig } from 'vitest/config';
import { ISOLATED_TESTS } from './tools/architecture/isolated-tests.ts';
import { tfjsNode } from './tools/libtensorflow/place.ts';

const conditions = ['@audiate/source', 'module', 'node', 'development|production'];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** What has to hold on every backend: ops and gradients, the laws of every kind of part, the goldens of the models. */
const NUMERIC_TESTS = [
  'packages/{ops,param,transforms,objectives,wav2vec2-tiny}/src/**/*.test.ts',
  'packages/sae/src/{files,layer}/*.test.ts',
  'packages/models-{wav2vec2,whisper,ast}/src/{config,decoder,front-end,model,network}/*.test.ts',
  'packages/models-onnx/src/operators/operators.test.ts',
  'packages/models-tfjs/src/{graph/plain,graph/reshapes,keras/keras}.test.ts',
  'tools/goldens/*.test.ts',
  'tools/gradients/*.test.ts',
  'bench/ops-per-step.test.ts',
];

const NOT_DEFAULT = ['**/*.{slow,tensorflow}.test.ts', '**/node_modules/**'];

/** What has another form on a GPU. */
const GPU_FORMS = [
  'packages/ops/src/{conv1d,grouped-conv1d,linear}.test.ts',
  'packages/models-wav2vec2/src/model/tiny.test.ts',
  'bench/ops-per-step.test.ts',
];

/** TensorFlow as the backend of every file. */
const tensorflow = { env: { TFJS_NODE: tfjsNode ?? '' }, setupFiles: ['tools/libtensorflow/setup.ts'] };

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
            'packages/*/src/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
            'examples/**/*.test.ts',
            'apps/*/**/*.test.ts',
          ],
          exclude: [...NOT_DEFAULT, ...ISOLATED_TESTS],
          setupFiles: ['tools/vitest/cpu-first.ts'],
          isolate: false,
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
      {
        ...shared,
        test: {
          name: 'isolated',
          include: [...ISOLATED_TESTS],
          exclude: NOT_DEFAULT,
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
            ? { ...tensorflow, include: NUMERIC_TESTS }
            : { include: ['tools/libtensorflow/absent.tensorflow.test.ts'] }),
          // A compiled program runs on another engine, whichever backend it was traced on.
          exclude: ['**/*.slow.test.ts', '**/compiled.test.ts', '**/node_modules/**', ...ISOLATED_TESTS],
          isolate: false,
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
      {
        ...shared,
        test: {
          name: 'tensorflow-gpu-forms',
          ...(tfjsNode
            ? {
                env: { ...tensorflow.env, TF_ENABLE_ONEDNN_OPTS: '0' },
                setupFiles: [...tensorflow.setupFiles, 'tools/libtensorflow/as-gpu.ts'],
                include: GPU_FORMS,
              }
            : { include: [] }),
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
      {
        ...shared,
        test: {
          name: 'tensorflow-isolated',
          ...(tfjsNode
            ? {
                ...tensorflow,
                include: [
                  'packages/core/src/**/*.tensorflow.test.ts',
                  'packages/ops/src/install-ops.test.ts',
                  'tools/libtensorflow/installs.tensorflow.test.ts',
                ],
              }
            : { include: [] }),
          testTimeout: HANGING_MS,
          hookTimeout: HANGING_MS,
        },
      },
    ],
  },
});
