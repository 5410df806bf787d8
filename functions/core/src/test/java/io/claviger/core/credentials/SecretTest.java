package io.claviger.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    static Stream<Secret> secrets() {
        return Stream.of(
                new AccessToken("203.0.113.9"),
                new ClientSecret("203.0.113.9"),
                new SoftwareStatement("203.0.113.9"),
                new DeviceInfo("203.0.113.9"),
                new ClientIp("203.0.113.9"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void a_secret_prints_itself_as_stars(Secret secret) {
        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("203.0.113.9");
    }

    @Test
    void a_record_that_holds_a_secret_does_not_print_it() {
        assertThat(new ClientCredentials(new ClientId("id"), new ClientSecret("hidden")).toString())
                .contains("id")
                .doesNotContain("hidden");
        assertThat(new Device(Optional.of(new DeviceInfo("hidden")), Optional.of(new ClientIp("203.0.113.9")))
                        .toString())
                .doesNotContain("hidden", "203");
    }

    @Test
    void a_secret_equals_only_its_own_kind() {
        assertThat(new ClientSecret("same"))
                .isEqualTo(new ClientSecret("same"))
                .isNotEqualTo(new ClientSecret("other"))
                .isNotEqualTo(new AccessToken("same"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "tab\t", "grün"})
    void a_refused_value_is_not_repeated_in_the_message(String value) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new ClientSecret(value))
                .satisfies(e -> assertThat(e).message().doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adbe.h5JyVo2xQ3m.9://",
                "ADBE.x://",
                "adobepass://com.programmer",
                "com.example.app:/oauth2redirect",
                "https://app.example.com/back"
            })
    void a_redirect_uri_may_be_a_custom_scheme_as_adobe_and_rfc_8252_have_them(String value) {
        assertThat(new RedirectUri(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "javascript://",
                "adbe.x:",
                "adbe.x:opaque",
                "adbe x://",
                "app:/back",
                "adbe.x://user@",
                "javascript://alert(1)",
                "https://user@host/",
                "https://host/#part",
                "no-scheme",
                "mailto:a@b",
                "data:text/html,x"
            })
    void a_dangerous_redirect_uri_is_refused(String value) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> new RedirectUri(value));
    }
}
