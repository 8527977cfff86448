import type { Sound } from '@audiate/protocol';
import { playbackCopy } from '../playback.js';
import { type Playing, play } from './shared-player.js';

const PLAY = '▶';
const STOP = '■';

/** Whose controls they are. */
interface Owner {
  sound(): Promise<Sound>;
  fail(error: unknown): void;
}

/**
 * Makes the controls of an element play a sound: its button starts and stops, its slider and the figure go to a time. Keys
 * work as they do in every button and slider.
 * @param owner.sound is asked for at the first play.
 * @param owner.fail is told why a sound does not load or play.
 * @returns what stops it, also a play that still waits for its sound, for an element that leaves the page.
 */
export function transport(root: ShadowRoot, name: string, { sound, fail }: Owner): () => void {
  const button = root.querySelector('button')!;
  const sign = root.querySelector('.sign') ?? button;
  const slider = root.querySelector('input');
  const time = root.querySelector('.time');
  const at = root.querySelector<HTMLElement>('.at');
  let copy: { readonly audio: Float32Array<ArrayBuffer>; readonly sampleRate: number } | undefined;
  let playing: Playing | undefined;
  /** Where the next play begins, in seconds. */
  let offset = 0;
  /** Counts plays and stops, so that a play which waited too long is dropped. */
  let turn = 0;
  let frame = 0;

  const seconds = () => (copy ? copy.audio.length / copy.sampleRate : 0);
  const showTime = (now: number): void => {
    if (!slider || !time || !at) return;
    slider.max = String(seconds());
    slider.value = String(now);
    slider.setAttribute('aria-valuetext', `${now.toFixed(1)} of ${seconds().toFixed(1)} seconds`);
    time.textContent = `${now.toFixed(1)} / ${seconds().toFixed(1)} s`;
    at.hidden = now === 0;
    at.style.left = `calc(60px + ${now / seconds()} * (100% - 118px))`;
  };
  const showState = (): void => {
    sign.textContent = playing ? STOP : PLAY;
    button.setAttribute('aria-label', `${playing ? 'Stop' : 'Play'} ${name}`);
  };
  const ready = async (): Promise<NonNullable<typeof copy>> => {
    if (copy) return copy;
    const { samples, sampleRate } = await sound();
    copy = { audio: playbackCopy(samples, { sampleRate }), sampleRate };
    return copy;
  };
  const follow = (): void => {
    cancelAnimationFrame(frame);
    if (!playing) return;
    showTime(playing.position());
    frame = requestAnimationFrame(follow);
  };
  const start = async (): Promise<void> => {
    const own = ++turn;
    const { audio, sampleRate } = await ready();
    if (own !== turn) return;
    const begun = play(audio, {
      sampleRate,
      offset: offset >= seconds() ? 0 : offset,
      ended() {
        if (playing !== begun) return;
        playing = undefined;
        offset = 0;
        showTime(offset);
        showState();
      },
    });
    playing = begun;
    showState();
    follow();
  };
  const stop = (): void => {
    turn++;
    const stopped = playing;
    playing = undefined;
    stopped?.stop();
    showState();
  };
  const begin = (): void => void start().catch(fail);
  const goTo = (to: number): void => {
    offset = to;
    showTime(to);
    if (playing) begin();
  };

  button.addEventListener('click', () => (playing ? stop() : begin()));
  slider?.addEventListener('input', () => goTo(Number(slider.value)));
  root.querySelector('.shown')?.addEventListener('click', (event) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = ((event as MouseEvent).clientX - box.left - 60) / (box.width - 118);
    if (share >= 0 && share <= 1) goTo(share * seconds());
  });
  if (slider) void ready().then(() => showTime(0), fail);
  return stop;
}
