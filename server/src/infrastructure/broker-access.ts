/**
 * Who may do what at the embedded broker: the platform everything, a device only what is its own, anybody else nothing. Passwords
 * follow from the installation's secret, so there is none to keep: the platform's and, for each device id, the device's.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** User name of the platform; devices use their ids. */
const PLATFORM = "tongban";
/** Ids of devices: see the contract in devices/. */
const DEVICE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** See file head. */
export interface BrokerAccess {
  /** The platform's own name and password, as they stand in a URL. */
  readonly credentials: string;
  /** Whether this can be the id of a device. */
  isDevice(id: string): boolean;
  /** The password with which a device logs in under its id. */
  passwordOf(deviceId: string): string;
  /** Whether name and password belong together. */
  mayConnect(username: string | undefined, password: Uint8Array | undefined): boolean;
  mayPublish(username: string, topic: string): boolean;
  /** @param filter topic filter with wildcards */
  maySubscribe(username: string, filter: string): boolean;
}

/** Builds the rules of an installation. */
export function brokerAccess(secret: string): BrokerAccess {
  const key = createHmac("sha256", secret).update("embedded broker").digest();
  const passwordOf = (username: string): string =>
    createHmac("sha256", key).update(username).digest("base64url").slice(0, 24);
  const isDevice = (id: string): boolean => id !== PLATFORM && DEVICE_ID.test(id);
  return {
    credentials: `${PLATFORM}:${passwordOf(PLATFORM)}`,
    isDevice,
    passwordOf,
    mayConnect(username, password) {
      if (username === undefined || password === undefined) return false;
      if (username !== PLATFORM && !isDevice(username)) return false;
      const expected = Buffer.from(passwordOf(username));
      return expected.length === password.length && timingSafeEqual(expected, password);
    },
    mayPublish: (username, topic) =>
      username === PLATFORM ||
      topic.startsWith(`tongban/5/${username}/`) ||
      topic.startsWith("gov/rpc-reply/"),
    maySubscribe: (username, filter) =>
      username === PLATFORM || filter.startsWith(`gov/rpc/${username}/`),
  };
}
