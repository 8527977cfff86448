export { fillQueue, type QueueCounts, queueCounts } from './fill-queue.js';
export { queueName } from './queue-name.js';
export { type QueueRunOptions, workQueue } from './work-queue.js';
