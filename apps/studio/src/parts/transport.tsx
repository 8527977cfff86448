import { useRoom } from './context.js';

/** Play, pause, cancel; and the sound on or off. */
export function Transport() {
  const { studio, player } = useRoom();
  const { phase } = studio.run.value;
  const ready = studio.model.value !== undefined && studio.opening.value === undefined;
  const kept = studio.keptSteps.value;
  const begin = (resume: boolean) => {
    player.on();
    void studio.play({ resume });
  };
  const isOver = phase === 'idle' || phase === 'ended';
  return (
    <fieldset class="row transport">
      <legend class="unseen">Render</legend>
      {isOver && kept !== undefined && kept > 0 && (
        <button type="button" class="primary" disabled={!ready} onClick={() => begin(true)}>
          Go on from step {kept}
        </button>
      )}
      {isOver && (
        <button type="button" class="primary" disabled={!ready} onClick={() => begin(false)}>
          Play
        </button>
      )}
      {(phase === 'starting' || phase === 'climbing') && (
        <button type="button" class="primary" disabled={phase === 'starting'} onClick={studio.pause}>
          Pause
        </button>
      )}
      {phase === 'paused' && (
        <button type="button" class="primary" onClick={studio.goOn}>
          Resume
        </button>
      )}
      <button type="button" disabled={isOver} onClick={() => void studio.stop()}>
        Cancel
      </button>
      <button
        type="button"
        aria-pressed={player.sounding.value}
        onClick={() => (player.sounding.value ? player.off() : player.on())}
      >
        Sound
      </button>
      <label class="volume">
        <span>Volume</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={player.volume.value}
          onInput={(event) => player.setVolume(event.currentTarget.valueAsNumber)}
        />
      </label>
    </fieldset>
  );
}
