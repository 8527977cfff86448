import * as tf from '@tensorflow/tfjs';

/** How a signal of `frames` is cut into overlapping windows of `taps` frames, one every `stride` frames. */
export interface Window {
  readonly taps: number;
  readonly stride: number;
  readonly frames: number;
}

/** The number of windows that fit. */
export function windowCount({ taps, stride, frames }: Window): number {
  return Math.floor((frames - taps) / stride) + 1;
}

/**
 * All windows of a signal: `[batch, frames, channels] → [batch, windows, taps · channels]`. The signal is viewed as
 * rows of `stride` frames, once for every `stride` taps, each view a slice shifted against the one before.
 */
export function patches(x: tf.Tensor3D, window: Window): tf.Tensor3D {
  const [batch, , channels] = x.shape;
  const count = windowCount(window);
  const { stride } = window;
  const padded = padFrames(x, 0, Math.max(0, count * stride - window.frames));
  const views = chunks(window).map(({ start, skip, taps }): tf.Tensor3D => {
    const rows = tf.reshape(tf.slice(padded, [0, start, 0], [batch, count * stride, channels]), [
      batch,
      count,
      stride * channels,
    ]) as tf.Tensor3D;
    return taps === stride ? rows : tf.slice(rows, [0, 0, skip * channels], [batch, count, taps * channels]);
  });
  return views.length === 1 ? views[0]! : (tf.concat(views, 2) as tf.Tensor3D);
}

/** The adjoint of {@link patches}: adds windows up where they overlap, `[batch, windows, taps · channels] → [batch, frames, channels]`. */
export function overlapAdd(windows: tf.Tensor3D, window: Window): tf.Tensor3D {
  const [batch, count, width] = windows.shape;
  const { stride, frames } = window;
  const channels = width / window.taps;
  const reach = Math.max(frames, count * stride);
  let column = 0;
  const parts = chunks(window).map(({ start, skip, taps }) => {
    const rows = tf.slice(windows, [0, 0, column * channels], [batch, count, taps * channels]);
    column += taps;
    const full = tf.pad(rows, [
      [0, 0],
      [0, 0],
      [skip * channels, (stride - skip - taps) * channels],
    ]);
    const signal = tf.reshape(full, [batch, count * stride, channels]) as tf.Tensor3D;
    return padFrames(signal, start, reach - start - count * stride);
  });
  const sum = parts.reduce((total, part) => tf.add(total, part));
  return reach === frames ? sum : tf.slice(sum, [0, 0, 0], [batch, frames, channels]);
}

/** A run of at most `stride` taps: columns `skip … skip + taps` of the rows of `stride` frames that begin at `start`. */
interface Chunk {
  readonly start: number;
  readonly skip: number;
  readonly taps: number;
}

/**
 * The taps by runs of `stride`. A last, shorter run is the end of a row that begins earlier, so that no row reaches
 * beyond the last window (but where the window is shorter than its stride).
 */
function chunks({ taps, stride }: Window): Chunk[] {
  return Array.from({ length: Math.ceil(taps / stride) }, (_, i) => {
    const first = i * stride;
    const start = Math.max(0, Math.min(first, taps - stride));
    return { start, skip: first - start, taps: Math.min(stride, taps - first) };
  });
}

function padFrames(x: tf.Tensor3D, before: number, after: number): tf.Tensor3D {
  if (before === 0 && after === 0) return x;
  return tf.pad(x, [
    [0, 0],
    [before, after],
    [0, 0],
  ]);
}
