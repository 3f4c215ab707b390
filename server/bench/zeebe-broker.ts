/** Zeebe's broker as it is published, and a Java that is new enough for it. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { home, maven } from "./maven.ts";

const VERSION = "8.5.8";
const NEEDS_JAVA = 21;
const JAVA_HOMES = ["/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home"];

/** Settings of the driver that starts it; fetched when it is not there yet. @throws when there is no Java for it */
export function broker(): string[] {
  const java = javaHome();
  const folder = join(home, "zeebe");
  const distribution = join(folder, `camunda-zeebe-${VERSION}`);
  if (!existsSync(distribution)) {
    maven(
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack",
      `-Dartifact=io.camunda:camunda-zeebe:${VERSION}:tar.gz`,
      `-DoutputDirectory=${folder}`,
    );
  }
  return [`-Dzeebe.home=${distribution}`, `-Dzeebe.java=${java}`];
}

/** Every Java since 9 says its version in the file `release`. */
function javaHome(): string {
  const homes = [process.env["JAVA_HOME"] ?? "", ...JAVA_HOMES.flatMap((glob) => globSync(glob))];
  const found = homes.find((java) => {
    const release = join(java, "release");
    if (java === "" || !existsSync(release)) return false;
    const version = /^JAVA_VERSION="(\d+)/mu.exec(readFileSync(release, "utf8"))?.[1];
    return Number(version) >= NEEDS_JAVA;
  });
  if (found === undefined) throw new Error(`Zeebe ${VERSION} needs Java ${NEEDS_JAVA} or newer`);
  return found;
}
