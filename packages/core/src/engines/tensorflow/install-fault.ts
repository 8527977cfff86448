/**
 * Why `@tensorflow/tfjs-node` or its GPU build does not load, in one sentence that says what to do. Known faults: install
 * scripts that did not run, a shared object that is missing or made for another system library or machine.
 */
export function installFault(error: unknown, name: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const rebuild = `run npm rebuild ${name}`;
  const missing =
    /(\S+\.so\S*): cannot open shared object file/.exec(message)?.[1] ??
    /Error loading shared library (\S+?):/.exec(message)?.[1];
  const needed = /version [`'](GLIBC\w*_[\d.]+)' not found(?: \(required by \S*?(libtensorflow\S*)\))?/.exec(message);
  if (/tfjs_binding\.node\) can not be found/.test(message)) {
    return `its native part is missing, as where install scripts are ignored; ${rebuild}`;
  }
  if (missing && /^lib(cu|nv)/.test(missing)) return `${missing} of CUDA is missing; install the CUDA that it names`;
  if (missing?.startsWith('libtensorflow')) return `its shared object ${missing} is missing; ${rebuild}`;
  if (missing) return `${missing} of the system is missing; install it`;
  if (needed?.[2]) return `${needed[2]} was built for a newer system (${needed[1]}); take an older libtensorflow`;
  if (needed) return `it was built for a newer system library (${needed[1]}); ${rebuild} --build-from-source`;
  if (/Error relocating|symbol not found/.test(message)) {
    return 'its native part was built for another system library (glibc); run on a Linux with glibc';
  }
  if (
    /invalid ELF header|file too short|wrong ELF class|not a mach-o|incompatible architecture|not a valid Win32/i.test(
      message,
    )
  ) {
    return `its native part was built for another machine; ${rebuild}`;
  }
  if (/Library not loaded|specified module could not be found/i.test(message)) {
    return `a library that its native part needs is missing; ${rebuild}`;
  }
  return (message.split('\n')[0] ?? '').slice(0, 160);
}
