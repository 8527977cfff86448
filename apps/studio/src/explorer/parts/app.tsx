import { dropZone } from '../../files/drop-zone.js';
import { Fault } from '../../parts/fault.js';
import { placeOfFiles } from '../state/place.js';
import { useExplorer } from './context.js';
import { MapPanel } from './map-panel.js';
import { Results } from './results.js';
import { SearchBox } from './search-box.js';
import { UnitPanel } from './unit-panel.js';
import { Welcome } from './welcome.js';

/** The page. */
export function App() {
  const explorer = useExplorer();
  const { phase, fault, fail } = explorer;
  const { value } = phase;
  const drop = dropZone((files) => explorer.open(() => placeOfFiles(files)), fail);
  return (
    <div class="page" {...drop}>
      <header class="top">
        <h1>
          audiate <span>atlas</span>
        </h1>
        {value.kind === 'open' && <SearchBox />}
      </header>
      <Fault fault={fault} />
      {value.kind === 'open' ? (
        <main class="explorer">
          <MapPanel map={value.map} />
          <UnitPanel map={value.map} />
          <Results map={value.map} />
        </main>
      ) : (
        <Welcome />
      )}
    </div>
  );
}
