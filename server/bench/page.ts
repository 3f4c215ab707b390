/** A page that several commands write, each its own section. */

/** The page with the section that begins with this title (a line `## …`) replaced, or added at the end; the rest stays. */
export function withSection(page: string, title: string, section: string): string {
  const from = `\n${page}`.indexOf(`\n${title}\n`);
  if (from === -1) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf("\n## ", from + title.length);
  return next === -1
    ? `${page.slice(0, from)}${section}`
    : `${page.slice(0, from)}${section.trimEnd()}\n${page.slice(next)}`;
}
