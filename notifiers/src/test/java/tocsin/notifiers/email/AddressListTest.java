package tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.internet.AddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # written                                   | the addresses            | printed
        a@example.org                               | [a@example.org]          | a@example.org
        <a@example.org>                             | [a@example.org]          | a@example.org
        On Call <a@example.org>                     | [a@example.org]          | On Call <a@example.org>
        "Call, On" <a@example.org>, b@x             | [a@example.org, b@x]     | "Call, On" <a@example.org>, b@x
        Dr. No <a@example.org>                      | [a@example.org]          | "Dr. No" <a@example.org>
        a@x, a@x , b@x                              | [a@x, b@x]               | a@x, a@x, b@x
        db: a@x, B <b@x>;, c@x                      | [a@x, b@x, c@x]          | db: a@x, B <b@x>;, c@x
        "d.b": a@x;                                 | [a@x]                    | "d.b": a@x;
        nobody:;                                    | []                       | nobody: ;
        Älert Mgr <am@example.org>                  | [am@example.org]         | =?utf-8?q?=C3=84lert_Mgr?= <am@example.org>
        =?utf-8?q?=C3=84l?= <a@x>                   | [a@x]                    | =?utf-8?q?=C3=84l?= <a@x>
        üser@example.org                            | [üser@example.org]       | üser@example.org
        a@[127.0.0.1]                               | [a@[127.0.0.1]]          | a@[127.0.0.1]
        a+b=c@x (a comment)                         | [a+b=c@x]                | a comment <a+b=c@x>
        """)
    void reads_what_people_write_and_encodes_names_only(String written, String addresses, String printed)
            throws AddressException {
        AddressList list = AddressList.parse(written);

        assertThat(list.addresses()).hasToString(addresses);
        assertThat(list.printed()).isEqualTo(printed);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "root",
                "a@",
                "@b",
                "a b@x",
                "a@x b@x",
                "<a@x",
                "a@x>",
                "\"a@x",
                "a@x\r\nRCPT TO:<eve@x>",
                "\"a\r\n b\"@x",
                "\"a b\"@x",
                "a<b>@x",
                "a@x>\0",
                "db: root;"
            })
    void refuses_what_is_no_address(String written) {
        assertThatExceptionOfType(AddressException.class).isThrownBy(() -> AddressList.parse(written));
    }

    @Test
    void an_empty_text_is_an_empty_list() throws AddressException {
        assertThat(AddressList.parse(" , ").addresses()).isEmpty();
    }
}
