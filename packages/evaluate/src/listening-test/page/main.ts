import type { PageData, PageKey } from '../page-data.js';
import type { Answer } from './answers-csv.js';
import { element, setUsable, showSection } from './elements.js';
import { orderOf } from './order.js';
import { createPlayer } from './player.js';
import { showEnd } from './show-end.js';

const { sounds, trials, key } = JSON.parse(element('data').textContent!) as PageData;
const answers = JSON.parse(
  new TextDecoder().decode(Uint8Array.from(atob(key), (character) => character.charCodeAt(0))),
) as PageKey;

/** Drawn anew for each visit; `#seed=7` behind the page's address gives that one. */
const given = /^#seed=(\d{1,9})$/.exec(location.hash)?.[1];
const seed = given === undefined ? crypto.getRandomValues(new Uint32Array(1))[0]! % 1e9 : Number(given);
const order = orderOf(seed, trials.length);
const record: Answer[] = [];

/** They play the clip that is asked about, the left and the right one. */
const buttons = ['heard', 'left', 'right'].map((id) => element<HTMLButtonElement>(id));
const choose = [element<HTMLButtonElement>('choose-left'), element<HTMLButtonElement>('choose-right')] as const;
const hint = element('hint');
let shownAt = 0;
let running = false;

const player = createPlayer(sounds, (playing) => {
  const { clips } = current();
  for (const [i, button] of buttons.entries()) {
    button.classList.toggle('playing', playing !== undefined && clips[i] === playing);
  }
});

/** The trial that is shown: its clips are the one that is asked about, the left and the right. */
function current() {
  const { trial, left: first } = order[Math.min(record.length, order.length - 1)]!;
  const { question, heard, choices } = trials[trial]!;
  const sides = [choices[first], choices[1 - first]] as readonly [number, number] | readonly [string, string];
  const clips = typeof sides[0] === 'number' ? [heard, ...(sides as readonly [number, number])] : [heard];
  return { trial, first, question, sides, clips };
}

function showTrial(): void {
  const { question, sides, clips } = current();
  const words = clips.length === 1;
  element('position').textContent = `Trial ${record.length + 1} of ${order.length}`;
  element<HTMLProgressElement>('progress').value = record.length;
  element('question').textContent = question;
  element('heard-name').textContent = words ? 'Play the sound' : 'Play the reference';
  for (const [i, button] of buttons.entries()) {
    button.hidden = words && i > 0;
    button.classList.remove('played');
  }
  for (const [i, button] of choose.entries()) {
    element(i === 0 ? 'choose-left-name' : 'choose-right-name').textContent = words
      ? (sides[i] as string)
      : `Choose ${'AB'[i]}`;
    setUsable(button, false);
  }
  hint.textContent = words ? 'Listen first, then choose.' : 'Listen to all three, then choose.';
  player.begin();
  shownAt = performance.now();
  element('question').focus();
}

async function play(index: number): Promise<void> {
  const clip = current().clips[index];
  if (!running || clip === undefined) return;
  try {
    await player.play(clip);
  } catch (error) {
    hint.textContent = `The clip can't be played: ${(error as Error).message}`;
    return;
  }
  if (!player.heard([clip])) return;
  buttons[index]!.classList.add('played');
  if (!player.heard(current().clips)) return;
  for (const button of choose) setUsable(button, true);
  hint.textContent = 'Choose one.';
}

function answer(side: 0 | 1): void {
  const { trial, first, clips } = current();
  if (!running || !player.heard(clips)) return;
  const { name, names, right } = answers[trial]!;
  const chosen = side === 0 ? first : 1 - first;
  record.push({
    trial: name,
    left: names[first],
    right: names[1 - first]!,
    answer: names[chosen]!,
    correct: chosen === right,
    responseMs: Math.round(performance.now() - shownAt),
    replays: player.replays(),
  });
  if (record.length < order.length) showTrial();
  else finish();
}

function finish(): void {
  running = false;
  player.stop();
  showSection('end');
  showEnd(record, seed);
}

element('begin').addEventListener('click', () => {
  running = true;
  showSection('trial');
  showTrial();
});
for (const [i, button] of buttons.entries()) button.addEventListener('click', () => void play(i));
choose[0].addEventListener('click', () => answer(0));
choose[1].addEventListener('click', () => answer(1));

const keys = element<HTMLInputElement>('keys');
document.addEventListener('keydown', (event) => {
  if (!running || !keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const actions: Readonly<Record<string, () => void>> = {
    r: () => void play(0),
    a: () => void play(1),
    b: () => void play(2),
    arrowleft: () => answer(0),
    arrowright: () => answer(1),
  };
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});

addEventListener('beforeunload', (event) => {
  if (running && record.length > 0) event.preventDefault();
});
