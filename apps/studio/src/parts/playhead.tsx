import { useEffect, useRef } from 'preact/hooks';
import { useRoom } from './context.js';

/** Where in the loop the ear is. */
export function Playhead() {
  const { player } = useRoom();
  const line = useRef<HTMLDivElement>(null);
  const { value: sounding } = player.sounding;
  useEffect(() => {
    if (!sounding) return;
    let frame = 0;
    const move = () => {
      const share = player.position();
      if (line.current) line.current.style.transform = `translateX(${100 * (share ?? 0)}%)`;
      frame = requestAnimationFrame(move);
    };
    move();
    return () => cancelAnimationFrame(frame);
  }, [player, sounding]);
  return <div ref={line} class="playhead" hidden={!sounding} />;
}
