package io.claviger.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.http.JsonNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsFaultsTest {
    private static final AwsCall GET = new AwsCall("dynamodb", "GetItem");
    private static final AwsCall PUT = new AwsCall("dynamodb", "PutItem");

    private final AwsFaults faults = new AwsFaults();

    @Test
    void a_fault_fails_the_matching_calls_after_those_it_skips() {
        faults.accept(json(
                "{'function': 'A', 'service': 'dynamodb', 'skip': 1, 'count': 2, 'error': 'InternalServerError'}"));

        assertThat(faults.next(GET, "B")).isEmpty();
        assertThat(faults.next(GET, "A")).isEmpty();
        assertThat(faults.next(PUT, "A")).contains(new AwsFault.Failure("InternalServerError", false));
        assertThat(faults.next(GET, "A")).isPresent();
        assertThat(faults.next(GET, "A")).isEmpty();
    }

    @Test
    void several_faults_are_pending_until_they_are_removed() {
        faults.accept(json(
                "[{'operation': 'GetItem', 'hold': true}, {'operation': 'PutItem', 'error': 'X', 'when': 'after'}]"));

        assertThat(faults.status().path("waiting").asInt()).isEqualTo(2);
        assertThat(faults.next(PUT, "")).contains(new AwsFault.Failure("X", true));
        faults.accept(json("{}"));
        assertThat(faults.next(GET, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'text'                                    | an object
            {'operation': 'GetItem'}                  | error is missing
            {'error': 'X', 'when': 'during'}          | when is before or after
            {'error': 'X', 'count': 0}                | count is a whole number from 1
            {'error': 'X', 'skip': 'two'}             | skip is a whole number from 0
            {'error': 'X', 'opration': 'GetItem'}     | no member opration
            """)
    void a_fault_with_a_mistake_says_what_is_wrong(String fault, String reason) {
        assertThatThrownBy(() -> faults.accept(json(fault))).hasMessageContaining(reason);
        assertThat(faults.status().path("waiting").asInt()).isZero();
    }

    private static JsonNode json(String text) {
        return JsonNodes.parse(text.replace('\'', '"')).orElseThrow();
    }
}
