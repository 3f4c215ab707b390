/** Somebody else finished the job meanwhile: the handler's writes must not stay. */
export class JobGone extends Error {
  override readonly name = "JobGone";
}
