package io.claviger.core.authorizationserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.claviger.core.credentials.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIpTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:db8::7, 2001:db8::7",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:0db8:0:0::7, 2001:db8::7",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:0:0:0:0:0:0:0, 1::",
        "::, ::",
        "::1, ::1",
        "::ffff:203.0.113.9, 203.0.113.9",
        "::FFFF:cb00:7109, 203.0.113.9",
        "64:ff9b::203.0.113.9, 64:ff9b::cb00:7109",
        "fe80::1, fe80::1"
    })
    void every_spelling_of_an_address_becomes_one(String spelling, String address) {
        assertThat(new ClientIp(spelling).reveal()).isEqualTo(address);
        assertThat(new ClientIp(spelling)).isEqualTo(new ClientIp(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.9:443",
                "[2001:db8::7]",
                "[2001:db8::7]:443",
                "2001:db8::7.443",
                "fe80::1%eth0",
                "fe80::1%1",
                "localhost",
                "example.com",
                "dead.beef",
                "unknown",
                "256.0.0.1",
                "203.0.113",
                "203.0.113.9.1",
                "203.0.113.09",
                "3405803785",
                "0x7f.0.0.1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                ":",
                "::ffff:203.0.113.256",
                "203.0.113.9 ",
                " 203.0.113.9",
                "203.0.113.9,198.51.100.7",
                ""
            })
    void any_other_text_is_refused(String text) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new ClientIp(text));
    }
}
