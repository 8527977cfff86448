/** Shares of a pixel in each direction at which a disc can stand. */
export const STEPS = 4;

/** The pixels that a disc covers, at each share of a pixel: by `STEPS` · the share down + the share across. */
export interface Stamps {
  /** Pixels that it reaches from the one that its middle is in, at most. */
  readonly reach: number;
  readonly discs: readonly {
    /** Of each pixel, from the one that the middle is in, where a row has so many pixels as the surface. */
    readonly offsets: Int32Array;
    /** How much of it is covered, 1 to 256. */
    readonly covers: Int32Array;
  }[];
}

/**
 * A disc with a soft edge.
 * @param radius in pixels.
 * @param width pixels of a row of the surface.
 */
export function stampsOf(radius: number, width: number): Stamps {
  const reach = Math.ceil(radius + 0.5);
  const discs = Array.from({ length: STEPS * STEPS }, (_, at) => {
    const [dx, dy] = [((at % STEPS) + 0.5) / STEPS, (Math.floor(at / STEPS) + 0.5) / STEPS];
    const [offsets, covers]: [number[], number[]] = [[], []];
    for (let row = -reach; row <= reach; row++) {
      for (let column = -reach; column <= reach; column++) {
        const distance = Math.hypot(column + 0.5 - dx, row + 0.5 - dy);
        const cover = Math.round(256 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
        if (cover < 8) continue;
        offsets.push(row * width + column);
        covers.push(cover);
      }
    }
    return { offsets: Int32Array.from(offsets), covers: Int32Array.from(covers) };
  });
  return { reach, discs };
}
