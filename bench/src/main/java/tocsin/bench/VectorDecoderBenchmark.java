package tocsin.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.evaluator.prometheus.Answer;
import tocsin.evaluator.prometheus.DecodeLimits;
import tocsin.evaluator.prometheus.VectorDecoder;

/** The answer to an instant query, as it comes from the network in pieces. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class VectorDecoderBenchmark {
    /** As Netty hands over a fast sender's bytes. */
    private static final int CHUNK = 64 << 10;

    @Param({"10", "100000"})
    public int series;

    private byte[] body = new byte[0];

    @Setup
    public void encode() {
        body = StubSeries.vector(7, series);
    }

    @Benchmark
    public Answer decode() {
        VectorDecoder decoder = new VectorDecoder(DecodeLimits.DEFAULT);
        for (int from = 0; from < body.length; from += CHUNK) {
            decoder.feed(body, from, Math.min(from + CHUNK, body.length));
        }
        return decoder.finish();
    }
}
