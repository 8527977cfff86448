import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** What a figure must be labelled with. */
export interface Machine {
  readonly cpu: string;
  /** Vector instructions that matter here, such as `avx2`; empty where the system does not tell. */
  readonly flags: readonly string[];
  readonly cores: number;
  readonly memoryBytes: number;
  readonly platform: string;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown').trim(),
    flags: vectorFlags(),
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform}-${process.arch}`,
  };
}

function vectorFlags(): string[] {
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(/\s+/) ?? [];
    return flags.filter((flag) => /^(avx2|avx512f|avx512_vnni|avx_vnni|fma|amx_tile|asimd|sve)$/.test(flag));
  } catch {
    return [];
  }
}

/** For a reader: `AMD EPYC (avx2, fma), 2 cores, linux-x64`. */
export function describeMachine({ cpu, flags, cores, platform }: Machine): string {
  return `${cpu}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}, ${cores} cores, ${platform}`;
}
