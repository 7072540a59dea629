package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An answer that is written piece by piece, so that neither all of its text nor a tree of it is ever in memory. */
interface Pieces {
    /**
     * Writes the next piece, some kilobytes at most.
     *
     * @return false when everything is written
     */
    boolean writeNext(JsonGenerator json) throws IOException;
}
