import { expect, test } from 'vitest';
import { installFault } from './install-fault.js';

// Real faults are tried in tools/libtensorflow; these are the words of loaders that are not at hand there.
test.each([
  [
    'libcudnn.so.8: cannot open shared object file: No such file or directory',
    /^libcudnn\.so\.8 of CUDA is missing; install/,
  ],
  [
    'libstdc++.so.6: cannot open shared object file: No such file',
    /^libstdc\+\+\.so\.6 of the system is missing; install it$/,
  ],
  [
    "/lib/libc.so.6: version `GLIBC_2.38' not found (required by /a/deps/lib/libtensorflow.so.2)",
    /^libtensorflow\.so\.2 was built for a newer system \(GLIBC_2\.38\); take an older/,
  ],
  [
    'Error loading shared library libtensorflow.so.2: No such file (needed by x)',
    /^its shared object libtensorflow\.so\.2 is missing/,
  ],
  ['Error relocating /a/tfjs_binding.node: __memcpy_chk: symbol not found', /another system library \(glibc\)/],
  ["dlopen(a.node): tried: 'a.node' (mach-o file, but is an incompatible architecture)", /another machine/],
  [
    'The specified module could not be found.\n\\\\?\\C:\\tfjs_binding.node',
    /a library that its native part needs is missing/,
  ],
  ['something new\nwith a stack', /^something new$/],
])('%s', (message, sentence) => {
  expect(installFault(new Error(message), '@tensorflow/tfjs-node')).toMatch(sentence);
});
