import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Player } from '../sound/player.js';
import type { Listening } from '../state/listening.js';
import type { Studio } from '../state/studio.js';

/** What every part of the page can reach. */
export interface Room {
  readonly studio: Studio;
  readonly player: Player;
  readonly listening: Listening;
}

const Context = createContext<Room | undefined>(undefined);

export const RoomProvider = Context.Provider;

/** The studio, the player and the microphone. */
export function useRoom(): Room {
  return useContext(Context)!;
}
