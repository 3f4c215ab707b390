package tongban.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A contender's process: {@code Main <contender> <JDBC URL> <folder of models>}. Follows the orders on its standard input (protocol.ts). */
public final class Main {
  private static final int CONNECTIONS = 48;
  private static final int LANES = 24;
  private static final int HEAVY_LANES = 4;
  private static final String MARK = "@bench ";
  private static final Gson GSON = new Gson();
  private static final PrintStream ANSWERS = System.out;

  private Load load;
  private int lanes = LANES;
  private int waiting;

  public static void main(String[] arguments) throws Exception {
    // What the engines print is not an answer.
    System.setOut(System.err);
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(arguments[1]);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    try (HikariDataSource dataSource = new HikariDataSource(pool);
        Contender contender =
            arguments[0].equals("camunda7") ? new Camunda7(dataSource) : new Flowable7(dataSource)) {
      answer(
          "introduction",
          Map.of(
              "name", contender.name(),
              "settings", contender.settings() + "; " + CONNECTIONS + " connections, " + LANES + " threads",
              "workloads", contender.workloads()));
      new Main().follow(contender, Path.of(arguments[2]));
    }
    System.exit(0);
  }

  private void follow(Contender contender, Path models) throws Exception {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      JsonObject order = JsonParser.parseString(line).getAsJsonObject();
      String kind = order.get("order").getAsString();
      try {
        Object outcome = carryOut(kind, order, contender, models);
        if (outcome == null) answer("done", true);
        else answer("outcome", outcome);
      } catch (Exception error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        answer("failed", trace.toString());
      }
      if (kind.equals("stop")) return;
    }
  }

  private Object carryOut(String kind, JsonObject order, Contender contender, Path models) throws Exception {
    switch (kind) {
      case "prepare" -> {
        String workload = order.get("workload").getAsString();
        lanes = workload.equals("multiInstance") ? HEAVY_LANES : LANES;
        load = contender.prepare(workload, Files.readString(models.resolve(workload + ".bpmn")));
      }
      case "closed" -> {
        return Rounds.closed(load, lanes, order.get("ms").getAsLong());
      }
      case "open" -> {
        return Rounds.open(load, lanes, order.get("perSecond").getAsDouble(), order.get("ms").getAsLong());
      }
      case "fill" -> {
        waiting = order.get("count").getAsInt();
        load.fill(waiting);
      }
      case "drain" -> {
        return Rounds.drain(load, waiting);
      }
      case "end" -> {
        if (load != null) load.end();
        load = null;
      }
      default -> {}
    }
    return null;
  }

  private static void answer(String kind, Object content) {
    ANSWERS.println(MARK + GSON.toJson(Map.of(kind, content)));
    ANSWERS.flush();
  }
}
