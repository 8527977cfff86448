import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeWav } from './decode.js';
import { describeFile } from './describe-file.js';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

test.each([
  ['aiff', 'AIFF'],
  ['au', 'AU'],
  ['caf', 'CAF'],
  ['flac', 'FLAC'],
  ['m4a', 'M4A (MPEG-4 audio)'],
  ['mp3', 'MP3'],
  ['ogg', 'Ogg Vorbis'],
  ['opus', 'Ogg Opus'],
  ['webm', 'WebM'],
])('names what ffmpeg wrote: .%s', (extension, name) => {
  const bytes = readFileSync(`fixtures/sound/wav/speech.${extension}`);
  expect(() => decodeWav(bytes)).toThrow(`this is ${name}, not WAV; convert it by ffmpeg -i in.${extension} out.wav`);
});

test.each([
  ['MP3 without a tag', [0xff, 0xfb, 0x90, 0x64], 'this is MP3'],
  ['AAC', [0xff, 0xf1, 0x50, 0x80], 'this is AAC'],
  ['layer II', [0xff, 0xfd, 0x94, 0x04], 'this is MPEG audio'],
  ['MP4', [0, 0, 0, 28, ...latin1('ftypisom')], 'this is MP4'],
  ['QuickTime', [0, 0, 0, 20, ...latin1('ftypqt  ')], 'this is QuickTime'],
  ['Matroska', [0x1a, 0x45, 0xdf, 0xa3, ...latin1('...B\x82\x88matroska')], 'this is Matroska'],
  ['AIFC', latin1('FORM....AIFC'), 'this is AIFF-C'],
  ['AVI', latin1('RIFF....AVI '), 'this is AVI'],
  ['SPHERE', latin1('NIST_1A\n   1024\n'), 'this is NIST SPHERE'],
  ['WMA', [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], 'this is Windows Media'],
  ['a pointer', latin1('version https://git-lfs.github.com/spec/v1\n'), 'get the file by git lfs pull'],
  ['a page', latin1('\n<!DOCTYPE html><html>'), 'this is a web page'],
  ['an archive', [0x1f, 0x8b, 8], 'this is a gzip archive'],
  ['an array', latin1('\x93NUMPY\x01'), 'this is a NumPy array'],
  ['FLAC behind a tag', [...latin1('ID3\x03\0\0\0\0\0\x04....'), ...latin1('fLaC')], 'this is FLAC'],
  ['AAC behind a tag', [...latin1('ID3\x03\0\0\0\0\0\x04....'), 0xff, 0xf1, 0x50, 0x80], 'this is AAC'],
  ['MP3 behind a tag', [...latin1('ID3\x03\0\0\0\0\0\x04....'), 0xff, 0xfb, 0x90, 0x64], 'this is MP3'],
  ['a tag alone', latin1('ID3\x03\0\0\0\0\0\x04....'), 'this is MP3'],
  ['a tag in a tag', latin1('ID3\x03\0\0\0\0\0\0ID3\x03\0\0\0\0\0\0'), 'this is MP3'],
  ['AC-3', [0x0b, 0x77, 1, 2], 'this is AC-3'],
  [
    'a transport stream',
    [...Array(3)].flatMap(() => [0x47, ...Array(187).fill(0)]),
    'this is an MPEG transport stream',
  ],
  ['Flash', latin1('FLV\x01\x05'), 'this is Flash video'],
  ['a page behind a byte order mark', latin1('\xef\xbb\xbf<!DOCTYPE html>'), 'this is a web page'],
  ['a page without a type', latin1('<head><title>Log in'), 'this is a web page'],
  ['JSON', latin1('{"error":"not found"}'), 'this is a text, not a sound: it begins with "{\\"error\\"'],
  ['a refusal', Buffer.from('Zugriff verweigert – bitte anmelden'), 'this is a text, not a sound'],
  ['a picture', [0xff, 0xd8, 0xff, 0xe0], 'this is a picture (JPEG)'],
  ['another RIFF', latin1('RIFF....WEBPVP8 '), 'this is RIFF of the form "WEBP"'],
  ['zeros', new Uint8Array(1000), 'the file holds zeros only'],
  ['nothing', [], 'the file is empty'],
])('names by content: %s', (_, bytes, message) => {
  expect(describeFile(Uint8Array.from(bytes))).toContain(message);
});

test('does not guess', () => {
  expect(describeFile(new Uint8Array(20))).toBeUndefined();
  expect(describeFile(Uint8Array.of(0xff, 0xfe, ...latin1('h\0e\0l\0l\0o\0')))).toBeUndefined();
  expect(describeFile(new Uint8Array(100).fill(255))).toBeUndefined();
});
