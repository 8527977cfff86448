import type { UnitRow } from '@audiate/atlas/open';
import { CopyButton } from '../../parts/copy-button.js';
import { commandsOf } from '../links/commands-of.js';
import { studioLink } from '../links/studio-link.js';
import type { ShownMap } from '../map/shown-map.js';
import { useExplorer } from './context.js';

interface LinksProps {
  readonly map: ShownMap;
  readonly row: UnitRow;
}

/** What makes the sound again: recipe, commands, the studio. */
export function UnitLinks({ map: { facts }, row }: LinksProps) {
  const { fail } = useExplorer();
  const link = studioLink(facts, row);
  const commands = commandsOf(facts, row);
  return (
    <div class="links">
      <div class="row">
        <CopyButton label="Copy recipe" text={() => row.recipe} fail={fail} />
        {commands && (
          <>
            <CopyButton label="Copy replay command" text={() => commands.replay} fail={fail} />
            <CopyButton label="Copy render command" text={() => commands.render} fail={fail} />
          </>
        )}
        {link !== undefined && <a href={link}>Open in the studio</a>}
      </div>
      {commands && (
        <p class="note">
          Save the recipe as recipe.json; <code>{commands.replay}</code> makes the sound again, item {row.item} of its
          batch.
        </p>
      )}
    </div>
  );
}
