import { useState } from 'preact/hooks';
import type { Moments, ShownMoment } from '../protocol/evidence.js';
import { showTarget, type Target } from '../state/target.js';
import { useRoom } from './context.js';
import { RecordingsChoice } from './recordings-choice.js';
import { SmallCurve } from './small-curve.js';
import { SpectrogramCanvas } from './spectrogram-canvas.js';

interface Found extends Moments {
  readonly target: string;
}

/** The moments of recordings that drive the unit highest. */
export function TopMoments() {
  const { studio } = useRoom();
  const [found, setFound] = useState<Found | undefined>(undefined);
  const [state, setState] = useState('');
  const { target } = studio.form.value;
  const look = async (files: readonly File[] | 'shipped', wanted: Target) => {
    setState('Listening …');
    try {
      const onNews = ({ clips, total }: { clips: number; total: number }) =>
        setState(`Heard ${clips} of ${total} recordings`);
      const moments = await studio.client.start('scan', { files, target: wanted }, { onNews }).answer;
      setFound({ ...moments, target: showTarget(wanted) });
      setState('');
    } catch (error) {
      setState('');
      studio.fail(error);
    }
  };
  return (
    <RecordingsChoice
      label="Recordings"
      class="moments"
      disabled={!studio.model.value || state !== ''}
      onChoose={(files) => look(files, target)}
      before={
        <>
          <h3>What drives it in recordings</h3>
          <p class="note">Drop sound files or folders of them here, or choose files. They stay on your machine.</p>
        </>
      }
      after={
        <>
          <p role="status" class="note">
            {state}
          </p>
          {found && <FoundMoments found={found} />}
        </>
      }
    />
  );
}

function FoundMoments({ found: { target, seconds, top, skipped } }: { readonly found: Found }) {
  return (
    <>
      <p class="note">
        The highest moments of {target} in {seconds.toFixed(0)} s of sound.
      </p>
      <ol class="examples">
        {top.map((moment) => (
          <Moment key={`${moment.file}${moment.at}`} moment={moment} />
        ))}
      </ol>
      {skipped.length > 0 && <p class="note">Not heard: {skipped.slice(0, 5).join('; ')}</p>}
    </>
  );
}

function Moment({ moment: { file, at, value, shown, curve } }: { readonly moment: ShownMoment }) {
  const { player } = useRoom();
  return (
    <li>
      <SpectrogramCanvas shown={shown} />
      <SmallCurve curve={curve} seconds={shown.seconds} label="Activation over the moment" />
      <div class="row">
        <button
          type="button"
          class="hear"
          onClick={() => {
            player.hear(shown);
            player.on();
          }}
        >
          Hear
        </button>
        <span>
          {value.toPrecision(3)} · {file} at {at.toFixed(2)} s
        </span>
      </div>
    </li>
  );
}
