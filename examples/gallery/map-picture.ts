/** One layer's strip of the map: how strongly each group is on in each frame, `[groups][frames]`, 0 … 1. */
export interface Strip {
  readonly layer: string;
  readonly groups: readonly (readonly number[])[];
}

/** The colours of Okabe and Ito that differ to every eye: blue, vermilion, green. */
const COLORS = ['#0072b2', '#d55e00', '#009e73'] as const;
const CELL = { width: 16, height: 14 };
const LEFT = 120;
const TOP = 70;
const GAP = 12;
const FRAME_SECONDS = 0.02;

/** An SVG: layers from the input upwards, time to the right, the groups of a layer as lines of one colour each. */
export function mapPicture(strips: readonly Strip[], tokens: readonly (string | undefined)[], title: string): string {
  const tall = strips[0]!.groups.length * CELL.height + GAP;
  const width = LEFT + tokens.length * CELL.width + 20;
  const height = TOP + strips.length * tall + 36;
  const text = (x: number, y: number, content: string, more = '') => `<text x="${x}" y="${y}"${more}>${content}</text>`;
  const middle = ' text-anchor="middle"';
  const cells = [...strips].reverse().flatMap(({ layer, groups }, row) => {
    const y = TOP + row * tall;
    const label = text(LEFT - 8, y + tall / 2, layer, ' text-anchor="end"');
    const lines = groups.flatMap((frames, group) =>
      frames.map((strength, frame) => {
        const box = `x="${LEFT + frame * CELL.width}" y="${y + group * CELL.height}"`;
        const look = `fill="${COLORS[group % COLORS.length]}" fill-opacity="${strength.toFixed(2)}"`;
        return `<rect ${box} width="${CELL.width}" height="${CELL.height - 1}" ${look}/>`;
      }),
    );
    return [label, ...lines];
  });
  const said = tokens.map((token, frame) =>
    token ? text(LEFT + (frame + 0.5) * CELL.width, TOP - 10, token, middle) : '',
  );
  const marks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((seconds) =>
    text(LEFT + (seconds / FRAME_SECONDS) * CELL.width, height - 16, `${seconds} s`, middle),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(LEFT, 24, title, ' font-weight="bold" font-size="15"'),
    ...[...said, ...cells, ...marks].filter(Boolean),
    '</svg>\n',
  ].join('\n');
}
