// `npm run tck -- PATH`: runs the DMN Technology Compatibility Kit's cases; `--update` writes docs/dmn-tck.md.
import { launch } from "./launch.mjs";

await launch("engine/conformance/tck/main.ts");
