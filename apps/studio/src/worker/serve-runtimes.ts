import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Tells TensorFlow.js where the studio keeps its `.wasm` files; those of onnxruntime-web are found by the bundler. */
export function serveRuntimes(): void {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Not asked for: in pages audiate takes no threads of it.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
}
