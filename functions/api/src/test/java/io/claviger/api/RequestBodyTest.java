package io.claviger.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.testing.ApiCall;
import io.claviger.api.testing.FakeIdentityProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
    private static final String MARK = "mark3d-s3cr3t";

    private final Api api = new Api(
            PROVIDER.identities(),
            Map.of(
                    Endpoint.ADOPT,
                    request -> {
                        var body = request.body("client_id", "client_secret");
                        return Answer.ok(Answer.accepted()
                                .body()
                                .put("seen", body.text("client_id") + "/" + body.text("client_secret")));
                    },
                    Endpoint.REGISTER,
                    request -> Answer.ok(Answer.accepted()
                            .body()
                            .put("seen", request.optionalBody("redirect_uri").isPresent()))),
            _ -> {},
            Optional::empty);

    @Test
    void a_body_with_its_members_is_read() {
        assertThat(seen(adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}"))).isEqualTo("c/s");
    }

    @Test
    void a_body_in_base64_is_read() {
        assertThat(seen(adopt("").base64Body("{\"client_id\":\"c\",\"client_secret\":\"ü\"}")))
                .isEqualTo("c/ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"})
    void every_spelling_of_the_json_media_type_is_accepted(String contentType) {
        assertThat(seen(adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").header("content-type", contentType)))
                .isEqualTo("c/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", "*/*"})
    void another_media_type_is_refused(String contentType) {
        invalid(adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").header("content-type", contentType));
    }

    @Test
    void a_body_without_a_media_type_is_refused() {
        invalid(adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").without("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "[]",
                "null",
                "7",
                "\"mark3d-s3cr3t\"",
                "{'client_id':'c','client_secret':'mark3d-s3cr3t'}",
                "{\"client_id\":\"c\"}",
                "{\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\",\"more\":1}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\",\"mark3d-s3cr3t\":1}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\",\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\"} mark3d-s3cr3t",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\"}{}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\",}",
                "{\"client_id\":\"c\",/* mark3d-s3cr3t */\"client_secret\":\"s\"}",
                "{\"client_id\":7,\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":null,\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":{\"a\":\"mark3d-s3cr3t\"},\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":[\"c\"],\"client_secret\":\"mark3d-s3cr3t\"}",
                "{\"client_id\":\"c\",\"client_secret\":true}",
                "{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\n\"}",
                "{\"client_id\":\"c\",\"client_secret\":1e999999999}",
                "\uFEFF{\"client_id\":\"c\",\"client_secret\":\"mark3d-s3cr3t\"}"
            })
    void a_body_that_breaks_the_schema_is_refused_without_being_shown(String body) {
        invalid(adopt(body));
    }

    @Test
    void deep_nesting_is_refused() {
        invalid(adopt("[".repeat(30_000)));
        invalid(adopt("{\"client_id\":".repeat(3_000)));
    }

    @Test
    void the_detail_names_the_member_and_the_rule() {
        assertThat(detail(adopt("{\"client_id\":7,\"client_secret\":\"s\"}"))).isEqualTo("client_id must be a string");
        assertThat(detail(adopt("{\"client_id\":\"c\"}"))).isEqualTo("client_secret is missing");
        assertThat(detail(adopt("{\"clientId\":\"c\"}"))).contains("client_id, client_secret");
    }

    @Test
    void text_that_is_not_utf_8_is_refused() {
        invalid(adopt("")
                .base64Body("{\"client_id\":\"ü\",\"client_secret\":\"s\"}".getBytes(StandardCharsets.ISO_8859_1)));
        invalid(adopt("")
                .base64Body("{\"client_id\":\"c\",\"client_secret\":\"s\"}".getBytes(StandardCharsets.UTF_16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=latin1", "application/json; charset=\"utf-16\"; q=1"})
    void another_charset_than_utf_8_is_refused(String contentType) {
        ApiCall call = adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").header("content-type", contentType);
        invalid(call);
        assertThat(detail(call)).isEqualTo("the body must be text in UTF-8");
    }

    @Test
    void every_content_encoding_but_identity_is_refused_by_name() {
        for (String encoding : List.of("gzip", "br", "x, identity")) {
            ApiCall call =
                    adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").header("content-encoding", encoding);
            invalid(call);
            assertThat(detail(call)).contains("Content-Encoding");
        }
        assertThat(seen(adopt("{\"client_id\":\"c\",\"client_secret\":\"s\"}").header("content-encoding", "Identity")))
                .isEqualTo("c/s");
    }

    @Test
    void a_missing_body_is_named_as_missing() {
        for (ApiCall call : List.of(adopt(""), adopt(" \n"), adopt("").without("content-type"))) {
            assertThat(detail(call)).isEqualTo("the body is missing; it must be one JSON object");
        }
    }

    @Test
    void an_unpaired_surrogate_is_refused_and_a_pair_is_accepted() {
        for (String half : List.of("\\ud800", "\\udc00", "\\ude00\\ud83d")) {
            ApiCall call = adopt("{\"client_id\":\"a%sb\",\"client_secret\":\"s\"}".formatted(half));
            invalid(call);
            assertThat(detail(call)).startsWith("client_id ");
        }
        assertThat(seen(adopt("{\"client_id\":\"\\ud83d\\ude00\",\"client_secret\":\"s\"}")))
                .isEqualTo("\ud83d\ude00/s");
    }

    @Test
    void more_than_64_KiB_is_too_large() {
        String start = "{\"client_id\":\"c\",\"client_secret\":\"s\"";
        String fits = start + " ".repeat(64 * 1024 - start.length() - 1) + "}";
        assertThat(seen(adopt(fits))).isEqualTo("c/s");
        assertThat(seen(adopt("").base64Body(fits))).isEqualTo("c/s");

        tooLarge(adopt(fits + " "));
        tooLarge(adopt("").base64Body(fits + " "));
        tooLarge(adopt("ü".repeat(33_000)));
        tooLarge(adopt("x".repeat(5_000_000)));
    }

    @Test
    void an_optional_body_may_be_missing_but_not_wrong() {
        assertThat(seen(register())).isEqualTo("false");
        assertThat(seen(register().without("content-type"))).isEqualTo("false");
        assertThat(seen(register().body("{}"))).isEqualTo("true");
        invalid(register().body("{\"redirectUri\":\"x\"}"));
        invalid(register().body("null"));
    }

    private static ApiCall adopt(String body) {
        return ApiCall.to(Endpoint.ADOPT)
                .application("tv")
                .instance("one")
                .bearing(PROVIDER.operator())
                .body(body);
    }

    private static ApiCall register() {
        return ApiCall.to(Endpoint.REGISTER).application("tv").instance("one").bearing(PROVIDER.operator());
    }

    private String seen(ApiCall call) {
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        return ApiCall.body(answer).path("seen").asText();
    }

    private String detail(ApiCall call) {
        return ApiCall.body(call.sendTo(api)).path("detail").asText();
    }

    private void invalid(ApiCall call) {
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("invalid_request");
        assertThat(answer.getBody()).doesNotContain(MARK);
    }

    private void tooLarge(ApiCall call) {
        APIGatewayV2HTTPResponse answer = call.sendTo(api);
        assertThat(answer.getStatusCode()).isEqualTo(413);
        assertThat(ApiCall.body(answer).path("code").asText()).isEqualTo("request_too_large");
    }
}
