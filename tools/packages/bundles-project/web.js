import { job } from './job.js';

job(location.search === '?onnxruntime' ? 'onnxruntime' : 'auto').then((said) => {
  document.querySelector('#log').textContent = said;
});
