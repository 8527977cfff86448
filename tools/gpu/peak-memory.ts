import { spawn } from 'node:child_process';

/** Watches an NVIDIA GPU's memory. */
export interface MemoryWatch {
  /** The most megabytes in use since the start, by all processes; undefined where nvidia-smi does not tell. */
  peak(): number | undefined;
  stop(): void;
}

/** Asks nvidia-smi five times a second; where there is none, nothing is known. */
export function watchMemory(): MemoryWatch {
  let peak: number | undefined;
  const smi = spawn('nvidia-smi', ['--query-gpu=memory.used', '--format=csv,noheader,nounits', '-lms', '200']);
  smi.on('error', () => {});
  smi.stdout.on('data', (text: Buffer) => {
    for (const line of String(text).split('\n')) {
      const megabytes = Number.parseInt(line, 10);
      if (Number.isFinite(megabytes)) peak = Math.max(peak ?? 0, megabytes);
    }
  });
  smi.unref();
  return { peak: () => peak, stop: () => smi.kill() };
}
