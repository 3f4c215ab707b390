/** The API's description as a page that needs no script: one section for each tag, one row for each operation. */

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
}

/** Writes the page from an OpenAPI document. */
export function documentationPage(document: object): string {
  const { info, paths = {} } = document as {
    info?: { title?: string; version?: string; description?: string };
    paths?: Record<string, Record<string, Operation>>;
  };
  const byTag = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? "其他 other";
      const rows = byTag.get(tag) ?? [];
      rows.push(row(method, path, operation));
      byTag.set(tag, rows);
    }
  }
  const sections = [...byTag].map(
    ([tag, rows]) =>
      `<h2>${text(tag)}</h2><table><thead><tr><th>Method</th><th>Path</th><th>Purpose</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
  );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${text(info?.title ?? "API")}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f1f1f}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #d9d9d9;padding:.4rem .5rem;text-align:left;vertical-align:top}
code{font-family:ui-monospace,monospace}</style></head><body>
<h1>${text(info?.title ?? "API")} ${text(info?.version ?? "")}</h1><p>${text(info?.description ?? "")}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1 (JSON)</a></p>${sections.join("\n")}</body></html>`;
}

function row(method: string, path: string, operation: Operation): string {
  const purpose = operation.summary ?? operation.description ?? "";
  return `<tr><td><code>${text(method.toUpperCase())}</code></td><td><code>${text(path)}</code></td><td>${text(purpose)}</td></tr>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function text(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
