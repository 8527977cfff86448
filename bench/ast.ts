// A step (value and gradient of a unit) on four blocks of AST's size with random weights, a sound of one second, heard alone and in
// AST's own 10.24 seconds: the compiled engine, and PyTorch with the same weights. `npm run bench:ast -- [threads]`
import { loadAst } from '@audiate/models-ast';
import { printEncoderSteps } from './encoder-step.ts';

await printEncoderSteps({ title: "AST's size", script: 'torch_ast.py', windows: ['sound', 10.24], load: loadAst });
