/** Why another server could not be reached, in words for the person who wrote its address. */
import { type Sentence, errorCode } from "../infrastructure/start-failure.ts";

const nothingListens = { zh: "没有程序在该地址监听", en: "nothing listens there" };
const unknownHost = { zh: "找不到这台主机", en: "the host is not known" };
const noAnswer = { zh: "在限定时间内没有应答", en: "no answer in time" };
const wrongPassword = { zh: "用户名或密码不对", en: "wrong user name or password" };

/** By Node's, PostgreSQL's (SQLSTATE) and MQTT's (reason code) own names. */
const byCode: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: nothingListens,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: noAnswer,
  "28P01": wrongPassword,
  "28000": { zh: "该用户不允许登录", en: "this user may not log in" },
  "3D000": { zh: "数据库不存在", en: "the database does not exist" },
  "53300": { zh: "连接数已满", en: "it has no connection left" },
};

/** What the clients say without a code. */
const byWords: readonly (readonly [RegExp, Sentence])[] = [
  [/timeout|timed out/i, noAnswer],
  [/not authorized|bad username/i, wrongPassword],
];

/** The reason, or the error's own words where we have none. */
export function reasonOf(error: unknown): Sentence {
  const words = error instanceof Error && error.message !== "" ? error.message : String(error);
  return (
    byCode[errorCode(error) ?? ""] ??
    byWords.find(([pattern]) => pattern.test(words))?.[1] ?? { zh: words, en: words }
  );
}

/** A connection string that may be shown. */
export function withoutPassword(address: string): string {
  const url = new URL(address);
  url.password = "";
  return url.href;
}
