// `npm run miwg -- PATH`: reads and writes the reference models of the BPMN interchange group without loss.
import { launch } from "./launch.mjs";

await launch("engine/conformance/miwg.ts");
