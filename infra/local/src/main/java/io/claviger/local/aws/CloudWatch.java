package io.claviger.local.aws;

import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.vertx.core.buffer.Buffer;

/** Amazon CloudWatch without an alarm. The SDKs speak Smithy RPC v2 with CBOR to it, whose path names the operation. */
public final class CloudWatch implements AwsService {
    /** An empty map (RFC 8949): an answer without members. */
    private static final byte EMPTY = (byte) 0xa0;

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) {
        if (!request.path().endsWith("/operation/DescribeAlarms")) {
            return NotPlayed.answer(call);
        }
        return HttpResponse.of(200, "application/cbor", Buffer.buffer(new byte[] {EMPTY}))
                .with("smithy-protocol", "rpc-v2-cbor");
    }
}
