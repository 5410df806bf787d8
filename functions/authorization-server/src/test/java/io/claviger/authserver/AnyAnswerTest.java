package io.claviger.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.TokenAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Any answer becomes a value, and only Adobe's documented refusals become refusals. */
class AnyAnswerTest {
    private static final ScriptedServer SERVER = new ScriptedServer(Scripts.reset());
    private static final AdobePassAuthorizationServer ADOBE_PASS = Callers.to(SERVER.baseUri());
    private static final List<Integer> REFUSING = List.of(400, 401, 403);

    @AfterContainer
    static void stop() {
        SERVER.close();
    }

    /** @param body one character per byte */
    record Answer(int status, String contentType, String body) {
        boolean says(String code) {
            return body.contains("\"" + code + "\"");
        }
    }

    @Property(tries = 400)
    void an_answer_is_a_refusal_only_if_adobe_documents_it(@ForAll("answers") Answer answer) {
        SERVER.answerWith(Scripts.bytes(
                answer.status(), answer.contentType(), answer.body().getBytes(StandardCharsets.ISO_8859_1)));

        assertHonest(answer, Callers.register(ADOBE_PASS));
        assertHonest(answer, Callers.requestToken(ADOBE_PASS));
        assertHonest(answer, Callers.callProtectedApi(ADOBE_PASS));
    }

    private static void assertHonest(Answer answer, RegistrationAnswer read) {
        switch (read) {
            case RegistrationAnswer.Registered _ -> assertThat(answer.status()).isIn(200, 201);
            case RegistrationAnswer.StatementRefused(RegistrationAnswer.StatementRefused.Code code) ->
                assertRefusal(answer, REFUSING, code.name().toLowerCase(Locale.ROOT));
            case RegistrationAnswer.RedirectUriRefused _ -> assertRefusal(answer, REFUSING, "invalid_redirect_uri");
            case RegistrationAnswer.Failed _ -> {}
        }
    }

    private static void assertHonest(Answer answer, TokenAnswer read) {
        switch (read) {
            case TokenAnswer.Issued _ -> assertThat(answer.status()).isIn(200, 201);
            case TokenAnswer.ClientRefused(TokenAnswer.ClientRefused.Code code) ->
                assertRefusal(answer, REFUSING, code.name().toLowerCase(Locale.ROOT));
            case TokenAnswer.Failed _ -> {}
        }
    }

    private static void assertHonest(Answer answer, ProtectedApiAnswer read) {
        switch (read) {
            case ProtectedApiAnswer.Accepted _ -> assertThat(answer.status()).isBetween(200, 299);
            case ProtectedApiAnswer.ApplicationRefused _ ->
                assertRefusal(answer, List.of(401), "invalid_access_token_client_application");
            case ProtectedApiAnswer.ServiceProviderRefused _ ->
                assertRefusal(answer, List.of(401), "invalid_access_token_service_provider");
            case ProtectedApiAnswer.Failed _ -> {}
        }
    }

    private static void assertRefusal(Answer answer, List<Integer> statuses, String code) {
        assertThat(answer.status()).isIn(statuses);
        assertThat(answer.contentType()).doesNotContain("html");
        assertThat(answer.says(code)).isTrue();
    }

    @Provide
    Arbitrary<Answer> answers() {
        Arbitrary<Integer> statuses = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(200, 201, 400, 401, 403)),
                Tuple.of(1, Arbitraries.integers().between(200, 599)));
        Arbitrary<String> types = Arbitraries.of("application/json", "text/html", "text/plain", "");
        return Combinators.combine(statuses, types, Arbitraries.oneOf(noise(), nearlyRight()))
                .as(Answer::new);
    }

    private static Arbitrary<String> noise() {
        return Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(300);
    }

    /** JSON with valid words at right and wrong places, sometimes truncated. */
    private static Arbitrary<String> nearlyRight() {
        Arbitrary<String> names = Arbitraries.of(
                "error",
                "errors",
                "code",
                "message",
                "client_id",
                "client_secret",
                "access_token",
                "scopes",
                "created_at");
        Arbitrary<String> words = Arbitraries.of(
                "\"invalid_software_statement\"",
                "\"unapproved_software_statement\"",
                "\"invalid_redirect_uri\"",
                "\"invalid_client\"",
                "\"unauthorized_client\"",
                "\"invalid_access_token_client_application\"",
                "\"invalid_access_token_service_provider\"",
                "\"INVALID_CLIENT\"",
                "\"x\"",
                "17e9",
                "null",
                "[]");
        Arbitrary<String> members = Combinators.combine(names, words).as((name, word) -> "\"" + name + "\":" + word);
        Arbitrary<String> flat = members.list().ofMaxSize(4).map(all -> "{" + String.join(",", all) + "}");
        Arbitrary<String> nested = Combinators.combine(names, flat, Arbitraries.of("{\"%s\":%s}", "{\"%s\":[%s]}"))
                .as((name, inner, shape) -> shape.formatted(name, inner));
        Arbitrary<String> whole = Arbitraries.oneOf(flat, nested, words);
        Arbitrary<String> cut = Combinators.combine(
                        whole, Arbitraries.integers().between(1, 9))
                .as((json, less) -> json.substring(0, Math.max(0, json.length() - less)));
        return Arbitraries.oneOf(whole, whole, cut);
    }
}
