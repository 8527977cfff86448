import '@audiate/media/element';

/** Everything that sounds in the page passes here first, so that the test can look at it. */
const heard = new Map<BaseAudioContext, AnalyserNode>();
type Connect = typeof AudioBufferSourceNode.prototype.connect;
const connect = AudioBufferSourceNode.prototype.connect as (to: AudioNode) => AudioNode;
AudioBufferSourceNode.prototype.connect = function (this: AudioBufferSourceNode): AudioNode {
  const { context } = this;
  if (!heard.has(context)) {
    const analyser = new AnalyserNode(context);
    analyser.connect(context.destination);
    heard.set(context, analyser);
  }
  return connect.call(this, heard.get(context)!);
} as unknown as Connect;

/** How many audio contexts there are, and the loudest sample that is heard now. */
function listen(): { contexts: number; peak: number } {
  const samples = new Float32Array(2_048);
  let peak = 0;
  for (const analyser of heard.values()) {
    analyser.getFloatTimeDomainData(samples);
    peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak);
  }
  return { contexts: heard.size, peak };
}

function show(html: string): void {
  document.querySelector('main')!.innerHTML = html;
}

// What the test calls in the page.
Object.assign(globalThis, { listen, show });
