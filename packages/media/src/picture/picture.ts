import { checkAudio, checkSampleRate } from '../check-audio.js';
import { checkLanes, type Lane } from '../lanes/lane.js';
import { canvas } from './canvas.js';
import { drawTimeAxis } from './draw-axes.js';
import { drawLanes, LANE_HEIGHT } from './draw-lanes.js';
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
  /** What listeners hear over time, drawn below the spectrogram: 98 pixels more of height each. None unless given. */
  readonly lanes?: readonly Lane[];
}

const WIDTH = 1200;
const HEIGHT = 640;
/** Room for the widest labels, "−0.005" and "−100", their axis' name and the colour bar. */
const MARGIN = { left: 116, right: 124, bottom: 66, top: 18 } as const;
const LINE = 27;
const WAVEFORM_HEIGHT = 134;
const GAP = 24;

/**
 * A PNG of 1200 × 640 pixels (higher with lanes) to look at a sound: its spectrogram above (time in seconds, frequency in Hz from 0 to half
 * the sample rate, a colour bar in dB; 0 dB is a full-scale sine), its waveform below on the same time axis (linear
 * amplitude at the audio's own scale). The spectrogram has a 25 ms Hann window and 80 dB of colours below the peak.
 *
 * Lanes stand between the two: for each segment a bar as high as it is probable, and its token. Tokens that find no room are
 * left out.
 *
 * Titles and tokens may hold Latin, phonetic, Greek and Cyrillic characters; others show as U+FFFD, line breaks as a space.
 * @throws InputError for audio that is empty or not finite, a sample rate that is not one, or lanes that do not fit the audio.
 */
export function picture(audio: Float32Array, options: PictureOptions): Uint8Array<ArrayBuffer> {
  const sampleRate = checkSampleRate(options.sampleRate);
  checkAudio(audio);
  const seconds = audio.length / sampleRate;
  const lanes = checkLanes(options.lanes ?? [], seconds);
  const laneHeight = lanes.length * LANE_HEIGHT;
  const sheet = canvas(WIDTH, HEIGHT + laneHeight);
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
  const waveform = { ...plot, y: sheet.height - MARGIN.bottom - WAVEFORM_HEIGHT, height: WAVEFORM_HEIGHT };
  const spectrum = { ...plot, y: top, height: waveform.y - GAP - laneHeight - top };
  drawSpectrogram(sheet, spectrum, { audio, sampleRate });
  drawLanes(sheet, { ...plot, y: spectrum.y + spectrum.height, height: laneHeight }, { lanes, seconds });
  drawWaveform(sheet, waveform, audio);
  drawTimeAxis(sheet, [spectrum, waveform], seconds);
  return sheet.toPng();
}
