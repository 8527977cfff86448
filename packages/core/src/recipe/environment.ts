import { inNode, nodeModule } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Engine } from '../engines/engine.js';
import type { Environment } from './recipe.js';
import { version } from './version.js';

/** The environment that a render runs in. */
export function describeEnvironment(engine: Engine): Environment {
  const runtime = inNode ? `node ${process.version}` : (globalThis.navigator?.userAgent ?? 'unknown');
  const cpu = inNode ? (nodeModule('node:os').cpus()[0]?.model ?? 'unknown') : 'unknown';
  return {
    engine: engine.report.name,
    engineDetail: engine.report.detail,
    threads: engine.threads,
    ...(engine.settings && { engineSettings: engine.settings }),
    audiate: version,
    tfjs: tf.version_core,
    runtime,
    cpu,
  };
}
