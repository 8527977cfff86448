import { type Answer, answersCsv } from './answers-csv.js';
import { element } from './elements.js';
import { scoreText } from './score-text.js';

/** Fills the last section: the score, the answers one by one, and their file. */
export function showEnd(answers: readonly Answer[], seed: number): void {
  const correct = answers.filter((answer) => answer.correct).length;
  element('score').textContent = scoreText(correct, answers.length);
  const csv = answersCsv(answers, seed);
  const download = element<HTMLAnchorElement>('download');
  download.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  download.download = `answers-seed-${seed}.csv`;
  element<HTMLTextAreaElement>('csv').value = csv;
  for (const { trial, answer, correct: wasRight } of answers) {
    const row = document.createElement('tr');
    for (const text of [trial, answer, wasRight ? 'right' : 'wrong']) {
      const cell = document.createElement('td');
      cell.dir = 'auto';
      cell.textContent = text;
      row.append(cell);
    }
    element('answers').append(row);
  }
  element('done').focus();
}
