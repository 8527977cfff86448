import { readModel } from '@audiate/models-onnx/internal/file/model';
import { constantsOf } from '@audiate/models-onnx/internal/graph/constants';
import { evaluatorOf } from '@audiate/models-onnx/internal/graph/evaluate';
import { buildProgram } from '@audiate/models-onnx/internal/graph/program';
import { createKeeper } from '@audiate/models-onnx/internal/graph/settings';
import { felt, type Known, known, tensorOf, type Value } from '@audiate/models-onnx/internal/values/value';
import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** A value as tools/onnx/node_cases.py writes it; infinities and NaN are texts. */
interface Numbers {
  readonly type: 'float' | 'int' | 'bool';
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/** One of the standard's cases. */
export interface NodeCase {
  readonly name: string;
  readonly op: string;
  readonly model: string;
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly outputs: Readonly<Record<string, Numbers>>;
}

/** A number as Python writes it. */
export const numberOf = (value: number | string): number =>
  typeof value === 'number' ? value : value === 'nan' ? Number.NaN : value === 'inf' ? Infinity : -Infinity;

/** What a case's outputs are here: its first input of floats depends on the sound where `isFed`, and all others are known. */
export function runNodeCase(
  { model, inputs, outputs }: NodeCase,
  isFed: boolean,
): Record<string, { shape: readonly number[]; data: number[] }> {
  installOps();
  const bytes = Uint8Array.from(Buffer.from(model, 'base64'));
  const { opset, graph } = readModel(bytes, 'the model');
  const keeper = createKeeper();
  const fed = isFed
    ? Object.keys(inputs)
        .filter((name) => inputs[name]!.type === 'float')
        .slice(0, 1)
    : [];
  const knownOf = ({ type, shape, data }: Numbers): Known => {
    const numbers = data.map(numberOf);
    return known(type, shape, type === 'float' ? Float32Array.from(numbers) : Float64Array.from(numbers));
  };
  const given = new Map(constantsOf(graph, keeper));
  for (const [name, numbers] of Object.entries(inputs)) if (!fed.includes(name)) given.set(name, knownOf(numbers));
  const found: Record<string, { shape: readonly number[]; data: number[] }> = {};
  tf.tidy(() => {
    const evaluate = evaluatorOf(buildProgram(graph, { opset, keeper, thing: 'the model', given, fed }));
    const sound = new Map<string, Value>(fed.map((name) => [name, felt(tensorOf(knownOf(inputs[name]!)))]));
    for (const [name, value] of evaluate({ fed: sound, wanted: Object.keys(outputs) })) {
      found[name] = { shape: value.shape, data: Array.from(value.known ? value.data : value.tensor.dataSync()) };
    }
  });
  keeper.free();
  return found;
}
