import { useEffect, useRef } from 'preact/hooks';
import type { Shown } from '../protocol/sound.js';
import { drawPicture, paletteOf } from '../sound/draw-picture.js';

/** Dark to light, in the hue of the page's accent. */
const PALETTE = paletteOf([
  [6, 18, 24],
  [10, 60, 76],
  [16, 124, 140],
  [104, 190, 170],
  [252, 246, 214],
]);

/** What of a sound is seen. */
type Looked = Pick<Shown, 'seconds' | 'sampleRate' | 'picture'>;

/** The newest sound as a spectrogram. */
export function SpectrogramCanvas({ shown }: { readonly shown: Looked | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && shown) drawPicture(canvas.current, shown.picture, PALETTE);
  }, [shown]);
  const seconds = shown?.seconds ?? 0;
  return (
    <figure class="spectrogram">
      <canvas
        ref={canvas}
        width={160}
        height={80}
        role="img"
        aria-label={shown ? `Spectrogram of ${seconds.toFixed(1)} seconds` : 'No sound yet'}
      />
      <figcaption>
        {shown
          ? `0 to ${seconds.toFixed(1)} s, 0 to ${(shown.sampleRate / 2000).toFixed(0)} kHz`
          : 'Press Play, and hear the sound form.'}
      </figcaption>
    </figure>
  );
}
