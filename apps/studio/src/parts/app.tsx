import { CodePanel } from './code-panel.js';
import { ComparePanel } from './compare-panel.js';
import { useRoom } from './context.js';
import { DownloadPanel } from './download-panel.js';
import { EvidencePanel } from './evidence-panel.js';
import { Fault } from './fault.js';
import { ModelPicker } from './model-picker.js';
import { Privacy } from './privacy.js';
import { Settings } from './settings.js';
import { Stage } from './stage.js';
import { Tabs } from './tabs.js';
import { UnitMap } from './unit-map.js';

const TABS = [
  { name: 'Evidence', content: () => <EvidencePanel /> },
  { name: 'Code', content: () => <CodePanel /> },
  { name: 'Download', content: () => <DownloadPanel /> },
  { name: 'Compare', content: () => <ComparePanel /> },
];

/** The page. */
export function App() {
  const { fault } = useRoom().studio;
  return (
    <>
      <header class="top">
        <h1>
          audiate <span>studio</span>
        </h1>
        <p>Hear what a unit of an audio model listens for.</p>
      </header>
      <Fault fault={fault} />
      <main>
        <ModelPicker />
        <UnitMap />
        <div class="middle">
          <Stage />
          <section class="more" aria-label="More about the sound">
            <Tabs label="About the sound" tabs={TABS} />
          </section>
        </div>
        <Settings />
      </main>
      <Privacy />
    </>
  );
}
