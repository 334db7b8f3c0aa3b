// A constructed sheet: a <style> or a style attribute would be refused by a policy such as "default-src 'self'".

export const style = new CSSStyleSheet();

style.replaceSync(`
:host { display: block; font: inherit; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.zone {
  border: 2px dashed var(--upload-border, GrayText);
  border-radius: var(--upload-radius, .5rem);
  padding: 1.25rem 1rem;
  text-align: center;
}
.zone.over { border-style: solid; border-color: var(--upload-accent, AccentColor); }
.icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.zone > .icon { display: block; width: 2rem; height: 2rem; margin: 0 auto .5rem; stroke-width: 1.5; color: var(--upload-accent, inherit); }
.limits { margin: .5rem 0 0; font-size: .875em; color: var(--upload-muted, inherit); }
button { font: inherit; padding: .35rem .75rem; cursor: pointer; }
button:focus-visible, li:focus-visible { outline: 2px solid var(--upload-accent, Highlight); outline-offset: 2px; }
ul { list-style: none; margin: .75rem 0 0; padding: 0; }
li {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: .25rem .75rem;
  align-items: center;
  padding: .5rem 0;
  border-top: 1px solid var(--upload-border, GrayText);
}
.name { overflow-wrap: anywhere; }
.hint { display: inline-block; }
.size { white-space: nowrap; font-size: .875em; color: var(--upload-muted, inherit); }
.actions { grid-row: 1 / span 2; grid-column: 2; display: flex; gap: .5rem; }
.state { font-size: .875em; grid-column: 1; overflow-wrap: anywhere; display: flex; gap: .35em; }
li[data-state=completed] .state { color: var(--upload-success, inherit); }
li[data-state=failed] .state { color: var(--upload-error, inherit); font-weight: bold; }
slot { display: block; grid-column: 1 / -1; }
progress { width: 100%; grid-column: 1 / -1; accent-color: var(--upload-accent, auto); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);
