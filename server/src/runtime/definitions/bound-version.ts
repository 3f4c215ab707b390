/** Which version is meant by a binding: the latest, that of the caller's deployment, or the one with a tag. */
import type { Binding } from "@tongban/engine";

/** A deployed version of a decision or form. */
export interface DeployedVersion {
  readonly deploymentId: string;
  readonly versionTag: string | undefined;
}

/**
 * Finds it.
 * @param versions the latest first
 * @param callerDeploymentId deployment of the process that names it; without one, the latest stands for that of a deployment
 */
export function boundVersion<Version extends DeployedVersion>(
  versions: readonly Version[],
  binding: Binding,
  callerDeploymentId: string | undefined,
): Version | undefined {
  switch (binding.type) {
    case "latest":
      return versions[0];
    case "deployment":
      if (callerDeploymentId === undefined) return versions[0];
      // What was deployed along without a change belongs to an earlier deployment; ids grow with time.
      return versions.find(
        ({ deploymentId }) => BigInt(deploymentId) <= BigInt(callerDeploymentId),
      );
    case "versionTag":
      return versions.find(({ versionTag }) => versionTag === binding.versionTag);
  }
}
