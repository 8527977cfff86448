import { type Dictionary, loadDictionary } from '@audiate/sae';

/**
 * The embedded dictionary of `tiny`: a TopK autoencoder of 512 features, 12 of them on in a frame, on `encoder.2`.
 * `withDictionary(await tiny(), 'encoder.2', await tinyDictionary())` has them as the layer `encoder.2.features`. What it explains
 * and how pure its features are is told in the package's README.
 */
export async function tinyDictionary(): Promise<Dictionary> {
  const { features } = await import('#embedded/tiny-features');
  return loadDictionary(
    { 'cfg.json': features.config(), 'sae_weights.safetensors': features.weights() },
    { name: NAME },
  );
}

const NAME = 'tiny-features';
