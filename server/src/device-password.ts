/** Prints the password with which a hall device logs in at the embedded broker under its id. */
import { loadConfig } from "./config.ts";
import { brokerAccess } from "./infrastructure/broker-access.ts";
import { StartFailure } from "./infrastructure/start-failure.ts";

const [, , deviceId = ""] = process.argv;
try {
  const access = brokerAccess(loadConfig().sessionSecret);
  if (access.isDevice(deviceId)) {
    process.stdout.write(`${access.passwordOf(deviceId)}\n`);
  } else {
    process.stderr.write(
      "请给出设备编号（小写字母、数字、连字符），例如 npm run device-password -- cabinet-1\n" +
        "Name the device (lower-case letters, digits, hyphens), as in: npm run device-password -- cabinet-1\n",
    );
    process.exitCode = 2;
  }
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`\n✗ ${error.sentence.zh}\n  ${error.sentence.en}\n`);
  process.exitCode = 1;
}
if (process.connected) process.disconnect();
