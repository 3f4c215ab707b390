// `npm run device-password -- ID`: the password with which a hall device logs in at the embedded broker.
import { launch } from "./launch.mjs";

await launch("server/src/device-password.ts");
