import { InputError, show, type Value, type Values } from '@audiate/protocol';
import { finiteNumbers } from './all-finite.js';

/** @throws InputError unless a thing of a state fits its rule. */
export function expect(fits: boolean, thing: string, rule: string, got: unknown): asserts fits {
  if (fits) return;
  throw new InputError(
    `the state to resume is damaged or of another render: its ${thing} must ${rule}, got ${show(got)}; pass result.state as it was`,
  );
}

/** Whether it is an object with names. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from 0 to `max`; returns it. */
export function expectWhole(thing: string, value: number, max: number): number {
  expect(Number.isInteger(value) && value >= 0 && value <= max, thing, `be a whole number from 0 to ${max}`, value);
  return value;
}

/** A number, NaN and infinity included. */
export function expectNumber(thing: string, value: number): void {
  expect(typeof value === 'number', thing, 'be a number', value);
}

/** A list of so many. */
export function expectLength(thing: string, list: readonly unknown[], length: number): void {
  expect(Array.isArray(list), thing, `be a list of ${length}`, list);
  expect(list.length === length, thing, `be a list of ${length}`, list);
}

/** An object with exactly these names. */
export function expectNames(thing: string, record: unknown, names: readonly string[]): void {
  const wanted = `hold exactly ${names.length > 0 ? names.map((name) => show(name)).join(', ') : 'nothing'}`;
  expect(isRecord(record), thing, wanted, record);
  const held = Object.keys(record);
  expect(held.length === names.length && names.every((name) => Object.hasOwn(record, name)), thing, wanted, held);
}

/** By its name: one from another realm, such as a frame or a worker, is no instance of this realm's class. */
export function expectFloats(
  thing: string,
  data: Float32Array,
  { length, finite = true }: { readonly length: number; readonly finite?: boolean },
): void {
  const isFloats = Object.prototype.toString.call(data) === '[object Float32Array]' && data.length === length;
  const fits = isFloats && (!finite || finiteNumbers(data));
  expect(fits, thing, `be a Float32Array of ${length} ${finite ? 'finite ' : ''}numbers`, data);
}

/** Arrays with the names and shapes of others. */
export function expectValues(thing: string, values: Values | undefined, like: Values): void {
  expectNames(thing, values, Object.keys(like));
  for (const [name, { shape }] of Object.entries(like)) {
    const saved = values![name];
    const wanted = `have the shape [${shape}]`;
    expect(
      Array.isArray(saved?.shape) && saved.shape.join() === shape.join(),
      `${thing}.${name}`,
      wanted,
      saved?.shape,
    );
  }
  expectArrays(thing, values);
}

/** Arrays whose data is as long as their shape says. */
export function expectArrays(thing: string, values: Values | undefined): void {
  expect(isRecord(values), thing, 'hold arrays by name', values);
  for (const [name, value] of Object.entries(values as Record<string, Value>)) {
    const shape = value?.shape;
    expect(Array.isArray(shape) && shape.every(Number.isInteger), `${thing}.${name}`, 'have a shape', shape);
    const size = shape.reduce((product, extent) => product * extent, 1);
    expectFloats(`${thing}.${name}.data`, value.data, { length: size });
  }
}
