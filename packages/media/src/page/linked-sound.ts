import { checkFileNames } from '../file-names.js';

/** Files in the folder of the page, by their plain names. */
export interface SoundFiles {
  /** What `picture` drew. */
  readonly picture: string;
  /** What `encodeWav` wrote. It is played as it is, at its own level. */
  readonly sound: string;
}

/**
 * The HTML of a picture and a player that load files beside the page when they come into view, or are played; `name` is
 * text that was escaped.
 * @throws InputError for a name that is a path or not plain.
 */
export function linkedSound({ picture, sound }: SoundFiles, name: string): string {
  checkFileNames([picture, sound]);
  const [image, audio] = [picture, sound].map((file) => `./${encodeURIComponent(file)}`);
  return [
    `<figure><a href="${image}"><img class="picture" loading="lazy" decoding="async" width="1200" height="640" alt="Spectrogram and waveform of ${name}" src="${image}"></a></figure>`,
    `<audio controls preload="none" aria-label="Play ${name}" src="${audio}"></audio>`,
  ].join('\n');
}
