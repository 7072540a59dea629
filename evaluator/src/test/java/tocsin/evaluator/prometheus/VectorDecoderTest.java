package tocsin.evaluator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

class VectorDecoderTest {
    @Test
    void of_a_matrix_the_newest_sample_of_each_series_is_kept() {
        List<LastSample> last = last("""
                {"status":"success","data":{"resultType":"matrix","result":[
                {"metric":{"__name__":"A","i":"1"},"values":[[1700000000,"1"],[1700000015.123,"2.5"]]},
                {"metric":{"i":"2"},"histograms":[[1700000000,{"count":"1","sum":"2"}]]},
                {"values":[[1700000000,"3"]],"metric":{}}]}}
                """, DecodeLimits.DEFAULT);

        assertThat(last)
                .containsExactly(
                        new LastSample(
                                Labels.of("__name__", "A", "i", "1"), Instant.ofEpochMilli(1_700_000_015_123L), 2.5),
                        new LastSample(Labels.empty(), Instant.ofEpochSecond(1_700_000_000), 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"resultType":"vector","result":[]}                                          | no range vector
            {"resultType":"matrix","result":[1,"1"]}                                     | result is not
            {"resultType":"matrix","result":[{"metric":{},"value":[1,"1"]}]}             | result is not
            {"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}              | not a pair
            {"resultType":"matrix","result":[{"metric":{},"values":[["1","1"]]}]}        | not a pair
            {"resultType":"matrix","result":[{"metric":{},"values":{}}]}                 | not an array
            {"resultType":"matrix","result":[{"values":[[1,"1"]]}]}                      | no metric
            {"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]},{"metric":{},"values":[[1,"1"]]}]} | more than 1 series
            """)
    void what_is_no_matrix_where_one_was_asked_for_is_refused(String data, String problem) {
        assertThatThrownBy(() -> last("{\"status\":\"success\",\"data\":" + data + "}", new DecodeLimits(10_000, 1)))
                .isInstanceOf(QueryFailure.class)
                .hasMessageContaining(problem);
    }

    private static List<LastSample> last(String body, DecodeLimits limits) {
        VectorDecoder decoder = new VectorDecoder(limits, ResultShape.MATRIX);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            decoder.feed(bytes, i, i + 1);
        }
        return ((Answer.Success) decoder.finish()).last();
    }

    private static final String RICH = """
            {"warnings":["PromQL warning: w é😀 (1:2)"],"unknown":{"a":[1,{"b":[]}],"metric":{}},
             "data":{"analysis":{"x":[[1]]},"result":[
               {"metric":{"__name__":"up","job":"node","instance":"a:9100"},"value":[1767322000.123,"1"]},
               {"value":[1.767322e9,"-Inf"],"metric":{"job":"näme \\u00e9 \\"q\\"","instance":"b:9100","__name__":"up"}},
               {"metric":{},"value":[-5,"NaN"],"extra":[{}]},
               {"metric":{"job":"h"},"histogram":[1,{"sum":"18.4","count":"12","schema":{},"buckets":[
                  [0,"0.5","1","7"],[3,"-0.1","0.1","5"],[1,"1","2","3"],[2,"2","4","4"]]}]}
             ],"resultType":"vector","stats":{"seriesFetched":"17","timings":{"seriesFetched":3}}},
             "infos":["PromQL info: i"],"isPartial":true,"status":"success"}
            """;

    @Test
    void fields_may_come_in_any_order_and_unknown_ones_are_skipped_at_any_depth() {
        Answer.Success success = (Answer.Success) decode(RICH);

        QueryResult result = success.result();
        assertThat(result.samples())
                .containsExactly(
                        new Sample(Labels.of("__name__", "up", "job", "node", "instance", "a:9100"), 1),
                        new Sample(
                                Labels.of("__name__", "up", "job", "näme é \"q\"", "instance", "b:9100"),
                                Double.NEGATIVE_INFINITY),
                        new Sample(Labels.empty(), Double.NaN),
                        new Sample(
                                Labels.of("job", "h"),
                                0,
                                "{count:12, sum:18.4, (0.5,1]:7, [-0.1,0.1]:5, [1,2):3, (2,4):4}"));
        assertThat(result.warnings()).containsExactly("PromQL warning: w é😀 (1:2)");
        assertThat(result.infos()).containsExactly("PromQL info: i");
        assertThat(result.seriesFetched()).isEqualTo(17);
        assertThat(success.partial()).isTrue();
    }

    @Property(tries = 300)
    void the_result_does_not_depend_on_how_the_bytes_arrive(@ForAll("cuts") List<Integer> cuts) {
        byte[] body = RICH.getBytes(StandardCharsets.UTF_8);
        VectorDecoder decoder = new VectorDecoder(DecodeLimits.DEFAULT);

        int from = 0;
        for (int cut : cuts.stream().map(c -> c % body.length).sorted().toList()) {
            byte[] chunk = Arrays.copyOfRange(body, from, cut);
            decoder.feed(chunk, 0, chunk.length);
            // The caller may reuse its buffer.
            Arrays.fill(chunk, (byte) '!');
            from = cut;
        }
        decoder.feed(body, from, body.length);

        assertThat(decoder.finish()).isEqualTo(decode(RICH));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1 << 20).list().ofMinSize(0).ofMaxSize(60);
    }

    @Test
    void the_result_is_the_same_byte_by_byte() {
        byte[] body = RICH.getBytes(StandardCharsets.UTF_8);
        VectorDecoder decoder = new VectorDecoder(DecodeLimits.DEFAULT);
        for (int i = 0; i < body.length; i++) {
            decoder.feed(body, i, i + 1);
        }

        assertThat(decoder.finish()).isEqualTo(decode(RICH));
    }

    @Property(tries = 200)
    void an_answer_cut_anywhere_is_never_taken_for_a_whole_one(@ForAll int at) {
        String whole = RICH.strip();
        byte[] body = whole.getBytes(StandardCharsets.UTF_8);
        int length = Math.floorMod(at, body.length);
        VectorDecoder decoder = new VectorDecoder(DecodeLimits.DEFAULT);

        QueryFailure failure = catchThrowableOfType(QueryFailure.class, () -> {
            decoder.feed(body, 0, length);
            decoder.finish();
        });

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void a_scalar_is_one_sample_without_labels() {
        Answer answer = decode("{'status':'success','data':{'result':[1e3,'2.5'],'resultType':'scalar'}}");

        assertThat(answer).isEqualTo(success(new Sample(Labels.empty(), 2.5)));
    }

    @Test
    void an_empty_vector_is_a_result() {
        assertThat(decode("{'status':'success','data':{'resultType':'vector','result':[]}}"))
                .isEqualTo(success());
    }

    @Test
    void an_empty_label_is_no_label_and_the_later_of_two_equal_names_wins() {
        Answer answer = decode(vector("{'metric':{'z':'1','a':'','b':'2','z':'3'},'value':[1,'1']}"));

        assertThat(answer).isEqualTo(success(new Sample(Labels.of("b", "2", "z", "3"), 1)));
    }

    @Test
    void equal_values_of_one_answer_share_one_string() {
        Answer.Success success = (Answer.Success) decode(
                vector("{'metric':{'a':'same'},'value':[1,'1']},{'metric':{'a':'same','b':'other'},'value':[1,'2']}"));

        List<Sample> samples = success.result().samples();
        assertThat(samples.get(0).labels().value(0))
                .isSameAs(samples.get(1).labels().value(0));
        assertThat(samples.get(0).labels().name(0))
                .isSameAs(samples.get(1).labels().name(0));
    }

    @Test
    void a_large_vector_comes_through_unchanged() {
        int count = 50_000;
        String series = IntStream.range(0, count)
                .mapToObj(
                        i -> "{'metric':{'a':'v%d','b':'pod-%d','c':'same'},'value':[1,'%d']}".formatted(i % 300, i, i))
                .collect(Collectors.joining(","));

        List<Sample> samples =
                ((Answer.Success) decode(vector(series))).result().samples();

        assertThat(samples).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(samples.get(i))
                    .isEqualTo(new Sample(Labels.of("a", "v" + i % 300, "b", "pod-" + i, "c", "same"), i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
    {'status':'error','errorType':'bad_data','error':'parse error'}                    | bad_data | parse error
    {'error':'e','data':{'resultType':'vector','result':[]},'status':'error'}          | ``       | e
    {'status':'error','errorType':'422','error':'VM','warnings':['w']}                 | 422      | VM
    {'status':'error','errorType':null,'error':null,'data':null}                       | ``       | ``
    """)
    void an_error_is_a_refusal_whatever_else_the_answer_holds(String body, String errorType, String error) {
        assertThat(decode(body)).isEqualTo(new Answer.Refusal(errorType, error));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
    {'status':'success','data':{'resultType':'matrix','result':[]}}                    | WRONG_TYPE | but a matrix
    {'status':'success','data':{'result':[{'metric':{},'values':[[1,'1']]}],'resultType':'matrix'}} | WRONG_TYPE | a matrix
    {'status':'success','data':{'resultType':'string','result':[1,'text']}}            | WRONG_TYPE | but a string
    {'status':'success','data':{'resultType':'streams','result':[]}}                   | BAD_ANSWER | resultType is none of
    {'status':'success','data':{'result':[]}}                                          | BAD_ANSWER | resultType is none of
    {'status':'success','data':{'resultType':'vector'}}                                | BAD_ANSWER | its result is not
    {'status':'success','data':{'resultType':'vector','result':null}}                  | BAD_ANSWER | result is not an array
    {'status':'success','data':{'resultType':'vector','result':[1,'1']}}               | BAD_ANSWER | its result is not
    {'status':'success','data':{'resultType':'scalar','result':[]}}                    | BAD_ANSWER | its result is not
    {'status':'success','data':{'resultType':'scalar','result':[1,'one']}}             | BAD_ANSWER | "one" is not a number
    {'status':'success','data':{'resultType':'scalar','result':[1,'1',2]}}             | BAD_ANSWER | neither series nor a pair
    {'status':'success','data':null}                                                   | BAD_ANSWER | resultType is none of
    {'status':'success'}                                                               | BAD_ANSWER | resultType is none of
    {'data':{'resultType':'vector','result':[]}}                                       | BAD_ANSWER | neither success nor error
    {'status':'ok','data':{'resultType':'vector','result':[]}}                         | BAD_ANSWER | neither success nor error
    {'status':{},'data':{'resultType':'vector','result':[]}}                           | BAD_ANSWER | is not a text
    {'status':'success','data':{'resultType':'vector','result':[]}} x                  | BAD_ANSWER | not JSON
    {'status':'success','data':{'resultType':'vector','result':[]}}{}                  | BAD_ANSWER | something follows
    []                                                                                 | BAD_ANSWER | not a JSON object
    `404 page not found`                                                               | BAD_ANSWER | begins with: 404 page
    <html><body>Sign in</body></html>                                                  | BAD_ANSWER | begins with: <html>
    ``                                                                                 | BAD_ANSWER | it is empty
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{}}]}}       | BAD_ANSWER | a series has no value
    {'status':'success','data':{'resultType':'vector','result':[{'value':[1,'1']}]}}   | BAD_ANSWER | a series has no metric
    {'status':'success','data':{'resultType':'vector','result':[{'metric':null,'value':[1,'1']}]}} | BAD_ANSWER | is not an object
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{'a':1},'value':[1,'1']}]}} | BAD_ANSWER | label value
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,2]}]}} | BAD_ANSWER | in quotes
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':['1','2']}]}} | BAD_ANSWER | in quotes
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,'0x1p3']}]}} | BAD_ANSWER | not a number
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,'1'],'histogram':[1,{'count':'1','sum':'1'}]}]}} | BAD_ANSWER | both
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'histogram':[1,{'count':'1'}]}]}} | BAD_ANSWER | lacks its count
    {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'histogram':[1,{'count':'1','sum':'1','buckets':[[0,'1']]}]}]}} | BAD_ANSWER | bucket
    """)
    void what_no_rule_can_use_fails_with_the_reason(String body, Kind kind, String reason) {
        QueryFailure failure = catchThrowableOfType(QueryFailure.class, () -> decode(body));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(reason);
    }

    @Test
    void too_many_bytes_name_the_option() {
        QueryFailure failure = catchThrowableOfType(
                QueryFailure.class, () -> decode(vector("{'metric':{},'value':[1,'1']}"), new DecodeLimits(60, 10)));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure)
                .hasMessageContaining("more than 60 bytes")
                .hasMessageContaining("--datasource.max-response-bytes");
    }

    @Test
    void too_many_series_name_the_option() {
        String series = "{'metric':{},'value':[1,'1']}";
        String two = vector(series + "," + series);

        assertThat(decode(two, new DecodeLimits(1000, 2))).isInstanceOf(Answer.Success.class);
        QueryFailure failure = catchThrowableOfType(QueryFailure.class, () -> decode(two, new DecodeLimits(1000, 1)));
        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure).hasMessageContaining("more than 1 series").hasMessageContaining("--datasource.max-series");
    }

    @Test
    void deep_nesting_is_refused() {
        QueryFailure failure = catchThrowableOfType(
                QueryFailure.class, () -> decode("{'x':" + "[".repeat(5000) + "]".repeat(5000) + "}"));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("nesting depth");
    }

    @Test
    void the_excerpt_is_one_short_line_without_credentials() {
        String page = "<html>\n\t\u0007see http://user:secret@host/ " + "x".repeat(10_000);

        QueryFailure failure = catchThrowableOfType(QueryFailure.class, () -> decode(page));

        assertThat(failure)
                .hasMessageContaining("<html> see http://<redacted>@host/")
                .hasMessageNotContaining("secret");
        assertThat(failure.getMessage()).hasSizeLessThan(700);
    }

    private static Answer success(Sample... samples) {
        return new Answer.Success(QueryResult.of(List.of(samples)), List.of(), false);
    }

    private static String vector(String series) {
        return "{'status':'success','data':{'resultType':'vector','result':[" + series + "]}}";
    }

    private static Answer decode(String body) {
        return decode(body, DecodeLimits.DEFAULT);
    }

    /** Single quotes stand for double ones where the body has none of the latter. */
    private static Answer decode(String body, DecodeLimits limits) {
        String json = body.contains("\"") ? body : body.replace('\'', '"');
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        VectorDecoder decoder = new VectorDecoder(limits);
        decoder.feed(bytes, 0, bytes.length);
        return decoder.finish();
    }
}
