package tocsin.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedNamesTest {
    @ParameterizedTest(name = "{0} against {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    dns:a.example             | a.example               | true
                    dns:a.example             | A.example               | false
                    dns:a.example             | b.a.example             | false
                    dns:*.example             | a.example               | false
                    dns:*.example             | *.example               | true
                    email:ops@a.example       | ops@a.example           | true
                    uri:spiffe://a/b          | spiffe://a/b            | true
                    uri:spiffe://a/b          | spiffe://a/             | false
                    ip:192.0.2.1              | 192.0.2.1               | true
                    ip:192.0.2.1              | 192.0.2.2               | false
                    ip:2001:db8::1            | 2001:db8::1             | true
                    ip:2001:db8::1            | 2001:db8:0:0:0:0:0:1    | true
                    ip:2001:db8::1            | 2001:db8::2             | false
                    """)
    void a_name_matches_as_a_whole(String name, String allowed, boolean expected) throws GeneralSecurityException {
        TestCertificates.Issued client = TestCertificates.selfSigned("c", name);

        assertThat(new AllowedNames(List.of("other", allowed)).allow(client.certificate()))
                .isEqualTo(expected);
    }

    @Test
    void one_of_several_names_is_enough() throws GeneralSecurityException {
        TestCertificates.Issued client = TestCertificates.selfSigned("c", "dns:a", "uri:b:c", "ip:192.0.2.1");

        assertThat(new AllowedNames(List.of("192.0.2.1")).allow(client.certificate()))
                .isTrue();
    }

    @Test
    void the_common_name_is_no_name() throws GeneralSecurityException {
        assertThat(new AllowedNames(List.of("c"))
                        .allow(TestCertificates.selfSigned("c").certificate()))
                .isFalse();
    }
}
