import { checkAudio, checkSampleRate } from '../check-audio.js';
import { canvas } from './canvas.js';
import { drawTimeAxis } from './draw-axes.js';
import { drawSpectrogram } from './draw-spectrogram.js';
import { drawWaveform } from './draw-waveform.js';
import { drawText, fitText } from './text.js';

/** Options of {@link picture}. */
export interface PictureOptions {
  /** In Hz. */
  readonly sampleRate: number;
  /** One line above the picture; cut with "..." where it is too long. None unless given. */
  readonly title?: string;
  /** A second, smaller line. None unless given. */
  readonly subtitle?: string;
}

const WIDTH = 1200;
const HEIGHT = 640;
/** Room for the widest labels, "−0.005" and "−100", their axis' name and the colour bar. */
const MARGIN = { left: 116, right: 124, bottom: 66, top: 18 } as const;
const LINE = 27;
const WAVEFORM_HEIGHT = 134;
const GAP = 24;

/**
 * A PNG of 1200 × 640 pixels to look at a sound: its spectrogram above (time in seconds, frequency in Hz from 0 to half
 * the sample rate, a colour bar in dB; 0 dB is a full-scale sine), its waveform below on the same time axis (linear
 * amplitude at the audio's own scale). The spectrogram has a 25 ms Hann window and 80 dB of colours below the peak.
 *
 * Titles may hold Latin, phonetic, Greek and Cyrillic characters; others show as U+FFFD, line breaks as a space.
 * @throws InputError for audio that is empty or not finite, or a sample rate that is not one.
 */
export function picture(audio: Float32Array, options: PictureOptions): Uint8Array<ArrayBuffer> {
  const sampleRate = checkSampleRate(options.sampleRate);
  checkAudio(audio);
  const sheet = canvas(WIDTH, HEIGHT);
  const plot = { x: MARGIN.left, width: WIDTH - MARGIN.left - MARGIN.right };
  let top: number = MARGIN.top;
  const writeLine = (text: string | undefined, bold: boolean) => {
    if (!text) return;
    const room = WIDTH - MARGIN.left - MARGIN.top;
    drawText(sheet, fitText(text, room), { x: plot.x, y: top + 4, bold, ink: bold ? 'ink' : 'quiet' });
    top += LINE;
  };
  writeLine(options.title, true);
  writeLine(options.subtitle, false);
  const waveform = { ...plot, y: HEIGHT - MARGIN.bottom - WAVEFORM_HEIGHT, height: WAVEFORM_HEIGHT };
  const spectrum = { ...plot, y: top, height: waveform.y - GAP - top };
  drawSpectrogram(sheet, spectrum, { audio, sampleRate });
  drawWaveform(sheet, waveform, audio);
  drawTimeAxis(sheet, [spectrum, waveform], audio.length / sampleRate);
  return sheet.toPng();
}
