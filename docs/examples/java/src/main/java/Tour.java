import io.camunda.client.CamundaClient;
import io.camunda.client.CredentialsProvider;
import io.camunda.client.api.search.enums.IncidentState;
import io.camunda.client.api.search.enums.ProcessInstanceState;
import io.camunda.client.api.search.enums.UserTaskState;
import java.util.Map;

/**
 * What a Java program does around its workers: deploys, starts, does a job that first fails, resolves the incident, completes a
 * task, searches. With a bearer token.
 *
 *     CAMUNDA_REST_ADDRESS=http://localhost:8080 CAMUNDA_CLIENT_ID=tour CAMUNDA_CLIENT_SECRET=… \
 *     CAMUNDA_AUTHORIZATION_SERVER_URL=http://localhost:8080/oauth/token CAMUNDA_TOKEN_AUDIENCE=tongban \
 *     mvn -q -f docs/examples/java compile exec:java -Dexec.mainClass=Tour
 */
public class Tour {
  private static final String ORDER =
      """
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="tour" targetNamespace="tour">
        <bpmn:process id="java-tour" isExecutable="true">
          <bpmn:startEvent id="start"/>
          <bpmn:serviceTask id="pack"><bpmn:extensionElements><zeebe:taskDefinition type="java-tour-pack"/></bpmn:extensionElements></bpmn:serviceTask>
          <bpmn:userTask id="check"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
          <bpmn:endEvent id="end"/>
          <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="pack"/>
          <bpmn:sequenceFlow id="b" sourceRef="pack" targetRef="check"/>
          <bpmn:sequenceFlow id="c" sourceRef="check" targetRef="end"/>
        </bpmn:process>
      </bpmn:definitions>
      """;

  public static void main(String[] arguments) {
    try (var camunda =
        CamundaClient.newClientBuilder()
            .preferRestOverGrpc(true)
            .credentialsProvider(CredentialsProvider.newCredentialsProviderBuilder().build())
            .build()) {
      System.out.println("gateway " + camunda.newTopologyRequest().send().join().getGatewayVersion());
      camunda.newDeployResourceCommand().addResourceStringUtf8(ORDER, "java-tour.bpmn").send().join();
      var instance =
          camunda
              .newCreateInstanceCommand()
              .bpmnProcessId("java-tour")
              .latestVersion()
              .variables(Map.of("item", "book"))
              .send()
              .join()
              .getProcessInstanceKey();

      camunda.newFailCommand(activate(camunda)).retries(0).errorMessage("No tape").send().join();
      var incident =
          camunda
              .newIncidentSearchRequest()
              .filter(incidents -> incidents.processInstanceKey(instance).state(IncidentState.ACTIVE))
              .send()
              .join()
              .singleItem();
      System.out.println("incident " + incident.getErrorMessage());
      camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(1).send().join();
      camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();
      camunda.newCompleteCommand(activate(camunda)).variables(Map.of("boxes", 2)).send().join();

      var task =
          camunda
              .newUserTaskSearchRequest()
              .filter(tasks -> tasks.processInstanceKey(instance).state(UserTaskState.CREATED))
              .send()
              .join()
              .singleItem();
      camunda.newAssignUserTaskCommand(task.getUserTaskKey()).assignee("wang").send().join();
      camunda
          .newCompleteUserTaskCommand(task.getUserTaskKey())
          .variables(Map.of("isChecked", true))
          .send()
          .join();

      var ended =
          camunda
              .newProcessInstanceSearchRequest()
              .filter(
                  instances ->
                      instances.processInstanceKey(instance).state(ProcessInstanceState.COMPLETED))
              .sort(order -> order.startDate().desc())
              .send()
              .join()
              .singleItem();
      camunda
          .newVariableSearchRequest()
          .filter(variables -> variables.processInstanceKey(instance))
          .sort(order -> order.name().asc())
          .send()
          .join()
          .items()
          .forEach(variable -> System.out.println(variable.getName() + " " + variable.getValue()));
      System.out.println(ended.getState());
    }
  }

  private static io.camunda.client.api.response.ActivatedJob activate(CamundaClient camunda) {
    return camunda
        .newActivateJobsCommand()
        .jobType("java-tour-pack")
        .maxJobsToActivate(1)
        .workerName("tour")
        .send()
        .join()
        .getJobs()
        .get(0);
  }
}
