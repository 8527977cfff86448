/** The last few answers to questions, each asked once: the longest unused is forgotten first. A failure is not kept. */
export function recent<Answer>(most: number, ask: (question: number) => Promise<Answer>) {
  const kept = new Map<number, Promise<Answer>>();
  return (question: number): Promise<Answer> => {
    const answer = kept.get(question) ?? ask(question);
    kept.delete(question);
    kept.set(question, answer);
    answer.catch(() => kept.get(question) === answer && kept.delete(question));
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return answer;
  };
}
