import { execFileSync } from 'node:child_process';

/** A machine made of a network of its own, and one core. */
export interface OneCoreMachine {
  /** What goes before a command that runs there. */
  readonly command: readonly string[];
}

/** Machines that reach each other over a bridge. */
export interface Machines {
  /** Where this program listens for them. */
  readonly host: string;
  readonly each: readonly OneCoreMachine[];
  remove(): void;
}

const BRIDGE = 'audiate0';
const NETWORK = '10.213.7';

/** Whether this user may make networks: on Linux, as root, with the program `ip`. */
export function canMakeMachines(): boolean {
  try {
    execFileSync('ip', ['netns', 'add', 'audiate-try'], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', 'audiate-try'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes so many machines, each pinned to a core of its own: processes in network namespaces on one bridge. */
export function makeMachines(count: number): Machines {
  const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const remove = () => {
    for (let i = 0; i < count; i++) {
      try {
        ip('netns', 'del', `audiate${i}`);
      } catch {
        // It was not made.
      }
    }
    try {
      ip('link', 'del', BRIDGE);
    } catch {
      // Nor this.
    }
  };
  remove();
  ip('link', 'add', BRIDGE, 'type', 'bridge');
  ip('addr', 'add', `${NETWORK}.1/24`, 'dev', BRIDGE);
  ip('link', 'set', BRIDGE, 'up');
  const each = Array.from({ length: count }, (_, i): OneCoreMachine => {
    const name = `audiate${i}`;
    ip('netns', 'add', name);
    ip('link', 'add', `audv${i}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', `audv${i}`, 'master', BRIDGE, 'up');
    ip('-n', name, 'addr', 'add', `${NETWORK}.${10 + i}/24`, 'dev', 'eth0');
    ip('-n', name, 'link', 'set', 'eth0', 'up');
    return { command: ['ip', 'netns', 'exec', name, 'taskset', '-c', String(i)] };
  });
  return { host: `${NETWORK}.1`, each, remove };
}
