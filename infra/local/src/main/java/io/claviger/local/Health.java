package io.claviger.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import java.util.Map;

/** Whether everything answers: AWS's services, and each function by having asked for an invocation at least once. */
final class Health {
    private static final Map<String, String> QUESTIONS = Map.of(
            "dynamodb", "ListTables", "sqs", "ListQueues", "secretsmanager", "ListSecrets", "events", "ListEventBuses");

    private final AwsCaller aws;
    private final LambdaService lambda;

    Health(AwsCaller aws, LambdaService lambda) {
        this.aws = aws;
        this.lambda = lambda;
    }

    /** 200 {@code {"status":"UP"}}, or 503 with what is missing. */
    HttpResponse answer() throws InterruptedException {
        ArrayNode missing = JsonNodes.array();
        for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
            try {
                aws.call(question.getKey(), question.getValue(), JsonNodes.object());
            } catch (AwsError unwell) {
                missing.add(question.getKey());
            }
        }
        for (LambdaFunction function : lambda.functions()) {
            if (!function.wasReady()) {
                missing.add(function.resource().logicalId());
            }
        }
        return missing.isEmpty() ? up() : starting(missing);
    }

    static HttpResponse starting(ArrayNode missing) {
        return HttpResponse.json(503, JsonNodes.object().put("status", "DOWN").set("missing", missing));
    }

    private static HttpResponse up() {
        return HttpResponse.json(200, JsonNodes.object().put("status", "UP"));
    }
}
