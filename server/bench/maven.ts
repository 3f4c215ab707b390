/** Maven, in the folder of the Java contenders. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Where `pom.xml` stands. */
export const home = join(import.meta.dirname, "java");

/** Runs Maven there. @throws when it does not succeed */
export function maven(...args: readonly string[]): void {
  const { status, stdout, error } = spawnSync("mvn", ["-q", "-B", ...args], {
    cwd: home,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Maven: ${stdout} ${error?.message ?? ""}`);
}
