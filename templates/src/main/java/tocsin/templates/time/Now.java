package tocsin.templates.time;

import java.time.Instant;

/** What an environment must offer to functions that ask for the time. */
public interface Now {
    /** The same during one execution. */
    Instant now();
}
