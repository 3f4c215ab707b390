// `npm run reset`: asks, then deletes all data of this installation (`-- --yes` does not ask).
import { launch } from "./launch.mjs";

await launch("server/src/reset.ts");
