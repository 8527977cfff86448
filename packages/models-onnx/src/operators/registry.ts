import { binary } from './binary.js';
import { convs } from './conv.js';
import { transposes } from './conv-transpose.js';
import { einsums } from './einsum.js';
import { integerProducts } from './integer-products.js';
import { makes } from './make.js';
import { norms } from './norms.js';
import type { Operators } from './operator.js';
import { pads } from './pad.js';
import { picks } from './pick.js';
import { pools } from './pool.js';
import { products } from './products.js';
import { quantized } from './quantized.js';
import { recurrents } from './recurrent.js';
import { reductions } from './reductions.js';
import { reshapes } from './reshape.js';
import { resizes } from './resize.js';
import { scatters } from './scatter.js';
import { slices } from './slices.js';
import { sortings } from './sorting.js';
import { spectra } from './spectra.js';
import { unary } from './unary.js';

/** Every operator that is interpreted, by its name in ONNX's own domain. */
export const operators: Operators = {
  ...unary,
  ...binary,
  ...reshapes,
  ...slices,
  ...picks,
  ...makes,
  ...pads,
  ...products,
  ...convs,
  ...transposes,
  ...pools,
  ...norms,
  ...reductions,
  ...recurrents,
  ...resizes,
  ...quantized,
  ...einsums,
  ...integerProducts,
  ...spectra,
  ...sortings,
  ...scatters,
};
