// The queue of an atlas in a browser: which chunks wait, which are under way and how far, which were set aside and why.
// `npx tsx --conditions=@audiate/source examples/queue-dashboard.ts atlas redis://localhost:6379 3000`
// It shows Redis to whoever reaches it: here to this machine alone.
import { readPlan } from '@audiate/atlas';
import { queueName } from '@audiate/atlas/queue';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Queue } from 'bullmq';
import express from 'express';

const [folder = 'atlas', redis = 'redis://localhost:6379', port = '3000'] = process.argv.slice(2);
const queue = new Queue(queueName(await readPlan(folder)), { connection: { url: redis } });
const serverAdapter = new ExpressAdapter();
createBullBoard({ queues: [new BullMQAdapter(queue, { readOnlyMode: true })], serverAdapter });
const server = express()
  .use(serverAdapter.getRouter())
  .listen(Number(port), '127.0.0.1', (error) => {
    if (error) throw error;
    const { port: open } = server.address() as { port: number };
    console.log(`http://127.0.0.1:${open}/`);
  });
