import io.camunda.client.CamundaClient;
import io.camunda.client.CredentialsProvider;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A job worker written for Camunda 8, unchanged: only CAMUNDA_REST_ADDRESS and the credentials say where it works.
 *
 *     CAMUNDA_REST_ADDRESS=http://localhost:8080 CAMUNDA_BASIC_AUTH_USERNAME=worker CAMUNDA_BASIC_AUTH_PASSWORD=… \
 *     mvn -q -f docs/examples/java compile exec:java -Dexec.mainClass=Worker
 */
public class Worker {
  public static void main(String[] arguments) throws InterruptedException {
    try (var camunda =
        CamundaClient.newClientBuilder()
            .preferRestOverGrpc(true)
            .credentialsProvider(
                CredentialsProvider.newBasicAuthCredentialsProviderBuilder()
                    .applyEnvironmentOverrides(true)
                    .build())
            .build()) {
      camunda
          .newWorker()
          .jobType("greet")
          .handler(
              (client, job) -> {
                var who = job.getVariablesAsMap().get("who");
                if (who == null)
                  client
                      .newFailCommand(job)
                      .retries(job.getRetries() - 1)
                      .errorMessage("Nobody to greet")
                      .send();
                else
                  client
                      .newCompleteCommand(job)
                      .variables(Map.of("greeting", "Hello, " + who))
                      .send();
              })
          .name("example")
          .maxJobsActive(10)
          .timeout(Duration.ofSeconds(30))
          .open();
      new CountDownLatch(1).await();
    }
  }
}
