import type { LayerFacts } from '../protocol/model.js';
import { useRoom } from './context.js';
import { targetOf } from './target-of.js';

/** Units that are named. */
const COUNT = 8;

const USUAL = {
  speech: 'Units beyond 99.9 % of the frames of measured speech',
  microphone: 'Units more than three deviations beyond what this microphone has said so far',
} as const;

/** Speak, and see which units of the layer fire beyond what is usual; click one to hear what it wants. */
export function MicrophoneBox({ layer }: { readonly layer: LayerFacts }) {
  const { studio, listening } = useRoom();
  const firing = listening.firing.value;
  const model = studio.model.value!;
  const beyond = [...(firing?.excess ?? [])]
    .map((excess, unit) => ({ excess, unit }))
    .filter(({ excess }) => excess > 1)
    .sort((a, b) => b.excess - a.excess)
    .slice(0, COUNT);
  return (
    <div class="microphone">
      <button
        type="button"
        aria-pressed={listening.on.value}
        onClick={() => (listening.on.value ? listening.stop() : void listening.start())}
      >
        Microphone
      </button>
      {listening.on.value && (
        <>
          <p class="note">
            {firing ? `${USUAL[firing.usual]}${beyond.length > 0 ? ':' : ': none now.'}` : 'Listening …'}
          </p>
          <div class="row firing">
            {beyond.map(({ unit, excess }) => (
              <button type="button" key={unit} onClick={() => studio.change({ target: targetOf(model, layer, unit) })}>
                {layer.vocabulary?.[unit] ?? unit} <small>{excess.toFixed(1)}×</small>
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
