/** The staff entry. */
import "../design/tokens.css";
import "../design/base.css";
