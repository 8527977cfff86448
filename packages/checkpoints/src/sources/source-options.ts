import type { DownloadProgress } from '../web/progress.js';

/** How a checkpoint's files are had. Those of the Hub matter for its ids only. */
export interface SourceOptions {
  /**
   * Whether the name is an id of the Hub and nothing else, for names that strangers give: no address is asked, and no folder of the
   * name is opened. False unless given.
   */
  readonly hubOnly?: boolean;
  /** Branch, tag or commit on the Hub; "main" unless given. A commit's whole hash is never looked up again. */
  readonly revision?: string;
  /** For private and gated models; `false` sends none; HF_TOKEN or huggingface_hub's token file unless given. */
  readonly token?: string | false;
  /** The Hub's address; HF_ENDPOINT or https://huggingface.co unless given. */
  readonly endpoint?: string;
  /** The Hub's cache; HF_HUB_CACHE or HF_HOME/hub or ~/.cache/huggingface/hub unless given. Not used in browsers. */
  readonly cacheDir?: string;
  /** Told while a file is downloaded: at its start and end, and at most ten times a second between. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Aborts loading: the promise rejects with the signal's reason, and what was downloaded is completed the next time. */
  readonly signal?: AbortSignal;
  /**
   * The most seconds that loading may take, from the first request to the last weight; six hours unless given, Infinity
   * for no limit. What was downloaded from the Hub until then is completed the next time.
   */
  readonly timeoutSeconds?: number;
}
