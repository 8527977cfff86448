import { readAudio, readAudioWindows } from '@audiate/dataset';

/** What a file that was chosen in the page gives, whole and in windows, or the message about it. */
export interface Read {
  readonly whole: readonly number[];
  readonly windows: readonly number[];
  readonly message?: string;
}

async function read(index: number): Promise<Read> {
  const file = document.querySelector('input')!.files![index]!;
  try {
    const { samples } = await readAudio(file, { sampleRate: 16_000 });
    const windows: number[] = [];
    const address = URL.createObjectURL(file);
    for await (const window of readAudioWindows(address, { sampleRate: 16_000, seconds: 0.2 })) {
      windows.push(...window.samples);
    }
    URL.revokeObjectURL(address);
    return { whole: [...samples], windows };
  } catch (error) {
    return { whole: [], windows: [], message: String(error) };
  }
}

// What the test calls in the page.
Object.assign(globalThis, { read });
