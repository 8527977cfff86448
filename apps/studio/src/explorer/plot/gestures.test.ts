import { expect, test } from 'vitest';
import { gestures } from './gestures.js';
import type { Spot } from './view.js';

/** What a canvas tells of a pointer that moves as the events say. */
function told() {
  const canvas = Object.assign(new EventTarget(), {
    setPointerCapture() {},
    getBoundingClientRect: () => ({ left: 100, top: 50 }),
  });
  const hovered: (Spot | undefined)[] = [];
  const clicked: Spot[] = [];
  let looks = 0;
  gestures(canvas as never, {
    view: () => ({ x: 0.5, y: 0.5, scale: 100 }),
    size: () => ({ width: 300, height: 200 }),
    look: () => looks++,
    hover: (spot) => hovered.push(spot),
    click: (spot) => clicked.push(spot),
  });
  const send = (type: string, [left, top]: readonly [number, number], more: object = {}) => {
    const event = { button: 0, pointerId: 1, pointerType: 'mouse', clientX: left + 100, clientY: top + 50, ...more };
    canvas.dispatchEvent(Object.assign(new Event(type), event));
  };
  return { send, hovered, clicked, looks: () => looks };
}

test('nothing is hovered while one drags, and where the button comes up is', () => {
  const { send, hovered, clicked, looks } = told();
  send('pointermove', [10, 10]);
  expect(hovered).toEqual([{ left: 10, top: 10 }]);
  send('pointerdown', [10, 10]);
  send('pointermove', [40, 10]);
  expect(hovered.at(-1)).toBeUndefined();
  send('pointermove', [70, 20]);
  expect([hovered.at(-1), looks()]).toEqual([undefined, 2]);
  send('pointerup', [70, 20]);
  expect([hovered.at(-1), clicked]).toEqual([{ left: 70, top: 20 }, []]);
});

test('a click leaves what is hovered as it is', () => {
  const { send, hovered, clicked, looks } = told();
  send('pointermove', [10, 10]);
  send('pointerdown', [10, 10]);
  send('pointermove', [11, 10]);
  send('pointerup', [11, 10]);
  expect([hovered.includes(undefined), clicked, looks()]).toEqual([false, [{ left: 11, top: 10 }], 0]);
});

test('a finger taps and hovers nowhere, and a drag that is taken away hovers nothing', () => {
  const finger = { pointerType: 'touch' };
  const { send, hovered, clicked } = told();
  send('pointerdown', [10, 10], finger);
  send('pointerup', [10, 10], finger);
  expect([hovered, clicked.length]).toEqual([[], 1]);
  send('pointerdown', [10, 10]);
  send('pointermove', [60, 10]);
  send('pointercancel', [0, 0]);
  expect([hovered, clicked.length]).toEqual([[undefined], 1]);
});
