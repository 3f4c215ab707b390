/** The short block that the start ends with: where to go, who to be, how to stop. */
import type { DemoAccount } from "../app.ts";

/** Columns of a text as a terminal shows it: a Chinese character or full-width sign takes two. */
function columns(text: string): number {
  return text.length + (text.match(/[\u{2E80}-\u{FFE6}]/gu)?.length ?? 0);
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** What the block tells. */
export interface Readiness {
  readonly demoAccounts: readonly Pick<DemoAccount, "username" | "password" | "zh" | "en">[];
  readonly hasAdministrator: boolean;
}

/** Composes the block; `publicUrl` is the address that people open. */
export function readyBlock(
  publicUrl: string,
  { demoAccounts: accounts, hasAdministrator }: Readiness,
): string {
  const lines = ["", `通办已就绪 · Tongban is ready   ${publicUrl}`];
  if (accounts.length > 0) {
    const width = Math.max(...accounts.map(({ username }) => columns(username))) + 2;
    const meaning = Math.max(...accounts.map(({ zh }) => columns(zh))) + 2;
    const passwords = new Set(accounts.map(({ password }) => password));
    const shared = passwords.size === 1 ? ` · 密码 password: ${[...passwords].join("")}` : "";
    lines.push("", `演示账号 · Demo accounts${shared}`);
    for (const { username, password, zh, en } of accounts) {
      const secret = passwords.size === 1 ? "" : `${password}  `;
      lines.push(`  ${pad(username, width)}${secret}${pad(zh, meaning)}${en}`);
    }
  }
  if (!hasAdministrator) {
    lines.push(
      "",
      "还没有管理员：设置 ADMIN_PASSWORD（至少 12 个字符）后重新启动，即可建立",
      "There is no administrator yet: set ADMIN_PASSWORD (12 characters or more) and start again to make one",
    );
  }
  lines.push("", "按 Ctrl-C 停止，数据会保留 · Ctrl-C stops it, data is kept", "");
  return lines.join("\n");
}
