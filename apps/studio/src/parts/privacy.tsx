import { useRoom } from './context.js';

/** Where everything is computed. */
export function Privacy() {
  const isHere = useRoom().studio.places.now.value === 'page';
  return (
    <footer>
      {isHere
        ? 'Everything is computed in this page. Nothing leaves it but what you download.'
        : 'Everything is computed on this machine, by the program that serves the page. Nothing leaves the machine.'}
    </footer>
  );
}
