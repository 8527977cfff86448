import { useEffect, useRef } from 'preact/hooks';
import type { Picture } from '../protocol/sound.js';
import { drawPicture, paletteOf } from '../sound/draw-picture.js';

/** Dark to light, in the hue of the page's accent. */
const PALETTE = paletteOf([
  [6, 18, 24],
  [10, 60, 76],
  [16, 124, 140],
  [104, 190, 170],
  [252, 246, 214],
]);

interface PictureProps {
  readonly picture: Picture | undefined;
  /** What it is called for who doesn't see it; left out of what is read to them unless given. */
  readonly label?: string;
}

/** A spectrogram, drawn once it is there. */
export function PictureCanvas({ picture, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && picture) drawPicture(canvas.current, picture, PALETTE);
  }, [picture]);
  const named = label === undefined ? { 'aria-hidden': true } : ({ role: 'img', 'aria-label': label } as const);
  return <canvas ref={canvas} width={160} height={80} {...named} />;
}
