import type { Target } from './climb.ts';
import type { Sides, TorchOptimizer } from './sides.ts';
import { ranked, stepsTo } from './summary.ts';

/** Seeds that the benchmark does not count. */
const SEED = 101;

/** Learning rates and shapes of the spectrum that Adam may have, each on every third target; then torch.compile on one. */
export async function tune(sides: Sides, targets: readonly Target[], steps: number): Promise<string> {
  const lines = ['| Adam | reached | steps |', '| --- | ---: | ---: |'];
  const some = targets.filter((_, i) => i % 3 === 0);
  for (const preconditioning of [0.45, 1]) {
    for (const lr of [0.003, 0.01]) {
      const optimizer: TorchOptimizer = { name: 'adam', lr, preconditioning };
      const climbs = await sides.torch({ targets: some, seed: SEED, steps, optimizer });
      const arrived = climbs.filter(({ reached }) => reached !== null).length;
      const [low, median, high] = ranked(climbs.map(stepsTo));
      lines.push(`| lr ${lr}, S^${preconditioning} | ${arrived} of ${climbs.length} | ${median} (${low}–${high}) |`);
      process.stderr.write(`${lines.at(-1)}\n`);
    }
  }
  const { natural: _, ...one } = targets.find(({ layer }) => layer.startsWith('encoder'))!;
  for (const compiled of [false, true]) {
    const [climb] = await sides.torch({
      targets: [one],
      seed: SEED,
      steps: 32,
      optimizer: { name: 'momentum' },
      compiled,
    });
    const { beforeSteps, perStep } = climb!;
    const name = compiled ? 'torch.compile' : 'eager';
    lines.push(
      `\n${name}, ${one.name}: ${beforeSteps.toFixed(1)} s before the steps, ${(1000 * perStep).toFixed(1)} ms a step`,
    );
  }
  return lines.join('\n');
}
