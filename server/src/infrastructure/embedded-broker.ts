/** The device broker that comes with Tongban: MQTT 3.1.1 over TCP, in this process, in memory. */
import { once } from "node:events";
import { type Server, createServer } from "node:net";
import { Aedes } from "aedes";
import { StartFailure, errorCode } from "./start-failure.ts";

/** A running embedded broker. */
export interface EmbeddedBroker {
  /** Address for clients on this machine. */
  readonly url: string;
  /** Disconnects all clients and frees the port; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the broker.
 *
 * @param listen.port 0 takes any free port
 * @throws StartFailure `PORT_TAKEN`, `PORT_FORBIDDEN`
 */
export async function startEmbeddedBroker(listen: {
  readonly host: string;
  readonly port: number;
}): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  server.listen(listen.port, listen.host);
  try {
    await once(server, "listening");
  } catch (error) {
    await closeBroker(broker);
    throw portFailure(error, listen.port, "MQTT_PORT");
  }
  let stopping: Promise<void> | undefined;
  return {
    url: `mqtt://127.0.0.1:${portOf(server)}`,
    stop: () => (stopping ??= stop(broker, server)),
  };
}

/**
 * Turns a refused port into a StartFailure; anything else is given back as it came.
 *
 * @param setting name of the setting that moves the port
 */
export function portFailure(error: unknown, port: number, setting: string): unknown {
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
    default:
      return error;
  }
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
