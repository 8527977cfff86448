import { type OperatorCase, some } from '../operator-case.js';

const one = (number: number) => ({ type: 'int64' as const, shape: [], data: [number] });

/** Spectra by settings of torch.stft, and transforms along an axis. */
export const spectra: readonly OperatorCase[] = [
  {
    name: 'STFT',
    op: 'STFT',
    shape: [2, 23],
    rest: ['hop', 'window'],
    constants: { hop: one(5), window: some([8]) },
  },
  {
    name: 'STFT of all bins, without a window',
    op: 'STFT',
    shape: [1, 19, 1],
    attributes: { onesided: 0 },
    rest: ['hop', '', 'length'],
    constants: { hop: one(3), length: one(7) },
  },
  { name: 'DFT', op: 'DFT', shape: [2, 7, 1], attributes: { axis: 1, onesided: 1 } },
  {
    name: 'DFT of complex numbers, with zeros behind',
    op: 'DFT',
    shape: [2, 6, 2],
    attributes: { axis: 1 },
    rest: ['length'],
    constants: { length: one(8) },
  },
  {
    name: 'DFT, inverse, cut',
    op: 'DFT',
    shape: [6, 3, 2],
    opset: 20,
    attributes: { inverse: 1 },
    rest: ['length', 'axis'],
    constants: { length: one(5), axis: one(0) },
  },
];
