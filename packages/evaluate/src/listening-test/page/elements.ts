/** An element of the page by its id; the page was written with this program. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Shows one of the page's sections and hides the others. */
export function showSection(name: 'start' | 'trial' | 'end'): void {
  for (const id of ['start', 'trial', 'end']) element(id).hidden = id !== name;
}

/** A button that is still reached by the keyboard while it does nothing, and says so. */
export function setUsable(button: HTMLElement, usable: boolean): void {
  button.setAttribute('aria-disabled', String(!usable));
}
