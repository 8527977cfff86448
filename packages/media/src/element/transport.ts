import type { Sound } from '@audiate/protocol';
import { playbackCopy } from '../playback.js';
import { type Playing, play } from './shared-player.js';

const PLAY = '▶';
const STOP = '■';

/**
 * Makes the controls of an element play a sound: its button starts and stops, its slider and the figure go to a time. Keys
 * work as they do in every button and slider.
 * @param sound is asked for at the first play; undefined where it does not load, which its owner tells.
 * @returns what stops it, for an element that leaves the page.
 */
export function transport(root: ShadowRoot, name: string, sound: () => Promise<Sound | undefined>): () => void {
  const button = root.querySelector('button')!;
  const sign = root.querySelector('.sign') ?? button;
  const slider = root.querySelector('input');
  const time = root.querySelector('.time');
  const at = root.querySelector<HTMLElement>('.at');
  let copy: { readonly audio: Float32Array<ArrayBuffer>; readonly sampleRate: number } | undefined;
  let playing: Playing | undefined;
  /** Where the next play begins, in seconds. */
  let offset = 0;

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
  const ready = async (): Promise<typeof copy> => {
    const loaded = copy ? undefined : await sound();
    if (!loaded) return copy;
    const { samples, sampleRate } = loaded;
    copy = { audio: playbackCopy(samples, { sampleRate }), sampleRate };
    return copy;
  };
  const follow = (): void => {
    if (!playing) return;
    showTime(playing.position());
    requestAnimationFrame(follow);
  };
  const start = async (): Promise<void> => {
    const heard = await ready();
    if (!heard) return;
    const { audio, sampleRate } = heard;
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
    const stopped = playing;
    playing = undefined;
    stopped?.stop();
    showState();
  };
  const goTo = (to: number): void => {
    offset = to;
    showTime(to);
    if (playing) void start();
  };

  button.addEventListener('click', () => (playing ? stop() : void start()));
  slider?.addEventListener('input', () => goTo(Number(slider.value)));
  root.querySelector('.shown')?.addEventListener('click', (event) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = ((event as MouseEvent).clientX - box.left - 60) / (box.width - 118);
    if (share >= 0 && share <= 1) goTo(share * seconds());
  });
  if (slider) void ready().then(() => showTime(0));
  return stop;
}
