import { afterEach, expect, test, vi } from 'vitest';
import { openMicrophone } from './microphone.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a page that may not ask for the microphone says why', async () => {
  vi.stubGlobal('isSecureContext', false);
  await expect(openMicrophone()).rejects.toThrow('browsers give the microphone to pages from https');
});

test('where its recorder does not load, the microphone is switched off', async () => {
  const [stop, close] = [vi.fn(), vi.fn()];
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [{ stop }] }) } });
  vi.stubGlobal(
    'AudioContext',
    class {
      audioWorklet = { addModule: async () => Promise.reject(new Error('not there')) };
      close = close;
    },
  );
  await expect(openMicrophone()).rejects.toThrow("the microphone can't be heard (not there)");
  expect(stop).toHaveBeenCalledOnce();
  expect(close).toHaveBeenCalledOnce();
});
