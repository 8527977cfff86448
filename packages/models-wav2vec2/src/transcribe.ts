import { InputError, listChoices, show } from '@audiate/protocol';

/** Options of {@link transcribe}. */
export interface TranscribeOptions {
  /** The token that separates and is never heard; `<pad>` or `[PAD]` unless given, whichever the vocabulary has. */
  readonly blank?: string;
  /** The token between words, written as a space; `|` unless given. */
  readonly wordDelimiter?: string;
  /** Tokens that are not written; `<s>`, `</s>`, `<unk>` and `[UNK]` unless given. transformers writes them: `[]` does so. */
  readonly leaveOut?: readonly string[];
}

const BLANKS = ['<pad>', '[PAD]'];
const SPECIAL = ['<s>', '</s>', '<unk>', '[UNK]'];

/**
 * Reads CTC logits greedily, a text for each item: the likeliest token of each frame, runs merged, blanks left out
 * (Graves et al. 2006, best path decoding), as transformers' Wav2Vec2CTCTokenizer decodes.
 * @param logits of a model with a CTC head, as `activations` of `@audiate/core` answers them, `[batch, frames, tokens]`.
 * @param vocabulary the model's: the token of each channel.
 * @throws InputError when logits and vocabulary are of different sizes, or the vocabulary lacks the blank.
 */
export function transcribe(
  logits: { readonly data: Float32Array; readonly shape: readonly number[] },
  vocabulary: readonly string[],
  options: TranscribeOptions = {},
): string[] {
  const { wordDelimiter = '|', leaveOut = SPECIAL } = options;
  const blank = options.blank ?? BLANKS.find((token) => vocabulary.includes(token)) ?? BLANKS[0]!;
  if (!vocabulary.includes(blank)) {
    throw new InputError(
      `the vocabulary has no blank ${show(blank)}; pass transcribe the one of its tokens that is: ${listChoices(vocabulary)}`,
    );
  }
  const [batch, frames, channels] = checkShape(logits, vocabulary);
  return Array.from({ length: batch }, (_, item) => {
    const heard = Array.from({ length: frames }, (_, frame) => {
      const start = (item * frames + frame) * channels;
      return vocabulary[likeliest(logits.data.subarray(start, start + channels))]!;
    });
    return heard
      .filter((token, i) => token !== heard[i - 1] && token !== blank && !leaveOut.includes(token))
      .map((token) => (token === wordDelimiter ? ' ' : token))
      .join('')
      .trim();
  });
}

function checkShape(
  { data, shape }: { readonly data: Float32Array; readonly shape: readonly number[] },
  { length }: readonly string[],
): readonly [batch: number, frames: number, channels: number] {
  const [batch = 0, frames = 0, channels = 0] = shape;
  if (shape.length === 3 && channels === length && data.length === batch * frames * channels) {
    return [batch, frames, channels];
  }
  throw new InputError(
    `transcribe takes logits of shape [batch, frames, ${length}], a channel for each token, got [${shape}]`,
  );
}

/** The first of the largest. */
function likeliest(row: Float32Array): number {
  return row.reduce((best, value, i) => (value > row[best]! ? i : best), 0);
}
