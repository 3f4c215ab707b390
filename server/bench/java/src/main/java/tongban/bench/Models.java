package tongban.bench;

import java.io.IOException;

/** The models in the contender's dialect, by their keys. */
interface Models {
  String text(String key) throws IOException;
}
