import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig, parseSettings, renderEnvExample, repositoryDirectory } from "./config.ts";
import { settings } from "./setting-table.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tongban-config-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("settings", () => {
  it("has every setting in .env.example, with its meaning", () => {
    expect(readFileSync(join(repositoryDirectory, ".env.example"), "utf8")).toBe(
      renderEnvExample(),
    );
  });

  it.each(Object.entries(settings))("%s says what it is in both languages", (_name, setting) => {
    expect(setting.zh).toMatch(/\p{Script=Han}/u);
    expect(setting.en).toMatch(/^[ -~]+$/);
  });

  it.each([
    [{ PORT: "eighty" }, /PORT/],
    [{ PORT: "70000" }, /PORT/],
    [{ DATABASE_URL: "mysql://x/y" }, /DATABASE_URL.*postgresql:\/\//],
    [{ DATABASE_URL: "postgresql://a:p#q/r@db/t" }, /DATABASE_URL.*%23/],
    [{ DATABASE_URL: "postgresql://a:50%@db/t" }, /DATABASE_URL.*%23/],
    [{ MQTT_URL: "http://x" }, /MQTT_URL.*mqtt:\/\//],
    [{ DATA_KEY: "short" }, /DATA_KEY.*64/],
    [{ FILES_S3_PREFIX: "tongban" }, /FILES_S3_PREFIX.*slash/],
    [{ LOG_LEVEL: "loud", DEMO_CLOCK: "yes" }, /DEMO_CLOCK.*LOG_LEVEL/],
  ])("refuses %j and names every setting that is wrong", (environment, sentence) => {
    expect(() => parseSettings(environment)).toThrow(sentence);
  });
});

it.each([
  { DATABASE_URL: "mysql://x/y" },
  { DATABASE_URL: "postgresql://a:p#q/r@db/t" },
  { DATA_KEY: "short" },
  { FILES_S3_PREFIX: "tongban" },
  { ADMIN_USERNAME: "管理员" },
  { PROCESS_API_CLIENTS: "[" },
  { WEBHOOKS: "[" },
])("says what is wrong with %j once in each language", (environment) => {
  let failure: unknown;
  try {
    parseSettings(environment);
  } catch (error) {
    failure = error;
  }
  expect(failure).toMatchObject({
    sentence: {
      zh: expect.not.stringMatching(/must|is no|two/) as unknown,
      en: expect.stringMatching(/^[ -~]+$/) as unknown,
    },
  });
});

describe("configuration", () => {
  it("takes the environment before .env before the default", () => {
    writeFileSync(join(directory, ".env"), "PORT=9001\nMQTT_PORT=9002\n");
    const config = loadConfig({ PORT: "9003" }, directory);
    expect([config.port, config.mqttPort, config.host]).toEqual([9003, 9002, "127.0.0.1"]);
  });

  it("refuses a name in .env that is no setting", () => {
    writeFileSync(join(directory, ".env"), "PROT=9001\n");
    expect(() => loadConfig({}, directory)).toThrow("PROT in .env is no setting");
  });

  it("draws secrets once and keeps them from others", () => {
    const first = loadConfig({}, directory);
    const second = loadConfig({}, directory);
    expect(second.dataKey).toEqual(first.dataKey);
    expect(first.dataKey).toHaveLength(32);
    expect(second.sessionSecret).toBe(first.sessionSecret);
    expect(statSync(join(directory, ".data/secrets.json")).mode & 0o777).toBe(0o600);
  });

  it("refuses damaged secrets instead of drawing new ones", () => {
    loadConfig({}, directory);
    writeFileSync(join(directory, ".data/secrets.json"), "{");
    expect(() => loadConfig({}, directory)).toThrow("DATA_FOLDER_CHANGED");
  });

  it("says so when the data folder cannot be made", () => {
    writeFileSync(join(directory, "file"), "");
    expect(() => loadConfig({ DATA_DIR: "file/data" }, directory)).toThrow(
      "DATA_FOLDER_UNWRITABLE",
    );
  });

  it("keeps files in a bucket only with a key and its secret", () => {
    const bucket = { FILES_S3_BUCKET: "tongban", FILES_S3_ACCESS_KEY_ID: "key" };
    expect(loadConfig({}, directory).filesS3).toBeUndefined();
    expect(() => loadConfig(bucket, directory)).toThrow("FILES_S3_SECRET_ACCESS_KEY");
    const { filesS3 } = loadConfig({ ...bucket, FILES_S3_SECRET_ACCESS_KEY: "secret" }, directory);
    expect(filesS3).toMatchObject({ bucket: "tongban", prefix: "", isPathStyle: true });
  });

  it("runs simulators with the embedded broker only, unless told", () => {
    const simulators = (environment: Record<string, string>): boolean =>
      loadConfig(environment, directory).simulators;
    expect(simulators({})).toBe(true);
    expect(simulators({ MQTT_URL: "mqtt://hall" })).toBe(false);
    expect(simulators({ MQTT_URL: "mqtt://hall", SIMULATORS: "true" })).toBe(true);
  });
});
