import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A job worker by plain HTTP, with nothing but Java 17. Real ones read JSON with a library; this one finds the keys.
 *
 *     TONGBAN_URL=http://localhost:8080 CLIENT_ID=worker CLIENT_SECRET=... java docs/examples/Worker.java
 */
public class Worker {
  private static final Pattern JOB_KEY = Pattern.compile("\"jobKey\":\"(\\d+)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String URL =
      System.getenv().getOrDefault("TONGBAN_URL", "http://localhost:8080") + "/v2";
  private static final String CREDENTIALS =
      Base64.getEncoder()
          .encodeToString(
              (System.getenv("CLIENT_ID") + ":" + System.getenv("CLIENT_SECRET")).getBytes());

  public static void main(String[] arguments) throws Exception {
    while (true) {
      // The server holds the request open until there are jobs, for 20 seconds at most.
      var jobs =
          call(
              "/jobs/activation",
              "{\"type\":\"greet\",\"worker\":\"java\",\"timeout\":30000,\"maxJobsToActivate\":10,\"requestTimeout\":20000}");
      var keys = JOB_KEY.matcher(jobs);
      while (keys.find())
        call(
            "/jobs/" + keys.group(1) + "/completion",
            "{\"variables\":{\"greeting\":\"Hello from Java\"}}");
    }
  }

  private static String call(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(URL + path))
            .header("Authorization", "Basic " + CREDENTIALS)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400) System.err.println(answer.statusCode() + " " + answer.body());
    return answer.body();
  }
}
