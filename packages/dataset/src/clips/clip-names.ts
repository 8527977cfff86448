import { InputError, show } from '@audiate/protocol';

/** The names of a corpus's clips, each of which stands for one clip: by its name a moment finds its sound again. */
export interface ClipNames {
  /**
   * @param place where the clip is named, for the message.
   * @throws InputError for a name that another clip has.
   */
  claim(name: string, place: string): void;
}

export function clipNames(): ClipNames {
  const places = new Map<string, string>();
  return {
    claim(name, place) {
      const there = places.get(name);
      if (there === undefined) {
        places.set(name, place);
        return;
      }
      const where = there === place ? `in ${place}` : `in ${there} and in ${place}`;
      throw new InputError(
        `${show(name)} comes twice, ${where}; name each clip once, as moments are told by these names`,
      );
    },
  };
}
