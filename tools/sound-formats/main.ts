// Makes fixtures/sound/formats from fixtures/sound/speech-44k-stereo-24.wav by ffmpeg, whose build needs libmp3lame,
// libvorbis and libopus: npx tsx tools/sound-formats/main.ts
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'fixtures/sound/speech-44k-stereo-24.wav');
const folder = join(root, 'fixtures/sound/formats');

const MONO_16K = '-ar 16000 -ac 1';
const FILES: Readonly<Record<string, string>> = {
  'stereo-44k.flac': '-c:a flac -sample_fmt s16',
  'mono-16k-24.flac': `${MONO_16K} -c:a flac -sample_fmt s32`,
  'mono-16k-flac.oga': `${MONO_16K} -c:a flac -sample_fmt s16 -f ogg`,
  'stereo-44k.mp3': '-c:a libmp3lame -b:a 96k',
  'mono-16k-without-length.mp3': `${MONO_16K} -c:a libmp3lame -b:a 32k -write_xing 0`,
  'stereo-44k.ogg': '-c:a libvorbis -q:a 2',
  'stereo-48k.opus': '-c:a libopus -b:a 48k',
  'mono-16k.opus': `${MONO_16K} -c:a libopus -b:a 24k`,
};

mkdirSync(folder, { recursive: true });
for (const [name, options] of Object.entries(FILES)) {
  const command = `-y -v error -i ${source} -map_metadata -1 -fflags +bitexact -flags:a +bitexact ${options}`;
  const { status, stderr } = spawnSync('ffmpeg', [...command.split(' '), join(folder, name)]);
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
}
