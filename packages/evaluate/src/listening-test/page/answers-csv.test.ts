import { expect, test } from 'vitest';
import { answersCsv } from './answers-csv.js';

const answer = { trial: 't', left: 'a', right: 'b', answer: 'a', correct: true, responseMs: 1_234, replays: 2 };

test('a line of names, then a line for each answer', () => {
  expect(answersCsv([answer, { ...answer, answer: 'b', correct: false }], 7)).toBe(
    'trial,left,right,answer,correct,response_ms,replays,seed\r\nt,a,b,a,1,1234,2,7\r\nt,a,b,b,0,1234,2,7\r\n',
  );
});

test('commas, quotes and line breaks stay within their field, and no field is a formula', () => {
  const csv = answersCsv(
    [{ ...answer, trial: 'neuron(a, 1)', left: 'say "x"\ny', right: '=HYPERLINK("x")', answer: '-1' }],
    7,
  );
  expect(csv.split('\r\n')[1]).toBe(`"neuron(a, 1)","say ""x""\ny","'=HYPERLINK(""x"")",'-1,1,1234,2,7`);
});
