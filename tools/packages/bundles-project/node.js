import { job } from './job.js';

job().then(console.log);
