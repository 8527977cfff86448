import type { Curve, SpeechRange } from '../protocol/evidence.js';
import { useRoom } from './context.js';
import { SmallCurve } from './small-curve.js';

/** How the unit answers to the sound, beside what it does on speech. */
export function UnitAnswer() {
  const { studio } = useRoom();
  const { rendered } = studio.run.value;
  const heard = studio.heard.value;
  if (!rendered) return <p class="note">When a sound has formed, its unit's answer stands here.</p>;
  if (!heard) return <p class="note">The model hears the sound …</p>;
  const { curve, range } = heard;
  const seconds = rendered.audio.length / rendered.sampleRate;
  return (
    <>
      {rendered.asleep.length > 0 && (
        <p class="note">
          Asleep to the end: {rendered.asleep.join(', ')}. Try more steps, another seed, or the layer before its
          activation function (.pre).
        </p>
      )}
      {curve && (
        <>
          <h3>The unit over time</h3>
          <SmallCurve
            curve={curve}
            seconds={seconds}
            label={`Activation over ${seconds.toFixed(1)} s`}
            {...(range && { mark: range.max })}
          />
          <p class="note">{compare(curve, range)}</p>
        </>
      )}
    </>
  );
}

function compare(curve: Curve, range: SpeechRange | undefined): string {
  const peak = curve.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const own = `Its peak is ${peak.toPrecision(3)}.`;
  if (!range) return `${own} What it does on speech was not measured for this model; drop recordings below.`;
  const below = range.percentiles.filter(({ value }) => value < peak).at(-1);
  const speech = `In ${Math.round(range.seconds)} s of speech, mostly synthetic, its largest is ${range.max.toPrecision(3)} (the line)`;
  const share = below
    ? `and ${below.percent} % of the frames lie below this peak`
    : 'and few frames lie below this peak';
  return `${own} ${speech}, its mean ${range.mean.toPrecision(3)}, ${share}: ${(peak / range.max).toFixed(2)} times the largest.`;
}
