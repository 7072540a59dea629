package tocsin.rules.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            192.0.2.1,              true
            0.0.0.0,                true
            255.255.255.255,        true
            256.0.0.1,              false
            01.2.3.4,               false
            1.2.3,                  false
            1.2.3.4.5,              false
            1.2.3.,                 false
            1.2.3.x,                false
            host,                   false
            "",                     false
            ::,                     true
            ::1,                    true
            2001:0DB8::1,           true
            1:2:3:4:5:6:7:8,        true
            1:2:3:4:5:6:7::,        true
            1:2:3:4:5:6:7,          false
            1:2:3:4:5:6:7:8:9,      false
            1:2:3:4:5:6:7:8::,      false
            ::ffff:192.0.2.1,       true
            1:2:3:4:5:6:192.0.2.1,  true
            1:2:3:4:5:6:7:1.2.3.4,  false
            192.0.2.1::,            false
            :::,                    false
            1::2::3,                false
            12345::,                false
            g::,                    false
            fe80::1%eth0,           false
            """)
    void an_address_is_told_by_its_form(String text, boolean address) {
        assertThat(IpAddresses.isAddress(text)).isEqualTo(address);
    }
}
