'use client';
import { useEffect, useState } from 'react';
import { job } from '../job.js';

export default function Page() {
  const [said, say] = useState('');
  useEffect(() => {
    job(location.search === '?onnxruntime' ? 'onnxruntime' : 'auto').then(say);
  }, []);
  return <pre id="log">{said}</pre>;
}
