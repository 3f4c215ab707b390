import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { GatheringSocket } from "./gathering-socket.ts";

test("what is written in one turn leaves in one piece and in its order, and the next turn's in the next", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = new GatheringSocket();
  const accepted = new Promise<Socket>((resolve) => server.once("connection", resolve));
  socket.connect((server.address() as AddressInfo).port, "127.0.0.1");
  const received = text(await accepted);
  const leave = vi.spyOn(socket, "_writev");
  const turn = (statements: readonly string[]): Promise<void> =>
    new Promise((resolve) => {
      for (const statement of statements) {
        // As the driver sends a statement: in parts.
        socket.cork();
        for (const letter of statement) socket.write(letter);
        socket.uncork();
      }
      setImmediate(resolve);
    });
  await turn(["begin;", "insert;", "commit;"]);
  await turn(["next;", "last;"]);
  socket.end();
  expect(await received).toBe("begin;insert;commit;next;last;");
  expect(leave).toHaveBeenCalledTimes(2);
  server.close();
});
