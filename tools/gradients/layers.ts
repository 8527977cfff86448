/** One layer of every kind that a Wav2Vec2 has, in a model that normalises before its blocks. */
export const LAYERS = [
  'conv.0',
  'conv.0.pre',
  'conv.3',
  'conv.3.pre',
  'projection',
  'encoder.input',
  'encoder.0',
  'encoder.0.attention',
  'encoder.0.ffn',
  'encoder.0.ffn.pre',
  'encoder.1',
  'encoder.norm',
  'logits',
] as const;
