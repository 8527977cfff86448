import * as tf from '@tensorflow/tfjs';
import type { TfjsFiles } from '../index.js';

/** The files of a Keras model, its topology as JSON tells it. */
export async function savedFiles(model: tf.LayersModel): Promise<TfjsFiles & { readonly model: SavedModel }> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology, weightSpecs, weightData } = artifacts!;
  const json = {
    format: 'layers-model',
    modelTopology: JSON.parse(JSON.stringify(modelTopology)),
    weightsManifest: [{ paths: ['w.bin'], weights: weightSpecs! }],
  };
  return { model: json, weights: weightData as ArrayBuffer };
}

/** A model.json of a Keras model. */
export interface SavedModel {
  readonly format: string;
  readonly modelTopology: object;
  readonly weightsManifest: readonly object[];
}
