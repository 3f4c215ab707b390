package tongban.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Variables of the case with one job: 0.8 kB of JSON, as in workloads.ts. */
final class Payload {
  static final String JSON =
      "{\"applicant\":{\"name\":\"王小燕\",\"phone\":\"13900000001\",\"address\":\"临江市江北区滨河大道12号\"},\"items\":["
          + IntStream.range(0, 10)
              .mapToObj(
                  index ->
                      "{\"code\":\"M02-%d\",\"quantity\":%d,\"isChecked\":%b}"
                          .formatted(index, index * 3, index % 2 == 0))
              .collect(Collectors.joining(","))
          + "],\"note\":\""
          + "x".repeat(120)
          + "\"}";

  private Payload() {}
}
