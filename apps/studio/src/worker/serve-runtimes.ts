import { env } from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Tells TensorFlow.js where the studio keeps its `.wasm` files; those of onnxruntime-web are found by the bundler. */
export function serveRuntimes(): void {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Not asked for, see below.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  // It starts its threads from the text of one of its functions, which does not run once a bundler has shortened its names.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}
