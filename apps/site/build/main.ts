// Builds the site into out/site: docs, its own pages, the API reference and the studio, which `npm run docs` and `npm run
// build:studio` have written.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vitepress';
import { anywhere } from './anywhere.ts';
import { drawPictures } from './draw-pictures.ts';
import { brokenLinks } from './links.ts';
import { root } from './pages.ts';
import { addStudio } from './studio.ts';

const site = join(root, 'out/site');
await rm(site, { recursive: true, force: true });
await drawPictures();
await build(join(root, 'apps/site'));
await anywhere(site);
await cp(join(root, 'apps/site/public'), site, { recursive: true });
await addStudio(site);
const broken = await brokenLinks(site);
if (broken.length > 0) throw new Error(`links of the site that lead nowhere:\n${broken.join('\n')}`);
console.log('out/site holds the site: serve this folder from any address');
