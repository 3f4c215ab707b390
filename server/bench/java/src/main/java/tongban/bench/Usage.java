package tongban.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the contender takes of the machine: this process and, where the engine has one of its own, that one too. */
record Usage(Optional<ProcessHandle> server) {
  double cpuMs() {
    long own = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    long engine = server.flatMap(process -> process.info().totalCpuDuration()).map(spent -> spent.toNanos()).orElse(0L);
    return (own + engine) / 1e6;
  }

  /** The most that the engine's process has had, where the system tells; else what this machine has now. */
  double memoryMiB() throws IOException {
    Path status = Path.of("/proc", server.map(process -> Long.toString(process.pid())).orElse("self"), "status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return Runtime.getRuntime().totalMemory() / 1048576.0;
  }
}
