package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** AWS STS with the operation by which the {@code aws} CLI asks who it is. */
public record Sts(String account) implements AwsService {

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) {
        if (!call.operation().equals("GetCallerIdentity")) {
            return NotPlayed.answer(call);
        }
        String answer = """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult>
                    <Arn>arn:aws:iam::%s:root</Arn>
                    <UserId>%s</UserId>
                    <Account>%s</Account>
                  </GetCallerIdentityResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </GetCallerIdentityResponse>
                """.formatted(account, account, account, UUID.randomUUID());
        return HttpResponse.of(200, "text/xml", Buffer.buffer(answer));
    }
}
