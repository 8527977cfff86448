import { readFileSync } from 'node:fs';
import { Converter } from 'typedoc';

/**
 * A plugin of typedoc: modules of the API reference have the names by which they are imported (`@audiate/core`), not
 * those of their files (`packages/core/src`).
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) {
      const [, folder, entry = ''] = /^packages\/([\w-]+)\/src(\/[\w-]+)?$/.exec(module.name) ?? [];
      if (!folder) throw new Error(`the module ${module.name} lies in no package`);
      const { name } = JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8'));
      module.name = `${name}${entry}`;
    }
  });
}
