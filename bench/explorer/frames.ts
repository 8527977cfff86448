/**
 * Run in the page: makes a gesture on the map, a step a frame. Returns the ms from frame to frame, and those that the page's thread
 * was busy with each: from the frame's beginning until it has painted. Its text is sent.
 */
export const FRAMES = `async (gesture, count) => {
  const canvas = document.querySelector('.canvas canvas');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const send = (type, x, y, more = {}) => {
    const Kind = type === 'wheel' ? WheelEvent : PointerEvent;
    const at = { clientX: left + x, clientY: top + y, pointerId: 1, bubbles: true, cancelable: true };
    canvas.dispatchEvent(new Kind(type, { ...at, ...more }));
  };
  const frame = () => new Promise(requestAnimationFrame);
  const channel = new MessageChannel();
  const painted = () => new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(0);
  });
  const [times, busy] = [[], []];
  if (gesture === 'drag') send('pointerdown', width / 2, height / 2, { button: 0 });
  let before = await frame();
  for (let i = 0; i < count; i++) {
    const [x, y] = [width * (0.5 + 0.3 * Math.cos(i / 9)), height * (0.5 + 0.3 * Math.sin(i / 7))];
    if (gesture === 'zoom') send('wheel', x, y, { deltaY: Math.floor(i / 40) % 2 ? 40 : -40 });
    else send('pointermove', x, y);
    const now = await frame();
    times.push(now - before);
    before = now;
    await painted();
    busy.push(performance.now() - now);
  }
  if (gesture === 'drag') send('pointerup', width / 2, height / 2);
  return { times, busy };
}`;
