// Opens the model of `audiate studio tiny` as its page does, and prints what it is told.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const program = spawn('node_modules/.bin/audiate', ['studio', 'tiny'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface(program.stdout), 'line');
const [address] = line.split(' ');
const { host, origin } = new URL(address);
const { headers } = await fetch(address, { redirect: 'manual' });
const [cookie] = headers.get('set-cookie').split(';');
const page = await (await fetch(origin, { headers: { cookie } })).text();
console.log(`page ${/<meta name="audiate-studio" content="(.*?)" \/>/.exec(page)[1]}`);

const socket = new WebSocket(`ws://${host}/engine`, { headers: { origin, cookie } });
await once(socket, 'open');
// MessagePack of { id: 1, task: 'open', ask: { kind: 'named' } }.
const text = (word) => [0xa0 | word.length, ...Buffer.from(word)];
socket.send(
  Uint8Array.from([
    0x83,
    ...text('id'),
    1,
    ...text('task'),
    ...text('open'),
    ...text('ask'),
    0x81,
    ...text('kind'),
    ...text('named'),
  ]),
);
const [answer] = await once(socket, 'message');
console.log(
  `answer ${answer
    .toString('latin1')
    .replace(/[^ -~]/g, ' ')
    .slice(0, 60)}`,
);
program.kill('SIGINT');
const [code] = await once(program, 'exit');
console.log(`exit ${code}`);
