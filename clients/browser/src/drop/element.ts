/** Makes an element that pages can style as a part. Its text is never markup: a file's name is anybody's text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  part: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = part;
  made.part.add(part);
  if (text) made.textContent = text;
  if (made instanceof HTMLButtonElement) made.type = 'button';
  return made;
}
