import { useRoom } from './context.js';

/** Play, pause, stop; and the sound on or off. */
export function Transport() {
  const { studio, player } = useRoom();
  const { phase } = studio.run.value;
  const ready = studio.model.value !== undefined && studio.opening.value === undefined;
  const begin = () => {
    player.on();
    void studio.play();
  };
  return (
    <fieldset class="row transport">
      <legend class="unseen">Render</legend>
      {(phase === 'idle' || phase === 'ended') && (
        <button type="button" class="primary" disabled={!ready} onClick={begin}>
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
      <button type="button" disabled={phase === 'idle' || phase === 'ended'} onClick={studio.stop}>
        Cancel
      </button>
      <button
        type="button"
        aria-pressed={player.sounding.value}
        onClick={() => (player.sounding.value ? player.off() : player.on())}
      >
        Sound
      </button>
      <label>
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
