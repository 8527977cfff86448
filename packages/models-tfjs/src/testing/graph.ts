import type { TfjsFiles } from '../index.js';

/** A node as model.json has it, written shortly. */
export interface Written {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

/** Numbers of a constant. */
export interface Constant {
  readonly data: readonly number[] | Float32Array;
  readonly shape: readonly number[];
  readonly dtype?: 'float32' | 'int32';
}

/** A GraphModel's files: an input "audio" of this shape, constants, and nodes. */
export function graphFiles(
  dims: readonly number[],
  constants: Readonly<Record<string, Constant>>,
  nodes: readonly Written[],
  outputs: Readonly<Record<string, string>>,
): TfjsFiles & { readonly model: { modelTopology: { node: Written[] }; weightsManifest: unknown[] } } {
  const parts = Object.values(constants).map(({ data, dtype }) =>
    dtype === 'int32' ? new Int32Array(data) : new Float32Array(data),
  );
  const bytes = Buffer.concat(parts.map((part) => new Uint8Array(part.buffer)));
  const shape = { shape: { dim: dims.map((size) => ({ size: String(size) })) } };
  const node = [
    { name: 'audio', op: 'Placeholder', input: [], attr: { dtype: { type: 'DT_FLOAT' }, shape } },
    ...Object.keys(constants).map((name) => ({ name, op: 'Const', input: [], attr: {} })),
    ...nodes.map(({ input = [], attr = {}, ...rest }) => ({ ...rest, input, attr })),
  ];
  const weights = Object.entries(constants).map(([name, { shape: own, dtype = 'float32' }]) => ({
    name,
    shape: own,
    dtype,
  }));
  return {
    model: {
      format: 'graph-model',
      modelTopology: { node, versions: {} },
      signature: {
        outputs: Object.fromEntries(Object.entries(outputs).map(([key, name]) => [key, { name: `${name}:0` }])),
      },
      weightsManifest: [{ paths: ['weights.bin'], weights }],
    } as never,
    weights: new Uint8Array(bytes),
  };
}

const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
const list = (values: readonly number[]) => ({ list: { i: values.map(String) } });

/** Attributes of a convolution along the third axis of NHWC. */
export const convolution = (stride: number, padding: 'SAME' | 'VALID', fused: readonly string[] = []) => ({
  strides: list([1, 1, stride, 1]),
  dilations: list([1, 1, 1, 1]),
  padding: text(padding),
  data_format: text('NHWC'),
  T: { type: 'DT_FLOAT' },
  ...(fused.length > 0 && {
    fused_ops: { list: { s: fused.map((step) => text(step).s) } },
    num_args: { i: '1' },
    epsilon: { f: 0 },
  }),
});

/** The attribute of a mirrored padding. */
export const mirrored = (mode: 'REFLECT' | 'SYMMETRIC') => ({ mode: text(mode) });

/** Masks of a strided slice that takes one element out. */
export const oneElement = {
  begin_mask: { i: '0' },
  end_mask: { i: '0' },
  ellipsis_mask: { i: '0' },
  new_axis_mask: { i: '0' },
  shrink_axis_mask: { i: '1' },
};
