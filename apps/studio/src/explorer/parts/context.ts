import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Explorer } from '../state/explorer.js';

const Context = createContext<Explorer | undefined>(undefined);

export const ExplorerProvider = Context.Provider;

/** All that the page knows and does. */
export function useExplorer(): Explorer {
  return useContext(Context)!;
}
