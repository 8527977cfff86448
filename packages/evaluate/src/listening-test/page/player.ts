/** Plays the clips of a trial, one at a time, and counts. */
export interface Player {
  /** Plays a clip from its start; what plays, stops. */
  play(clip: number): Promise<void>;
  stop(): void;
  /** Whether all of these have been played since `begin`. */
  heard(clips: readonly number[]): boolean;
  /** How often clips were played again since `begin`. */
  replays(): number;
  /** Begins to count anew. */
  begin(): void;
}

/** A player of WAV files, each as base64. `onChange` is told which clip plays, or none. */
export function createPlayer(sounds: readonly string[], onChange: (playing: number | undefined) => void): Player {
  const audio = new Audio();
  let plays = new Map<number, number>();
  audio.addEventListener('ended', () => onChange(undefined));
  const stop = () => {
    audio.pause();
    onChange(undefined);
  };
  return {
    async play(clip) {
      audio.src = `data:audio/wav;base64,${sounds[clip]}`;
      try {
        await audio.play();
      } catch (error) {
        // Another clip, or the next trial, ended the wait for this one.
        if ((error as DOMException).name === 'AbortError') return;
        throw error;
      }
      plays.set(clip, (plays.get(clip) ?? 0) + 1);
      onChange(clip);
    },
    stop,
    heard: (clips) => clips.every((clip) => plays.has(clip)),
    replays: () => [...plays.values()].reduce((all, count) => all + count - 1, 0),
    begin() {
      stop();
      plays = new Map();
    },
  };
}
