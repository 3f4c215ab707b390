/** The device broker that comes with Tongban: MQTT 3.1.1 over TCP, in this process, in memory; nobody gets in without a password. */
import { once } from "node:events";
import { type Server, createServer } from "node:net";
import { Aedes, type Client } from "aedes";
import type { BrokerAccess } from "./broker-access.ts";
import { StartFailure, errorCode } from "./start-failure.ts";

/** A running embedded broker. */
export interface EmbeddedBroker {
  /** Address for the platform itself on this machine, with its password. */
  readonly url: string;
  /** Disconnects all clients and frees the port; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the broker.
 *
 * @param listen.port 0 takes any free port
 * @throws StartFailure `PORT_TAKEN`, `PORT_FORBIDDEN`, `HOST_UNUSABLE`
 */
export async function startEmbeddedBroker(listen: {
  readonly host: string;
  readonly port: number;
  readonly access: BrokerAccess;
}): Promise<EmbeddedBroker> {
  const broker = await createBroker(listen.access);
  const server = createServer(broker.handle);
  server.listen(listen.port, listen.host);
  try {
    await once(server, "listening");
  } catch (error) {
    await closeBroker(broker);
    throw listenFailure(error, { ...listen, setting: "MQTT_PORT" });
  }
  let stopping: Promise<void> | undefined;
  return {
    url: `mqtt://${listen.access.credentials}@${ownHost(listen.host)}:${portOf(server)}`,
    stop: () => (stopping ??= stop(broker, server)),
  };
}

/** How this machine reaches a server that listens on `host`. */
function ownHost(host: string): string {
  if (["0.0.0.0", "::", "localhost"].includes(host)) {
    return "127.0.0.1";
  }
  return host.includes(":") ? `[${host}]` : host;
}

/**
 * Turns a refused address into a StartFailure; anything else is given back as it came.
 *
 * @param wanted.setting name of the setting that moves the port
 */
export function listenFailure(
  error: unknown,
  wanted: { readonly host: string; readonly port: number; readonly setting: string },
): unknown {
  const { host, port, setting } = wanted;
  switch (errorCode(error)) {
    case "EADDRINUSE":
      return new StartFailure(
        "PORT_TAKEN",
        {
          zh: `端口 ${port} 已被其他程序占用。请停止那个程序，或换一个端口：${setting}=${port + 1} npm start`,
          en: `Port ${port} is taken by another program. Stop that program, or choose another port: ${setting}=${port + 1} npm start`,
        },
        { cause: error },
      );
    case "EACCES":
      return new StartFailure(
        "PORT_FORBIDDEN",
        {
          zh: `当前用户无权使用端口 ${port}。请换一个 1024 以上的端口：${setting}=${port + 8000} npm start`,
          en: `This user may not open port ${port}. Choose one above 1024: ${setting}=${port + 8000} npm start`,
        },
        { cause: error },
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartFailure(
        "HOST_UNUSABLE",
        {
          zh: `本机没有地址 ${host}。请把 HOST 改为本机的地址：127.0.0.1 仅供本机访问，0.0.0.0 允许其他机器访问。`,
          en: `This machine has no address ${host}. Set HOST to one that it has: 127.0.0.1 for itself alone, 0.0.0.0 to let other machines in.`,
        },
        { cause: error },
      );
    default:
      return error;
  }
}

/** Largest message that is passed on, in bytes: the contract of devices allows no larger one. */
const MAX_PAYLOAD_BYTES = 65_536;
/** MQTT 3.1.1 §3.2.2.3. */
const BAD_USERNAME_OR_PASSWORD = { returnCode: 4 } as const;

function createBroker(access: BrokerAccess): Promise<Aedes> {
  const names = new WeakMap<Client, string>();
  return Aedes.createBroker({
    authenticate(client, username, password, done) {
      if (username !== undefined && access.mayConnect(username, password)) {
        names.set(client, username);
        done(null, true);
        return;
      }
      done(Object.assign(new Error("wrong name or password"), BAD_USERNAME_OR_PASSWORD), null);
    },
    // A last will comes this way too, from whoever left it.
    authorizePublish(client, { topic, payload }, done) {
      const name = client === null ? undefined : names.get(client);
      const isAllowed = name !== undefined && access.mayPublish(name, topic);
      const fits = payload.length <= MAX_PAYLOAD_BYTES;
      done(isAllowed && fits ? null : new Error(`${topic} is not for ${name ?? "nobody"}`));
    },
    authorizeSubscribe(client, subscription, done) {
      const isAllowed = access.maySubscribe(names.get(client) ?? "", subscription.topic);
      // Null refuses this one subscription and leaves the connection.
      done(null, isAllowed ? subscription : null);
    },
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new TypeError("A TCP server has a port.");
  }
  return address.port;
}

async function stop(broker: Aedes, server: Server): Promise<void> {
  await Promise.all([
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    }),
    closeBroker(broker),
  ]);
}

function closeBroker(broker: Aedes): Promise<void> {
  return new Promise((resolve) => {
    broker.close(() => resolve());
  });
}
