/// <reference types="vite/client" />
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import { env as envOfWebgpu } from 'onnxruntime-web/webgpu';

/** Tells TensorFlow.js and ONNX Runtime where this page serves their `.wasm` files, as a user's page does. */
export function serveRuntimes(): void {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  env.wasm.wasmPaths = { wasm };
}

/** Asks ONNX Runtime for compute threads on WebGPU, as a user's page may. */
export function askForThreads(count: number): void {
  envOfWebgpu.wasm.numThreads = count;
}
