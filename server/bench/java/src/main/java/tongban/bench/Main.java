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
  private static final int HEAVY_LANES = 4;
  /** What these get through in the time that others take for 100,000. */
  private static final int MOST_WAITING = 5000;
  private static final String MARK = "@bench ";
  private static final Gson GSON = new Gson();
  private static final PrintStream ANSWERS = System.out;

  private final Contender contender;
  private final Models models;
  private final Rounds rounds;
  private Load load;
  private int lanes;
  private int waiting;

  public static void main(String[] arguments) throws Exception {
    // What the engines print is not an answer.
    System.setOut(System.err);
    try (Contender contender = open(arguments[0], arguments[1])) {
      answer(
          "introduction",
          Map.of("name", contender.name(), "settings", contender.settings(), "workloads", contender.workloads(),
              "mostWaiting", MOST_WAITING));
      new Main(contender, Path.of(arguments[2])).follow();
    }
    System.exit(0);
  }

  private static Contender open(String name, String where) throws Exception {
    return switch (name) {
      case "camunda7" -> new Camunda7(pool(where));
      case "flowable7" -> new Flowable7(pool(where));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static HikariDataSource pool(String url) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(pool);
  }

  private Main(Contender contender, Path models) {
    this.contender = contender;
    this.models = key -> Files.readString(models.resolve(key + ".bpmn"));
    rounds = new Rounds(new Usage());
  }

  private void follow() throws Exception {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      JsonObject order = JsonParser.parseString(line).getAsJsonObject();
      String kind = order.get("order").getAsString();
      try {
        Object outcome = carryOut(kind, order);
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

  private Object carryOut(String kind, JsonObject order) throws Exception {
    switch (kind) {
      case "prepare" -> {
        String workload = order.get("workload").getAsString();
        lanes = workload.equals("multiInstance") ? HEAVY_LANES : contender.lanes();
        load = contender.prepare(workload, models);
      }
      case "closed" -> {
        return rounds.closed(load, lanes, order.get("ms").getAsLong());
      }
      case "open" -> {
        return rounds.open(load, lanes, order.get("perSecond").getAsDouble(), order.get("ms").getAsLong());
      }
      case "fill" -> {
        waiting = order.get("count").getAsInt();
        load.fill(waiting);
      }
      case "drain" -> {
        return rounds.drain(load, waiting);
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
