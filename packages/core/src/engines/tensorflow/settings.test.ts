import { describe, expect, test } from 'vitest';
import { render } from '../../render/render.js';
import { toy } from '../../testing/toy-render.js';
import { checkAsLoaded, deviceOf } from './loaded.js';
import { type TensorflowSettings, variablesFor } from './settings.js';

const asked = (settings: Omit<TensorflowSettings, 'name'>): TensorflowSettings => ({ name: 'tensorflow', ...settings });

describe('variables of the environment', () => {
  test('memory grows and the greeting is left out, unless the user has said otherwise', () => {
    expect(variablesFor(asked({}), {})).toEqual({ TF_FORCE_GPU_ALLOW_GROWTH: 'true', TF_CPP_MIN_LOG_LEVEL: '1' });
    const said = { TF_FORCE_GPU_ALLOW_GROWTH: 'false', TF_CPP_MIN_LOG_LEVEL: '0' };
    expect(variablesFor(asked({}), said)).toEqual(said);
    expect(variablesFor(asked({ memoryGrowth: false }), {}).TF_FORCE_GPU_ALLOW_GROWTH).toBe('false');
    expect(variablesFor(asked({ memoryGrowth: true }), said).TF_FORCE_GPU_ALLOW_GROWTH).toBe('true');
  });

  test('a device counts those that are visible', () => {
    const visible = (device: 'cpu' | `gpu:${number}`, present?: string) =>
      variablesFor(asked({ device }), { CUDA_VISIBLE_DEVICES: present }).CUDA_VISIBLE_DEVICES;
    expect([visible('gpu:1'), visible('cpu'), visible('cpu', '3')]).toEqual(['1', '-1', '-1']);
    expect([visible('gpu:0', '3,5'), visible('gpu:1', '3, GPU-8a')]).toEqual(['3', 'GPU-8a']);
    expect(() => visible('gpu:2', '3,5')).toThrow('there is no gpu:2: CUDA_VISIBLE_DEVICES is "3,5"');
    expect(() => visible('gpu:0', '')).toThrow('there is no gpu:0: CUDA_VISIBLE_DEVICES is ""');
  });
});

test.each([
  [{ device: 'gpu' }, /device of engine must be 'cpu' or such as 'gpu:0', got "gpu"/],
  [{ device: ['gpu:0'] }, /device of engine must be 'cpu' or such as 'gpu:0'/],
  [{ device: 'gpu:00' }, /device of engine must be/],
  [{ memoryGrowth: 'yes' }, /memoryGrowth of engine must be true or false, got "yes"/],
  [{ devise: 'cpu' }, /unknown setting of engine "tensorflow" "devise"; choose from name, device, memoryGrowth/],
])('%o is refused before anything is loaded', async (settings, sentence) => {
  const engine = { name: 'tensorflow', ...settings } as never;
  await expect(render(toy.model, toy.objective, { ...toy.options, engine })).rejects.toThrow(sentence);
});

describe('a second start', () => {
  const onCpu = { settings: asked({}), onGpu: false };
  const onGpu = { settings: asked({ device: 'gpu:1' }), onGpu: true };
  const byUser = { settings: undefined, onGpu: true };
  const absent = { settings: asked({ device: 'gpu:5' }), onGpu: false };

  test('goes on where it asks for nothing else', () => {
    for (const loaded of [onCpu, onGpu, byUser, absent]) expect(() => checkAsLoaded(asked({}), loaded)).not.toThrow();
    expect(() => checkAsLoaded(asked({ device: 'cpu' }), onCpu)).not.toThrow();
    expect(() => checkAsLoaded(asked({ device: 'gpu:1', memoryGrowth: true }), onGpu)).not.toThrow();
    expect(() => checkAsLoaded(asked({ device: 'gpu:0' }), byUser)).not.toThrow();
    expect([onCpu, onGpu, byUser, absent].map(deviceOf)).toEqual(['cpu', 'gpu:1', 'gpu:0', 'cpu']);
  });

  test.each([
    [{ device: 'gpu:0' }, onCpu, 'there is no gpu:0: TensorFlow finds no GPU'],
    [{ device: 'gpu:5' }, absent, 'there is no gpu:5: TensorFlow finds no GPU'],
    [{ device: 'gpu:0' }, absent, 'loaded for gpu:5, which is not there, and stays so; ask for gpu:0 in a new process'],
    [{ device: 'cpu' }, onGpu, 'TensorFlow was loaded on gpu:1 and stays so; ask for cpu in a new process'],
    [
      { memoryGrowth: false },
      onGpu,
      'with memoryGrowth true and stays so; ask for memoryGrowth false in a new process',
    ],
    [{ memoryGrowth: true }, byUser, 'TensorFlow was loaded by an import of its package and stays so'],
  ] as const)('%o is refused where it is not so', (settings, loaded, sentence) => {
    expect(() => checkAsLoaded(asked(settings), loaded)).toThrow(sentence);
  });
});
