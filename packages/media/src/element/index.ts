import { AudiateSound } from './audiate-sound.js';

export { AudiateSound, type SoundCard } from './audiate-sound.js';
export type { ShownCard } from './read-card.js';

// Registered once, whatever number of copies a page loads; nowhere but in a page.
if (globalThis.customElements && !customElements.get('audiate-sound')) {
  customElements.define('audiate-sound', AudiateSound);
}
