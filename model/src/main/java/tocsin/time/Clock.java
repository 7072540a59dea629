package tocsin.time;

import java.time.Instant;

/** Wall time. It stamps things and may jump; never measure elapsed time with it. */
public interface Clock {
    Instant now();
}
