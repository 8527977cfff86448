import type { Sound } from '@audiate/protocol';
import { checkAudio, checkSampleRate } from '../check-audio.js';
import { buttonHtml, faultHtml, soundHtml, WAITING } from './element-html.js';
import { ELEMENT_STYLE } from './element-style.js';
import { forget, onceInView } from './in-view.js';
import { loadCard, loadSound } from './load-sound.js';
import { readCard, type ShownCard } from './read-card.js';
import { transport } from './transport.js';

/** A sound and what is known about it: what `resultCard(result, item)` of `@audiate/core` gives, or your own. */
export interface SoundCard extends ShownCard {
  /** At the model's scale: what is played is a levelled copy. */
  readonly audio: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
}

/** Where there is no page, the module loads all the same: sites render their pages in Node. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The element `<audiate-sound>`: spectrogram, waveform, player, facts and score curve of one sound.
 *
 * - `src` is the address of a WAV file, `card-src` of a JSON file with `title`, `description`, `facts`, `curve`; or the
 *   property {@link AudiateSound.card} holds all of it.
 * - `label` names the sound for a screen reader where there is no title. `compact` shows a button only.
 * - What stands inside the element (a picture, an `<audio>`) is shown until the sound comes near the window, and where
 *   scripts do not run or the file does not load.
 *
 * Sounds load when they come near the window, and are drawn one after another; those with `compact` load when they are
 * played. What is played is a copy for listening, as on audiate's pages; one sound plays at a time. Loads nothing but the
 * files named, and reads at most 64 MiB of sound and 1 MiB of JSON. A fault is told in place of the sound.
 */
export class AudiateSound extends Base {
  static readonly observedAttributes: readonly string[] = ['src', 'card-src', 'label', 'compact'];

  #card: SoundCard | undefined;
  #stop: () => void = () => {};
  /** Aborted once something else is asked for, or the element has left: what loads too late is dropped. */
  #asked = new AbortController();

  /** The sound and its card, in place of files; undefined for those that `src` and `card-src` name. */
  get card(): SoundCard | undefined {
    return this.#card;
  }

  /** @throws InputError for audio that is empty or not finite, a sample rate that is not one, or text that is not a card's. */
  set card(card: SoundCard | undefined) {
    this.#card = card && {
      ...readCard(card),
      audio: checkAudio(card.audio),
      sampleRate: checkSampleRate(card.sampleRate),
    };
    this.#begin();
  }

  connectedCallback(): void {
    this.#begin();
    if (Object.hasOwn(this, 'card')) this.#takeUp();
  }

  disconnectedCallback(): void {
    this.#asked.abort();
    this.#stop();
    forget(this);
  }

  attributeChangedCallback(): void {
    this.#begin();
  }

  /** A card that was given before the element was defined hides the property of the class. */
  #takeUp(): void {
    const { card } = this;
    Reflect.deleteProperty(this, 'card');
    try {
      this.card = card;
    } catch (error) {
      this.#fail(this.#asked.signal, error);
    }
  }

  #begin(): void {
    if (!this.isConnected) return;
    this.#stop();
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const root = this.shadowRoot ?? styled(this.attachShadow({ mode: 'open' }));
    if (!this.#card && !this.hasAttribute('src')) {
      root.innerHTML = '<slot></slot>';
      return;
    }
    const fail = (error: unknown) => this.#fail(signal, error);
    if (this.hasAttribute('compact')) {
      const name = this.#name({});
      root.innerHTML = buttonHtml(name);
      this.#stop = transport(root, name, { sound: () => this.#sound(signal), fail });
      return;
    }
    root.innerHTML = WAITING;
    onceInView(this, () => this.#load(root, signal).catch((error) => () => fail(error)));
  }

  /** Loads sound and card; the answer draws them. */
  async #load(root: ShadowRoot, signal: AbortSignal): Promise<() => void> {
    const cardAddress = this.getAttribute('card-src');
    const [sound, card] = await Promise.all([
      this.#sound(signal),
      this.#card ?? (cardAddress === null ? {} : loadCard(cardAddress, signal)),
    ]);
    return () => {
      if (signal.aborted) return;
      const fail = (error: unknown) => this.#fail(signal, error);
      try {
        const name = this.#name(card);
        root.innerHTML = soundHtml(sound, card, name);
        this.#stop = transport(root, name, { sound: async () => sound, fail });
      } catch (error) {
        fail(error);
      }
    };
  }

  #name({ title }: ShownCard): string {
    return this.getAttribute('label') ?? title ?? 'the sound';
  }

  async #sound(signal: AbortSignal): Promise<Sound> {
    if (this.#card) return { samples: this.#card.audio, sampleRate: this.#card.sampleRate };
    return loadSound(this.getAttribute('src')!, signal);
  }

  #fail(signal: AbortSignal, error: unknown): void {
    if (signal.aborted) return;
    this.shadowRoot!.innerHTML = faultHtml(error instanceof Error ? error.message : String(error));
  }
}

function styled(root: ShadowRoot): ShadowRoot {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ELEMENT_STYLE);
  root.adoptedStyleSheets = [sheet];
  return root;
}
