/** How far the download of one file is. */
export interface DownloadProgress {
  /** The file's name, such as `model.safetensors`. */
  readonly file: string;
  /** Bytes that are there, those of an earlier, interrupted download included. */
  readonly bytes: number;
  /** Bytes of the whole file; undefined when the server does not tell. */
  readonly total: number | undefined;
  /** Over the last few seconds; 0 at the start. */
  readonly bytesPerSecond: number;
  /** At this rate; undefined without a total or a rate. */
  readonly secondsLeft: number | undefined;
}

/** Counts a file's bytes and tells how far it is. */
export interface ProgressMeter {
  /** `bytes` are there, and arrive from now on; tells it. */
  start(bytes: number, total: number | undefined): void;
  /** `bytes` more arrived; tells it at most ten times a second. */
  add(bytes: number): void;
  /** All arrived; tells it. */
  finish(): void;
}

const TELL_MS = 100;
/** The rate is that of the last so many milliseconds. */
const WINDOW_MS = 3000;

/**
 * A meter that calls `onProgress` at the start, at most every 100 ms, and at the end.
 * @param now milliseconds, from any zero.
 */
export function progressMeter(
  file: string,
  onProgress: ((progress: DownloadProgress) => void) | undefined,
  now: () => number = () => performance.now(),
): ProgressMeter {
  let bytes = 0;
  let total: number | undefined;
  let told = 0;
  let marks: { at: number; bytes: number }[] = [];
  const tell = () => {
    const at = now();
    told = at;
    marks = [...marks.filter((mark, i) => i === marks.length - 1 || at - mark.at <= WINDOW_MS), { at, bytes }];
    const [first] = marks;
    const seconds = (at - first!.at) / 1000;
    const bytesPerSecond = seconds > 0 ? (bytes - first!.bytes) / seconds : 0;
    const secondsLeft = total !== undefined && bytesPerSecond > 0 ? (total - bytes) / bytesPerSecond : undefined;
    onProgress?.({ file, bytes, total, bytesPerSecond, secondsLeft });
  };
  return {
    start(there, whole) {
      bytes = there;
      total = whole;
      marks = [];
      tell();
    },
    add(more) {
      bytes += more;
      if (now() - told >= TELL_MS) tell();
    },
    finish: tell,
  };
}
