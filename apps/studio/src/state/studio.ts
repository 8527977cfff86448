import type { EngineReport } from '@audiate/core';
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { keptState } from '../kept/kept-state.js';
import type { Client } from '../protocol/client.js';
import type { Heard } from '../protocol/evidence.js';
import type { ModelFacts, ModelSource } from '../protocol/model.js';
import type { Rendered } from '../protocol/rendered.js';
import { type Climb, climbing } from './climb.js';
import type { Ears } from './ears.js';
import { type Evaluating, evaluating } from './evaluating.js';
import { fitTarget } from './fit-target.js';
import type { Form } from './form.js';
import { formToHash } from './form-url.js';
import { type Opening, openings } from './openings.js';
import type { Place, Places } from './places.js';
import { isUnderWay, NO_RUN, type Run } from './run.js';
import { sourceOf } from './source-of.js';

/** All that the page shows, and what can be done. */
export interface Studio extends Omit<Climb, 'play'>, Evaluating {
  readonly client: Client;
  readonly places: Places;
  /** What the page calls the model that its program was started with; undefined where there is none. */
  readonly named?: string;
  readonly form: Signal<Form>;
  readonly model: ReadonlySignal<ModelFacts | undefined>;
  readonly opening: ReadonlySignal<Opening | undefined>;
  readonly run: ReadonlySignal<Run>;
  /** What runs the model, and why others do not; undefined until the engine has started. */
  readonly engine: ReadonlySignal<EngineReport | undefined>;
  /** What the model hears in the sound that has formed; undefined until then. */
  readonly heard: ReadonlySignal<Heard | undefined>;
  /** What went wrong, in a sentence; undefined when all is well. */
  readonly fault: Signal<string | undefined>;
  /** Steps that were kept of the form's render before the page was closed; undefined where there are none. */
  readonly keptSteps: ReadonlySignal<number | undefined>;
  /** Sounds that the reader keeps, to compare them. */
  readonly keptSounds: Signal<readonly Rendered[]>;
  change(part: Partial<Form>): void;
  /** Opens a model: in the place of now, or in another, which then does what is asked; where that fails all stays as it was. */
  open(source: ModelSource, name: string, place?: Place): Promise<void>;
  /** Opens the model in another place, which then does what is asked. */
  moveTo(place: Place): Promise<void>;
  /** Climbs what the form asks for; with `resume` from where it was kept. */
  play(options?: { readonly resume: boolean }): Promise<void>;
  /** Tells the reader what went wrong. */
  fail(error: unknown): void;
}

/** What a studio works with. */
export interface Around {
  readonly places: Places;
  readonly ears: Ears;
  readonly named?: string | undefined;
}

/** A studio whose tasks are done in one of the places. */
export function createStudio({ places, ears, named }: Around, start: Form): Studio {
  const { client } = places;
  const form = signal(start);
  const model = signal<ModelFacts | undefined>(undefined);
  const run = signal<Run>(NO_RUN);
  const engine = signal<EngineReport | undefined>(undefined);
  const heard = signal<Heard | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  const keptSteps = signal<number | undefined>(undefined);
  const fail = (error: unknown) => {
    fault.value = error instanceof Error ? error.message : String(error);
  };
  const climb = climbing({ client, run, ears, fail });
  const evaluator = evaluating({ client, run, fail });

  effect(() => {
    const hash = `#${formToHash(form.value)}`;
    if (location.hash !== hash) history.replaceState(null, '', hash);
  });
  effect(() => {
    const asked = formToHash(form.value);
    if (isUnderWay(run.value) || run.value.rendered) {
      keptSteps.value = undefined;
      return;
    }
    void keptState().then((kept) => {
      keptSteps.value = kept?.form === asked ? kept.state.step : undefined;
    });
  });
  const warm = async () => {
    const { engine: asked } = form.value;
    engine.value = undefined;
    engine.value = await client.start('warm', { engine: asked }).answer;
  };
  const { opening, opened, open } = openings({
    places,
    async stop() {
      await climb.stop();
      fault.value = undefined;
    },
    show({ name }, facts) {
      model.value = facts;
      run.value = NO_RUN;
      heard.value = undefined;
      form.value = { ...form.value, model: name, target: fitTarget(form.value.target, facts) };
    },
    warm,
    fail,
  });
  const studio: Studio = {
    ...climb,
    ...evaluator,
    client,
    places,
    ...(named !== undefined && { named }),
    form,
    model,
    opening,
    run,
    engine,
    heard,
    fault,
    keptSteps,
    keptSounds: signal<readonly Rendered[]>([]),
    fail,
    change(part) {
      form.value = { ...form.value, ...part };
      if (part.engine && model.value && !isUnderWay(run.value)) void warm().catch(fail);
    },
    open: (source, name, place = places.now.value) => open({ source, name }, place),
    async moveTo(place) {
      if (place === places.now.value) return;
      const { model: name } = form.value;
      const source = opened() && (sourceOf(name, place === 'machine' ? named : undefined) ?? opened()?.source);
      if (source?.kind === 'named' && place === 'page') {
        return fail(
          `${name.replace('file:', '')} lies where audiate studio runs; drop its files to open it in the page`,
        );
      }
      if (source) await studio.open(source, name, place);
      else places.move(place);
    },
    async play(options) {
      if (!model.value) return;
      fault.value = undefined;
      heard.value = undefined;
      const kept = options?.resume ? await keptState() : undefined;
      await climb.play(form.value, kept);
      const { rendered } = run.value;
      if (!rendered) return;
      engine.value = rendered.engine;
      const { audio, form: made } = rendered;
      const found = await client.start('hear', { audio, target: made.target }).answer.catch(fail);
      if (run.value.rendered === rendered) heard.value = found ?? undefined;
    },
  };
  return studio;
}
