// Read by vitest's configuration, which knows no package of this repository: imports nothing of them.

/**
 * Tests of what a process has once: its engines, lanes and programs, the gradients that are installed in it, modules that are loaded
 * again or in whose place others are put. Each file has a process of its own. All other files share two, which load TensorFlow.js once: half of the time.
 */
export const ISOLATED_TESTS: readonly string[] = [
  'packages/core/src/{engines,sweep}/**/*.test.ts',
  'packages/core/src/recipe/check-in-page.test.ts',
  'packages/compile/src/{precision,session}/**/*.test.ts',
  'packages/ops/src/install-ops.test.ts',
  'packages/protocol/src/copies.test.ts',
  'apps/studio/src/code/code.test.ts',
];
