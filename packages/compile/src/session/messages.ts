import type { Numbers } from '../graph/graph.js';
import type { Fed } from './host.js';
import type { WebSettings } from './web-settings.js';

/** What a worker thread is asked; each with a number of its own, under which it answers. */
export type Request =
  | { readonly task: 'open'; readonly web?: WebSettings }
  | {
      /** Weights that travel beside a model, piece by piece before it: their whole size, and a piece of them. */
      readonly task: 'weights';
      readonly program: number;
      readonly location: string;
      readonly size: number;
      readonly begin: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly task: 'load';
      readonly program: number;
      readonly model: string | Uint8Array;
      readonly options: object;
    }
  | { readonly task: 'run'; readonly program: number; readonly feeds: Readonly<Record<string, Fed>> }
  | { readonly task: 'release'; readonly program: number };

/** What each task answers. */
export interface Answers {
  /** The runtime's version, and the execution providers that its binary knows, where it tells. */
  readonly open: { readonly version: string; readonly providers?: readonly string[] | undefined };
  readonly weights: undefined;
  readonly load: undefined;
  readonly run: Readonly<Record<string, Numbers>>;
  readonly release: undefined;
}

/** A request on its way. */
export type Call = Request & { readonly call: number };

/** Its answer, or what went wrong; or why nothing will be answered any more. */
export type Reply =
  | { readonly call: number; readonly answer: Answers[keyof Answers] }
  | { readonly call: number; readonly error: string }
  | { readonly lost: string };
