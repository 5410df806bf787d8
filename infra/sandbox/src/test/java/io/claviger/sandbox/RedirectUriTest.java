package io.claviger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.sandbox.dashboard.NewApplication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The redirect URIs that an application may have. */
class RedirectUriTest extends SandboxTestBase {
    private NewApplication with(List<String> domains, List<String> customSchemes) {
        return new NewApplication("App", null, null, null, null, domains, customSchemes, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://www.example.com/back?x=1#y",
                "http://a.b.EXAMPLE.com:8443/",
                "HTTPS://example.com/"
            })
    void a_uri_of_a_domain_of_the_application_or_its_subdomain_is_accepted(String uri) {
        application = sandbox.createApplication(with(List.of("Example.com"), List.of()));
        assertThat(adobe.register(statement(), uri).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/",
                "https://notexample.com/",
                "https://example.com.evil.org/",
                "https://user@example.com/",
                "https://evil.org#example.com",
                "https:///example.com",
                "ftp://example.com/",
                "javascript:alert(1)//example.com",
                "data:text/html,hi",
                "//example.com/",
                "example.com",
                "https://exa mple.com/",
                "https://example.com/\u0001",
                " ",
                ""
            })
    void any_other_uri_is_an_invalid_redirect_uri(String uri) {
        application = sandbox.createApplication(with(List.of("example.com"), List.of()));
        expectRefusal(uri);
    }

    @Test
    void a_custom_scheme_of_an_application_is_accepted_for_that_application_alone() {
        application = sandbox.createApplication(with(List.of(), List.of("myapp://com.programmer")));
        assertThat(adobe.register(statement(), "myapp://com.programmer").status())
                .isEqualTo(201);
        assertThat(adobe.register(statement(), "MyApp:anything").status()).isEqualTo(201);

        application = sandbox.createApplication(with(List.of(), List.of("otherapp://com.programmer")));
        expectRefusal("myapp://com.programmer");
        expectRefusal("https://example.com/");
    }

    @Test
    void a_custom_scheme_as_adobes_dashboard_makes_it_is_accepted() {
        application = sandbox.createApplication(with(List.of(), List.of("adbe.Zm9vYmFy-1://")));
        assertThat(adobe.register(statement(), "adbe.Zm9vYmFy-1://").status()).isEqualTo(201);
        expectRefusal("adbe.other://");
        expectRefusal("https://");
    }

    @Test
    void a_custom_scheme_of_the_programmer_is_accepted_for_every_application() {
        expectRefusal("adobepass://com.programmer");
        var created = adobe.postJson("/dashboard/custom-schemes", "{\"scheme\":\"adobepass://com.programmer\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(adobe.register(statement(), "adobepass://com.programmer").status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://anything.example/",
                "http://localhost:3000/back",
                "http://127.0.0.1/",
                "http://[::1]:80/"
            })
    void an_application_without_domains_and_schemes_accepts_https_and_the_loopback(String uri) {
        assertThat(adobe.register(statement(), uri).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://anything.example/", "unknownscheme://x", "claviger-revocation-probe:x"})
    void an_application_without_domains_and_schemes_refuses_all_else(String uri) {
        expectRefusal(uri);
    }

    @Test
    void a_refused_redirect_uri_creates_no_client() {
        int before = sandbox.clientCount();
        expectRefusal("claviger-revocation-probe:x");
        assertThat(sandbox.clientCount()).isEqualTo(before);
    }

    private void expectRefusal(String uri) {
        var reply = adobe.register(statement(), uri);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"error\":\"invalid_redirect_uri\"}");
    }
}
