package io.claviger.local.aws;

import io.claviger.local.http.HttpResponse;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.UUID;

/** The answer to a call that the local system does not play, in the protocol of its service. */
public final class NotPlayed {
    private static final String CODE = "UnknownOperationException";
    /** They speak the query protocol, whose answers are XML. SQS speaks JSON as well. */
    private static final Set<String> XML =
            Set.of("sts", "iam", "cloudformation", "sns", "monitoring", "autoscaling", "elasticloadbalancing", "ec2");

    private static final String QUERY = """
            <ErrorResponse>
              <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
              <RequestId>%s</RequestId>
            </ErrorResponse>
            """;

    private NotPlayed() {}

    /** 400, with the name of the service and of the operation if the request names it. */
    public static HttpResponse answer(AwsCall call) {
        String what = call.operation().isEmpty() ? call.service() : call.service() + ":" + call.operation();
        String message = "The local system does not play " + what;
        if (call.service().equals("s3")) {
            return xml("<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>", CODE, message);
        }
        return XML.contains(call.service()) ? queryError(CODE, message) : AwsError.response(CODE, message);
    }

    /** An error in the query protocol. */
    static HttpResponse queryError(String code, String message) {
        return xml(QUERY, code, message);
    }

    private static HttpResponse xml(String form, String code, String message) {
        return HttpResponse.of(400, "text/xml", Buffer.buffer(form.formatted(code, message, UUID.randomUUID())));
    }
}
