/** The library of versioned models: read when an installation is seeded, and by tests. */
export { library, type LibraryEntry, type LibraryFile, type LibraryFileKind } from "./library.ts";
export type * from "./matter.ts";
