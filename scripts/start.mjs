// `npm start`: sets everything up and runs the server until it is told to stop.
import { launch } from "./launch.mjs";

await launch("server/src/main.ts");
