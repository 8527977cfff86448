import type { Shown } from '../protocol/sound.js';
import { PictureCanvas } from './picture-canvas.js';

/** What of a sound is seen. */
type Looked = Pick<Shown, 'seconds' | 'sampleRate' | 'picture'>;

/** The newest sound as a spectrogram. */
export function SpectrogramCanvas({ shown }: { readonly shown: Looked | undefined }) {
  const seconds = shown?.seconds ?? 0;
  return (
    <figure class="spectrogram">
      <PictureCanvas
        picture={shown?.picture}
        label={shown ? `Spectrogram of ${seconds.toFixed(1)} seconds` : 'No sound yet'}
      />
      <figcaption>
        {shown
          ? `0 to ${seconds.toFixed(1)} s, 0 to ${(shown.sampleRate / 2000).toFixed(0)} kHz`
          : 'Press Play, and hear the sound form.'}
      </figcaption>
    </figure>
  );
}
