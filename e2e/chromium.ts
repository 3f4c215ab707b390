/**
 * Finds a Chromium to test with, and with `--install` installs one where there is none: Debian's
 * package when root on Debian, else the one of Playwright. Prints its path.
 */
import { type ExecFileSyncOptions, execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium on this machine, CHROMIUM_PATH before all others. */
export function findChromium(): string | undefined {
  const own = process.env["CHROMIUM_PATH"];
  return [...(own ? [own] : []), ...usualPlaces, chromium.executablePath()].find((path) =>
    existsSync(path),
  );
}

const isDebianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");

function installDebianPackages(...packages: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet: ExecFileSyncOptions = { env, stdio: ["ignore", "ignore", "inherit"] };
  execFileSync("apt-get", ["update", "-qq"], quiet);
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
}

/** Pictures with boxes in the place of characters would be of no use. */
function hasChineseFont(): boolean {
  const listed = spawnSync("fc-list", [":lang=zh", "file"], { encoding: "utf8" });
  return listed.status === 0 && listed.stdout.trim() !== "";
}

function installChromium(): void {
  if (isDebianRoot) {
    installDebianPackages("chromium", "fonts-noto-cjk");
  } else {
    execFileSync(
      process.execPath,
      ["node_modules/@playwright/test/cli.js", "install", "chromium"],
      {
        cwd: import.meta.dirname,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--install")) {
    if (findChromium() === undefined) {
      installChromium();
    } else if (isDebianRoot && !hasChineseFont()) {
      installDebianPackages("fonts-noto-cjk", "fontconfig");
    }
  }
  const found = findChromium();
  if (found === undefined) {
    console.error("There is no Chromium. Install one, or set CHROMIUM_PATH to it.");
    process.exitCode = 1;
  } else {
    console.log(found);
  }
}
