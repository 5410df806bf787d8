package io.claviger.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.claviger.local.aws.AwsCaller;
import io.claviger.local.aws.AwsError;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import java.util.Map;

/** The system is healthy once every AWS service answers and every function has asked for an invocation. */
final class Health {
    private static final Map<String, String> PROBES = Map.of(
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
        for (Map.Entry<String, String> probe : PROBES.entrySet()) {
            try {
                aws.call(probe.getKey(), probe.getValue(), JsonNodes.object());
            } catch (AwsError failed) {
                missing.add(probe.getKey());
            }
        }
        for (LambdaFunction function : lambda.functions()) {
            if (!function.wasReady()) {
                missing.add(function.resource().logicalId());
            }
        }
        return missing.isEmpty() ? HttpResponse.json(200, JsonNodes.object().put("status", "UP")) : starting(missing);
    }

    static HttpResponse starting(ArrayNode missing) {
        return HttpResponse.json(503, JsonNodes.object().put("status", "DOWN").set("missing", missing));
    }
}
