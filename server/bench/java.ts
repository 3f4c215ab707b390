/** The Java contenders: built by Maven, given their models as files, reached in the way of all others. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { home, maven } from "./maven.ts";
import { cardinality, type Dialect, model, modelKeys } from "./models/index.ts";

/** A program that speaks the protocol. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** Expressions and external tasks as Camunda 7 and Flowable write them; `prefix` is the namespace's. */
const dialect = (prefix: string, namespace: string, external: string): Dialect => ({
  namespaces: `xmlns:${prefix}="${namespace}"`,
  job: (id) => `<serviceTask id="${id}" ${external}/>`,
  script: (id, name, value, more = "") =>
    `<serviceTask id="${id}" ${prefix}:expression="\${${value} + 1}" ${prefix}:resultVariable${prefix === "flowable" ? "Name" : ""}="${name}">${more}</serviceTask>`,
  emptyScript: (id) => `<serviceTask id="${id}" ${prefix}:expression="\${null}"/>`,
  userTask: (id) => `<userTask id="${id}" ${prefix}:candidateGroups="clerks"/>`,
  isBelow: (name, limit) => `\${${name} &lt; ${limit}}`,
  isEqual: (name, value) => `\${${name} == ${value}}`,
  members: cardinality,
  message: (id, name) => `<message id="${id}" name="${name}"/>`,
});

const dialects: Readonly<Record<string, Dialect>> = {
  camunda7: dialect(
    "camunda",
    "http://camunda.org/schema/1.0/bpmn",
    'camunda:type="external" camunda:topic="work"',
  ),
  flowable7: dialect(
    "flowable",
    "http://flowable.org/bpmn",
    'flowable:type="external-worker" flowable:topic="work"',
  ),
};

/** How the Java contenders are called on the command line. */
export const javaContenderKeys: readonly string[] = Object.keys(dialects);

/** Builds the driver once for all. @throws when Maven does not succeed */
export function buildJava(): void {
  maven("clean", "package");
}

/** Starts a contender of {@link javaContenderKeys}. */
export async function javaProgram(key: string, databaseUrl: string): Promise<Program> {
  const models = join(home, "target/models", key);
  await mkdir(models, { recursive: true });
  const spoken = dialects[key];
  if (spoken === undefined) throw new Error(`There is no Java contender called ${key}`);
  for (const name of modelKeys) {
    await writeFile(join(models, `${name}.bpmn`), model(name, spoken));
  }
  const libraries = [join(home, "target/classes"), join(home, "target/lib/*")].join(":");
  const url = jdbcUrl(databaseUrl);
  return {
    command: "java",
    args: ["-Xmx1g", "-cp", libraries, "tongban.bench.Main", key, url, models],
  };
}

/** The same Unix socket that the others use. */
function jdbcUrl(databaseUrl: string): string {
  const { username, password, pathname, port, searchParams } = new URL(databaseUrl);
  const socket = `${searchParams.get("host") ?? ""}/.s.PGSQL.${port === "" ? "5432" : port}`;
  const settings = new URLSearchParams({
    user: username,
    password: decodeURIComponent(password),
    socketFactory: "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg",
    socketFactoryArg: socket,
    sslmode: "disable",
    reWriteBatchedInserts: "true",
  });
  return `jdbc:postgresql://localhost${pathname}?${settings.toString()}`;
}
